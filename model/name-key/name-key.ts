/** Keys by which a name in one script finds the same name in another. */
import { recalled } from "../recall.ts";
import { soundSimilarity } from "./name-similarity.ts";
import { reading } from "./reading.ts";
import { skeletons } from "./skeleton.ts";

export { nameSimilarity } from "./name-similarity.ts";

/**
 * The keys of one word of any script and case, each of 1 to 32 characters of a-z: most words have one, ambiguous ones up
 * to 4, and words with digits or in a script that is not read none. Two words may be the same name when they share a key;
 * `nameSimilarity` says how likely.
 */
export const nameKeys: (word: string) => readonly string[] = recalled((word) => {
  const sounds = reading(word);
  return sounds ? skeletons(sounds) : [];
});

/** Words that share a key and are less alike than this are two names: Rani and रैना. Measured in docs/decisions. */
const ALIKE = 0.75;
/** More parts than a name has are not looked at. */
const MOST_PARTS = 8;
/** Written apart, together or not at all: Abd al-Rahman. */
const ARTICLES = new Set(["al", "el", "ul", "ud", "ur", "us", "uz", "un", "ad", "ar", "as", "ال", "अल", "उल", "उद"]);

/**
 * Whether two whole names may be the same: every part of one has a partner of its own in the other, in any order. Parts
 * written apart in one and together in the other are partners too: "Abdul Rehman" and "عبدالرحمن".
 */
export function namesMatch(a: string, b: string): boolean {
  const [one, other] = [parts(a), parts(b)];
  if (one.length === 0 || other.length === 0) return false;
  return covered(one, 0, other, 0) || covered(other, 0, one, 0);
}

function parts(name: string): string[] {
  return name
    .toLowerCase()
    .replace(/['’ʼʿʾ`]/g, "")
    .split(/[^\p{L}\p{M}\u200c\u200d]+/u)
    .filter((word) => reading(word) !== "")
    .slice(0, MOST_PARTS);
}

/** Whether the parts of `one` from `at` on have partners among the parts of `other` whose bits are not in `taken`. */
function covered(one: string[], at: number, other: string[], taken: number): boolean {
  if (at >= one.length) return taken > 0;
  if (ARTICLES.has(one[at]!) && covered(one, at + 1, other, taken)) return true;
  for (let from = 0; from < other.length; from += 1)
    for (const [mine, theirs] of JOINS) {
      const bits = ((1 << theirs) - 1) << from;
      if (at + mine > one.length || from + theirs > other.length || taken & bits) continue;
      const alike = sameWord(one.slice(at, at + mine).join(""), other.slice(from, from + theirs).join(""));
      if (alike && covered(one, at + mine, other, taken | bits)) return true;
    }
  return false;
}

/** How many neighbouring parts of either side may be one word of the other. */
const JOINS = [
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
  [1, 3],
  [3, 1],
] as const;

function sameWord(a: string, b: string): boolean {
  const [one, other] = [reading(a), reading(b)];
  const keys = skeletons(one);
  return skeletons(other).some((key) => keys.includes(key)) && soundSimilarity(one, other) >= ALIKE;
}
