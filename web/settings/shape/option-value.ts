/** The value in the API of an option, from the word that somebody writes for it. */
import { textInLatin } from "#model/name-key/in-latin.ts";

/** Signs that a value may not have. */
const FOREIGN = /[^\p{L}\p{M}\p{N} ._\-/+&]+/gu;
const BEFORE_THE_FIRST_LETTER = /^[^\p{L}\p{M}\p{N}]+/u;

/**
 * `Gold` → `Gold`, `चाँदी` → `chandi`; as it is written where its letters are not known.
 * @param taken values of the other options
 */
export function optionValue(word: string, taken: readonly string[]): string {
  const sound = (text: string): string => text.replace(FOREIGN, " ").trim().replace(BEFORE_THE_FIRST_LETTER, "");
  const text = sound(word);
  const stem = (/[^\P{L}\p{Script=Latin}]/u.test(text) && sound(textInLatin(text))) || text;
  for (let number = 1; ; number += 1) {
    const value = number === 1 ? stem : `${stem} ${number}`;
    if (stem === "" || !taken.includes(value)) return value;
  }
}
