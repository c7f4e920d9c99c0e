/** The folded form of text: what sorting, equality and search compare, the same in SQL and in memory. */

import { recalled } from "./recall.ts";

const LATIN_MARKS = /[\u0300-\u036f]/g;
/** Arabic vowel signs, tatweel, and the joiners that carry no letter. */
const UNWRITTEN = /[\u064b-\u0652\u0670\u0640\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g;
const VARIANTS: Record<string, string> = { ي: "ی", ى: "ی", ك: "ک", ة: "ه", ۀ: "ه", أ: "ا", إ: "ا", ٱ: "ا" };
const VARIANT = /[يىكةۀأإٱ]/g;

/** Digits of any script as ASCII digits: `۰۳۰۰` and `०३००` → `0300`. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    if (code < 0x80) return digit;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });
}

/**
 * Case, accents, vowel signs, letter variants and runs of white space do not count: `  Élan  Vital ` → `elan vital`.
 * Never longer than 400 characters, so that it fits an index.
 */
export function fold(text: string): string {
  return PLAIN.test(text) ? text.toLowerCase().slice(0, 400) : foldAny(text);
}

const PLAIN = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/;

const foldAny = recalled((text) => {
  const spaced = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(LATIN_MARKS, "").normalize("NFC");
  const plain = asciiDigits(spaced)
    .replace(UNWRITTEN, "")
    .replace(VARIANT, (letter) => VARIANTS[letter]!);
  return [...plain.replace(/\s+/g, " ").trim()].slice(0, 400).join("");
});

/** The words by which a text can be found, folded, each once. */
export const words: (text: string) => readonly string[] = recalled((text) => [
  ...new Set(
    fold(text)
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter(Boolean),
  ),
]);
