/** Remembers what a pure function gave for texts that come again and again: the names of a file, the words of a search. */

/** So many are remembered at least, twice as many at most. */
const KEPT = 4096;
/** Longer texts seldom come again, and would hold much memory. */
const LONGEST = 120;

/** @returns the same function; what it gives is shared, so nobody may change it. */
export function recalled<T>(find: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return find(text);
    let found = young.get(text);
    if (found !== undefined) return found;
    found = old.get(text) ?? find(text);
    if (young.size >= KEPT) {
      old = young;
      young = new Map();
    }
    young.set(text, found);
    return found;
  };
}
