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
/** Letters of the scripts that are read, and of those that are not. */
const LETTER = /[a-z\u00aa-\u1fff\u2c00-\uffff]/i;
const DIGIT = /[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef]/;
const ABBREVIATIONS = new Map(
  Object.entries({
    md: "mohammad",
    mohd: "mohammad",
    muhd: "mohammad",
    mhd: "mohammad",
    mohmd: "mohammad",
    abdur: "abdul",
    abdus: "abdul",
  }),
);

/**
 * The sounds of one word, a character each, "" for a word with digits or in a script that is not read here.
 * The alphabet is described in docs/decisions.
 */
export function reading(word: string): string {
  if (/^[a-z]+$/i.test(word)) {
    const text = word.toLowerCase();
    return servant(readLatin(ABBREVIATIONS.get(text) ?? text));
  }
  const first = word.charCodeAt(word.search(LETTER));
  if (Number.isNaN(first) || DIGIT.test(word)) return "";
  if (first >= 0xb80 && first < 0xc00) return "";
  if (first >= 0x900 && first < 0xd80) return servant(readIndic(word));
  if (first >= 0x600 && first < 0x780)
    return readPersoArabic(/[\u0653-\u0655]/.test(word) ? word.normalize("NFC") : word);
  if (first >= 0xfb50 && first < 0xff00) return readPersoArabic(word.normalize("NFKC"));
  return first < 0x300 || (first >= 0x1e00 && first < 0x1f00) ? servant(readLatin(plain(word.toLowerCase()))) : "";
}

/** Abdul Rahman is Abdur Rahman too: before many letters the article's l is not spoken, as `isArticle` has it for Arabic. */
const servant = (sounds: string) =>
  sounds.startsWith("abdu") ? sounds.replace(/^abdul?(?=@?[rsSztTdDn])/, "abdu<") : sounds;

/** Latin letters with marks as the letters a to z. */
const plain = (text: string) =>
  text
    .normalize("NFC")
    .replace(/[\u0080-\uffff]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
