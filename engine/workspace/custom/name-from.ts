/** A name for the API from the word that an administrator wrote, in whatever script. */
import { textInLatin } from "#model/name-key/in-latin.ts";

const LONGEST = 24;

/**
 * `Date of birth` → `x_dateOfBirth`, `12 महीनों में` → `x_mahinonMen12`; what no letters are known for → `x_field`, `x_field2` …
 * @param isTaken names in use
 * @param mark what it begins with
 * @param otherwise stands for what has no letters
 */
export function nameFrom(word: string, isTaken: (name: string) => boolean, mark = "x_", otherwise = "field"): string {
  const parts =
    textInLatin(word)
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  // A name begins with a letter.
  const first = parts.findIndex((part) => /^[a-z]/.test(part));
  const joined = [...parts.slice(Math.max(first, 0)), ...parts.slice(0, Math.max(first, 0))]
    .map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
    .join("");
  const stem = `${mark}${(first >= 0 ? joined : `${otherwise}${joined}`).slice(0, LONGEST)}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}${number}`;
    if (!isTaken(name)) return name;
  }
}
