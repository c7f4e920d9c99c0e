/** Keys by which a name in one script finds the same name in another. */
import { reading } from "./reading.ts";
import { skeletons } from "./skeleton.ts";

/**
 * The keys of one word of any script and case, short and in a-z: most words have one, ambiguous ones up to 4, and words
 * with digits or in a script that is not read none. Two words may be the same name when they share a key.
 */
export function nameKeys(word: string): string[] {
  const sounds = reading(word);
  if (!sounds) return [];
  return skeletons(sounds);
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
