/** Keys by which a name in one script finds the same name in another. */
import { reading } from "./reading.ts";

/** The classes a sound may fall into; sounds that are not here leave no trace inside a word. */
const CLASSES: Record<string, string> = {
  k: "k", K: "k", q: "k", x: "k",
  g: "g", G: "g", Q: "g", "6": "gj",
  c: "c", C: "c", "5": "ck",
  j: "j", J: "j", z: "j", Z: "j", "7": "j",
  t: "t", T: "t", "0": "t", "1": "t",
  d: "d", D: "d", "2": "d", "3": "d",
  X: "rd", "4": "rd",
  p: "p", P: "f", f: "f",
  b: "b", B: "b", w: "bv",
  n: "n", N: "n", m: "m",
  r: "r", l: "l", v: "v", W: "v-",
  s: "s", S: "s",
}; // prettier-ignore
const VOWELS = "aAiIuUeEoO@?.'H89YW";
const MOST = 4;

/**
 * The keys of one word of any script and case, short and in a-z: most words have one, ambiguous ones up to 4, and words
 * with digits or in a script that is not read none. Two words may be the same name when they share a key.
 */
export function nameKeys(word: string): string[] {
  const sounds = reading(word);
  if (!sounds) return [];
  let keys = [VOWELS.includes(sounds[0]!) ? "a" : sounds[0] === "h" ? "h" : sounds[0] === "y" ? "y" : ""];
  for (let at = 0; at < sounds.length; at += 1) {
    const classes = CLASSES[sounds[at]!];
    if (classes === undefined || (at > 0 && CLASSES[sounds[at - 1]!] === classes)) continue;
    const options = keys.length * classes.length > MOST ? classes[0]! : classes;
    const labial = (options === "n" || options === "m") && "pPfbBm".includes(sounds[at + 1] ?? "-");
    keys = [...options].flatMap((option) => keys.map((key) => key + (option === "-" ? "" : labial ? "m" : option)));
  }
  const last = sounds.length > 1 ? sounds.at(-1)! : "";
  const end = "iIeEYy".includes(last || "-") ? "i" : "uUoO".includes(last || "-") ? "u" : "";
  return [...new Set(keys.map((key) => key.slice(0, 31) + end || "a"))];
}

/** Whether two whole names may be the same: every part of the shorter has a partner in the longer. */
export function namesMatch(a: string, b: string): boolean {
  const parts = (name: string) =>
    name
      .split(/[^\p{L}\p{M}]+/u)
      .map(nameKeys)
      .filter((keys) => keys.length > 0);
  const [short, long] = [parts(a), parts(b)].sort((x, y) => x.length - y.length) as [string[][], string[][]];
  return short.length > 0 && short.every((keys) => long.some((other) => other.some((key) => keys.includes(key))));
}

/** How alike two words sound, 0 to 1; ranks those that share a key. */
export function nameSimilarity(a: string, b: string): number {
  return reading(a) === reading(b) ? 1 : nameKeys(a).some((key) => nameKeys(b).includes(key)) ? 0.5 : 0;
}
