/** One alphabet of sounds for names of all scripts, and the word read into it. */
import { readIndic } from "./read-indic.ts";
import { readLatin } from "./read-latin.ts";
import { readPersoArabic } from "./read-perso-arabic.ts";

const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ə: "a",
  ā: "aa",
  ī: "ee",
  ū: "oo",
  š: "sh",
  ş: "sh",
  ś: "sh",
  ṣ: "sh",
  ž: "zh",
  č: "ch",
  ć: "ch",
  ç: "ch",
};
/** Written short so often that the whole name is meant. */
const ABBREVIATIONS: Record<string, string> = {
  md: "mohammad",
  mohd: "mohammad",
  muhd: "mohammad",
  mhd: "mohammad",
  mohmd: "mohammad",
  abdur: "abdul",
  abdus: "abdul",
};

/**
 * The sounds of one word, a character each, "" for a word with digits or in a script that is not read here.
 * The alphabet is described in docs/decisions.
 */
export function reading(word: string): string {
  let text = word.toLowerCase();
  if (/^[a-z]+$/.test(text)) return readLatin(ABBREVIATIONS[text] ?? text);
  text = text.normalize("NFC");
  const first = text.search(/\p{L}/u);
  if (first < 0 || /\p{N}/u.test(text)) return "";
  const code = text.charCodeAt(first);
  if (code >= 0x900 && code < 0xd80) return readIndic(text);
  if (code >= 0x600 && code < 0x780) return readPersoArabic(text);
  if (code < 0x250 || (code >= 0x1e00 && code < 0x1f00))
    return readLatin(
      text
        .replace(/[\u0080-\uffff]/g, (letter) => LETTERS[letter] ?? letter)
        .normalize("NFD")
        .replace(/[^a-z]/g, ""),
    );
  return "";
}
