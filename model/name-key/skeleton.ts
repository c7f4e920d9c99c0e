/** From the sounds of a word to its keys: the consonants by class, whether it begins with a vowel, and its last vowel. */

/** What a sound leaves in a key, likeliest first; sounds that are not here leave nothing inside a word. */
const TRACES = new Map<string, string[]>();
const leave = (sounds: string, ...traces: string[]) => [...sounds].forEach((sound) => TRACES.set(sound, traces));
leave("kKqx", "k");
leave("gGQ", "g");
leave("6", "g", "j");
leave("cC", "c");
leave("5", "c", "k");
leave("jJzZ7", "j");
leave("tT01", "t");
leave("dD23", "d");
leave("X4", "r", "d");
leave("p", "p");
leave("Pf", "f");
leave("bB", "b");
leave("w", "b", "v");
leave("nN", "n");
leave("M", "n", "m");
leave("%", "g", "");
leave("&", "g", "jn", "gn");
leave("m", "m");
leave("r", "r");
leave("l", "l");
leave("<", "l", "");
leave("v", "v");
leave("W", "", "v");
leave("V", "v", "");
leave("sS", "s");
leave("*", "s", "sc");
leave("$", "s", "j");
leave(",", "a", "");

/** What a sound leaves at the end of a word. */
const ENDS = new Map<string, string[]>();
const end = (sounds: string, ...traces: string[]) => [...sounds].forEach((sound) => ENDS.set(sound, traces));
end("iIeEY", "i");
end("uUoO", "u");
end("8;", "i", "");
end("WF", "u", "v");
end("V", "v", "u");
end("NL", "n", "");

const NONE: string[] = [];
const VOWELS = "aAiIuUeEoO@?.'H89YW";
const MOST = 4;
const LONGEST = 32;

/** The keys of a word by its sounds: one to four, each of 1 to 32 characters of a-z. */
export function skeletons(sounds: string): string[] {
  let keys = [begin(sounds[0]!)];
  let before: string[] = NONE;
  for (let at = 0; at < sounds.length; at += 1) {
    const sound = sounds[at]!;
    const last = at === sounds.length - 1 && at > 0;
    const traces = (last ? ENDS.get(sound) : undefined) ?? TRACES.get(sound) ?? NONE;
    if (traces !== NONE && traces !== before) keys = extended(keys, traces);
    before = traces;
  }
  return [...new Set(keys.map(finished))];
}

function begin(sound: string): string {
  if (sound === "h" || sound === "y") return sound;
  return VOWELS.includes(sound) ? "a" : "";
}

/** Each key with each trace; where that would be too many, with the likeliest alone. */
function extended(keys: string[], traces: string[]): string[] {
  if (traces.length === 1 || keys.length * traces.length > MOST) return keys.map((key) => key + traces[0]!);
  return traces.flatMap((trace) => keys.map((key) => key + trace));
}

/** Before lips m and n are one: Ambika is अंबिका, Gunbad is گنبد. */
const finished = (key: string) => key.replace(/[mn](?=[pbf])/g, "m").slice(0, LONGEST) || "a";
