/** From the sounds of a word to its keys: the consonants by class, whether it begins with a vowel, and its last vowel. */

/** What a sound leaves in a key, likeliest first; sounds that are not here leave nothing inside a word. */
const TRACES: string[][] = Array.from({ length: 128 }, () => []);
const leave = (sounds: string, ...traces: string[]) =>
  [...sounds].forEach((sound) => (TRACES[sound.charCodeAt(0)] = traces));
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
leave("^", "s", "t");
leave("|", "j", "d");
leave("sS", "s");
leave("*", "s", "sc", "sk");
leave("$", "s", "j");
leave(",", "a", "");

/** What a sound leaves at the end of a word. */
const ENDS: string[][] = [];
const end = (sounds: string, ...traces: string[]) =>
  [...sounds].forEach((sound) => (ENDS[sound.charCodeAt(0)] = traces));
end("iIeY", "i");
end("uUo", "u");
end("8;9", "i", "");
end("WF", "u", "v");
end("V", "v", "u");
end("NL", "n", "");

const VOWELS = "aAiIuUeo@?.'H89YW";
const MOST = 4;
const LONGEST = 32;

/** The keys of a word by its sounds: one to four, each of 1 to 32 characters of a-z. */
export function skeletons(sounds: string): string[] {
  let keys = [begin(sounds[0]!)];
  const last = sounds.length - 1;
  let before: string[] | undefined;
  for (let at = 0; at <= last; at += 1) {
    const sound = sounds.charCodeAt(at);
    const traces: string[] = (at === last && at > 0 ? ENDS[sound] : undefined) ?? TRACES[sound]!;
    if (traces.length > 0 && traces !== before) keys = extended(keys, traces);
    before = traces;
  }
  for (let at = 0; at < keys.length; at += 1) keys[at] = finished(keys[at]!);
  return keys.length === 1 ? keys : [...new Set(keys)];
}

function begin(sound: string): string {
  if (sound === "h" || sound === "y") return sound;
  return VOWELS.includes(sound) ? "a" : "";
}

/** Each key with each trace; where that would be too many, with the likeliest alone. */
function extended(keys: string[], traces: string[]): string[] {
  if (traces.length > 1 && keys.length * traces.length <= MOST)
    return traces.flatMap((trace) => keys.map((key) => key + trace));
  for (let at = 0; at < keys.length; at += 1) keys[at] += traces[0]!;
  return keys;
}

/** Before lips n is m: Ambika is अंबिका, Gunbad is گنبد. */
function finished(key: string): string {
  const text = key.includes("n") ? key.replace(/n(?=[pbf])/g, "m") : key;
  return text.slice(0, LONGEST) || "a";
}
