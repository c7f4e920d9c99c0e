/** What was typed into a search, as queries of PostgreSQL's text search: each word begins, or sounds like, a word of the record. */
import { asciiDigits, fold, words } from "#model/folding.ts";
import { cut, quoted, reversed, SOUND } from "./lexemes.ts";
import { nameKeys } from "#model/name-key/name-key.ts";

const MAX_TERMS = 6;
const MAX_TEXT = 200;
/** So many digits or more may be the end of a phone number. */
const LAST_DIGITS = 4;
/** A shorter key begins too many names. */
const HALF_SOUND = 3;
/** Terms as short as this begin too many words to look for them all. */
const SHORT = 2;

export interface SearchText {
  /** All of it, folded. */
  folded: string;
  terms: string[];
  /** The digits, where there is nothing else: a phone number in any format, or the end of one. */
  digits: string | undefined;
  /** Words of the lexicon that contain a term or are spelt much like it; only where the terms alone find too little. */
  alike?: ReadonlyMap<string, readonly string[]>;
}

/** Reads what was typed. */
export function readSearch(text: string): SearchText {
  const folded = fold(text.slice(0, MAX_TEXT).replaceAll("\0", ""));
  const terms = folded
    .split(/\s+/)
    .map((term) => cut(term.replace(/^[^\p{L}\p{M}\p{N}]+/u, "")))
    .filter(Boolean)
    .slice(0, MAX_TERMS);
  return { folded, terms, digits: digitsOf(folded) };
}

function digitsOf(folded: string): string | undefined {
  const plain = asciiDigits(folded).replace(/\(0\)/g, "");
  if (!/^[\d\s().+/-]+$/.test(plain)) return undefined;
  const digits = plain.replace(/\D/g, "").replace(/^00(?=[1-9])/, "");
  return digits.length >= LAST_DIGITS ? digits : undefined;
}

export const isShort = (term: string): boolean => [...term].length <= SHORT;

/** How near a word has to be. */
export type Nearness = "exact" | "begins" | "sounds" | "alike";

/** The query for all terms; `marks` are the groups searched, empty for all. */
export function queryOf(search: SearchText, terms: readonly string[], nearness: Nearness, marks: string): string {
  const all = terms
    .map(
      (term) => `(${[termQuery(term, nearness, marks), ...alikeQueries(search, term, nearness, marks)].join(" | ")})`,
    )
    .join(" & ");
  if (search.digits === undefined) return all;
  const { digits } = search;
  const number = [digits, reversed(digits)].map((lexeme) => lexemeQuery(cut(lexeme), true, marks));
  return [
    ...(all === "" ? [] : [`(${all})`]),
    ...(nearness === "exact" ? [lexemeQuery(digits, false, marks)] : number),
  ].join(" | ");
}

/** `inv-2024-0` is a number as a whole, or three words; the last word may be unfinished. */
function termQuery(term: string, nearness: Nearness, marks: string): string {
  const whole = lexemeQuery(term, nearness !== "exact" && !isShort(term), marks);
  const parts = term.includes("@") ? [] : words(term);
  if (parts.length === 1 && parts[0] === term) return orSounds(whole, term, nearness, marks);
  if (parts.length === 0) return whole;
  const each = parts.map((part, index) => {
    const unfinished = index === parts.length - 1 && nearness !== "exact" && !isShort(part);
    return `(${orSounds(lexemeQuery(part, unfinished, marks), part, nearness, marks)})`;
  });
  return `${whole} | (${each.join(" & ")})`;
}

const alikeQueries = (search: SearchText, term: string, nearness: Nearness, marks: string): string[] =>
  nearness === "alike" ? (search.alike?.get(term) ?? []).map((word) => lexemeQuery(word, false, marks)) : [];

function orSounds(query: string, word: string, nearness: Nearness, marks: string): string {
  if (nearness === "exact" || nearness === "begins") return query;
  // A name half typed in another script has half a key.
  const half = (sound: string) => nearness === "alike" && sound.length >= HALF_SOUND;
  return [query, ...nameKeys(word).map((sound) => lexemeQuery(SOUND + sound, half(sound), marks))].join(" | ");
}

function lexemeQuery(lexeme: string, prefix: boolean, marks: string): string {
  const weight = `${prefix ? "*" : ""}${marks}`;
  return quoted(lexeme) + (weight === "" ? "" : `:${weight}`);
}
