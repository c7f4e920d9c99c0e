/** A name for the API from the word that an administrator wrote, in whatever script. */

const LONGEST = 24;

/**
 * `Date of birth` → `x_dateOfBirth`; what has no Latin letters → `x_field`, `x_field2` …
 * @param isTaken names in use
 * @param mark what it begins with
 * @param otherwise stands for what has no Latin letters
 */
export function nameFrom(word: string, isTaken: (name: string) => boolean, mark = "x_", otherwise = "field"): string {
  const parts =
    word
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const joined = parts
    .map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
    .join("");
  const stem = `${mark}${(/^[a-z]/.test(joined) ? joined : `${otherwise}${joined}`).slice(0, LONGEST)}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}${number}`;
    if (!isTaken(name)) return name;
  }
}
