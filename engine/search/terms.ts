/** What was typed into a search, as queries of PostgreSQL's text search: each word begins, or sounds like, a word of the record. */
import { fold, words } from "#model/folding.ts";
import { writtenWords } from "#fields/comparing/sounds.ts";
import { beginningsOf } from "#fields/phones/phones.ts";
import type { ParseSettings } from "#model/field.ts";
import { cut, phoneEnd, phoneStart, piecesOf, quoted, SOUND, soundsOf } from "./lexemes.ts";

const MAX_TERMS = 6;
const MAX_TEXT = 200;
/** So many digits or more may be the end of a phone number. */
const LAST_DIGITS = 4;
/** Fewer begin too many numbers. */
const FIRST_DIGITS = 6;
/** A shorter key begins too many names. */
const HALF_SOUND = 3;
/** Terms as short as this begin too many words to look for them all. */
const SHORT = 2;

export interface SearchText {
  /** All of it, folded. */
  folded: string;
  terms: string[];
  /** Terms whose words sound otherwise as they were typed than folded: the sounds of each word. */
  heard: ReadonlyMap<string, readonly string[][]>;
  /** Where there are digits and nothing else, the lexemes of phone numbers that begin or end so. */
  phones: string[][];
  /** Words of the lexicon that contain a term or are spelt much like it; only where the terms alone find too little. */
  alike?: ReadonlyMap<string, readonly string[]>;
  /** Terms that very many records have, beside one that few have: unfinished, they are left to the rows of that one. */
  common?: ReadonlySet<string>;
}

/** Reads what was typed, as people of the workspace's country mean it. */
export function readSearch(text: string, settings: ParseSettings): SearchText {
  const typed = text.slice(0, MAX_TEXT).replaceAll("\0", "");
  const folded = fold(typed);
  const terms = folded.split(/\s+/).map(termOf).filter(Boolean).slice(0, MAX_TERMS);
  return { folded, terms, heard: heardIn(typed), phones: phonesOf(folded, settings) };
}

const termOf = (folded: string): string => cut(folded.replace(/^[^\p{L}\p{M}\p{N}]+/u, ""));

function heardIn(typed: string): Map<string, string[][]> {
  const heard = new Map<string, string[][]>();
  for (const part of typed.split(/\s+/)) {
    const term = termOf(fold(part));
    const sounds = writtenWords(part).map(soundsOf);
    const asFolded = words(term).map(soundsOf);
    if (sounds.length > 0 && sounds.every((each) => each.length > 0) && String(sounds) !== String(asFolded))
      heard.set(term, sounds);
  }
  return heard;
}

function phonesOf(folded: string, settings: ParseSettings): string[][] {
  const plain = folded.replace(/\(0\)/g, "");
  if (!/^[\d\s().+/-]+$/.test(plain)) return [];
  const digits = plain.replace(/\D/g, "").replace(/^00(?=[1-9])/, "");
  const ends = digits.length < LAST_DIGITS ? [] : [phoneEnd(digits.replace(/^0/, ""))];
  const begins = digits.length < FIRST_DIGITS ? [] : beginningsOf(digits, settings).map(phoneStart);
  return [...begins, ...ends];
}

/** A value of a statement that is made of what was typed, now or when the statement is asked. */
export type Late = (make: (search: SearchText) => unknown) => unknown;
export const atOnce =
  (search: SearchText): Late =>
  (make) =>
    make(search);

/** Texts of the same form are asked by the same statement. */
export const formOf = (search: SearchText): string =>
  [
    search.terms.some((term) => !isShort(term)),
    search.terms.some(isShort),
    search.phones.length > 0,
    search.alike !== undefined,
    leavesToRows(search),
    leavesToRows(withoutPhones(search)),
  ].join();

/** One or two digits behind a full block: they begin so many blocks that the index is not asked for them. */
const STUMP = /^[+<:]\d\d{1,2}$/;
const withoutStump = (lexemes: readonly string[]): readonly string[] =>
  lexemes.length > 1 && STUMP.test(lexemes.at(-1)!) ? lexemes.slice(0, -1) : lexemes;
const isStumped = (lexemes: readonly string[]): boolean => withoutStump(lexemes) !== lexemes;

/** The last word of an e-mail's domain: next to every record with an e-mail has one that begins so. */
const endsInDomain = (term: string): boolean => /[\p{L}\p{N}].*@.*[\p{L}\p{N}]$/u.test(term);

/** Is there a common word, or an end of digits or of a domain, that is left to the rows which the rest finds? */
export const leavesToRows = ({ terms, phones, common }: SearchText): boolean =>
  common !== undefined ||
  phones.some(isStumped) ||
  terms.some((term) => endsInDomain(term) || isStumped(piecesOf(words(term).at(-1) ?? "")));

/** The same text read as words alone. */
export const withoutPhones = (search: SearchText): SearchText => ({ ...search, phones: [] });

export const isShort = (term: string): boolean => [...term].length <= SHORT;

/** How near a word has to be. */
export type Nearness = "exact" | "whole" | "begins" | "sounds" | "alike";
/** `whole`: as it is written, or as it sounds, but no beginnings. */
const UNFINISHED: ReadonlySet<Nearness> = new Set(["begins", "sounds", "alike"]);

/** The query for all terms; `marks` are the groups searched, empty for all. `wide` leaves out what is left to rows: for the index alone. */
export function queryOf(
  search: SearchText,
  terms: readonly string[],
  nearness: Nearness,
  marks: string,
  wide = false,
): string {
  const left = wide && UNFINISHED.has(nearness) ? search.common : undefined;
  const all = terms
    .filter((term) => !left?.has(term))
    .map(
      (term) =>
        `(${[termQuery(term, nearness, marks, wide), ...heardQueries(search, term, nearness, marks), ...alikeQueries(search, term, nearness, marks)].join(" | ")})`,
    )
    .join(" & ");
  const phones = search.phones.map((lexemes) => allOf(wide ? withoutStump(lexemes) : lexemes, true, marks));
  return [...(all === "" ? [] : [`(${all})`]), ...phones].join(" | ");
}

/** Short terms beside longer ones: they may be unfinished, for the rows of the others are looked at anyway. */
export function shortQuery(terms: readonly string[], unfinished: boolean, marks: string): string {
  return terms
    .flatMap(words)
    .map((part) => allOf(piecesOf(part), unfinished, marks))
    .join(" & ");
}

/** `inv-2024-0` is three words, the last of which may be unfinished. */
function termQuery(term: string, nearness: Nearness, marks: string, wide: boolean): string {
  const all = words(term);
  const parts = wide && endsInDomain(term) ? all.slice(0, -1) : all;
  const each = parts.map((part, index) => {
    const last = index === all.length - 1 && UNFINISHED.has(nearness);
    const unfinished = last && (!isShort(part) || endsInDomain(term));
    const pieces = piecesOf(part);
    const lexemes = unfinished && wide ? withoutStump(pieces) : pieces;
    return `(${[allOf(lexemes, unfinished && lexemes === pieces, marks), ...soundQueries(part, nearness, marks)].join(" | ")})`;
  });
  return each.join(" & ");
}

/** Four digits: a whole block, which no further digit makes longer. */
const WHOLE_BLOCK = /^(?:[+<:]\d)?\d{4}$/;

/** All lexemes; the last of them may be unfinished. */
function allOf(lexemes: readonly string[], unfinished: boolean, marks: string): string {
  const each = lexemes.map((lexeme, place) =>
    lexemeQuery(lexeme, unfinished && place === lexemes.length - 1 && !WHOLE_BLOCK.test(lexeme), marks),
  );
  return each.length === 1 ? each[0]! : `(${each.join(" & ")})`;
}

const heardQueries = (search: SearchText, term: string, nearness: Nearness, marks: string): string[] => {
  const heard = nearness === "exact" || nearness === "begins" ? undefined : search.heard.get(term);
  if (!heard) return [];
  return [
    heard
      .map((sounds) => `(${sounds.map((sound) => lexemeQuery(sound, isHalf(sound, nearness), marks)).join(" | ")})`)
      .join(" & "),
  ];
};

/** A name half typed in another script has half a key. */
const isHalf = (sound: string, nearness: Nearness): boolean =>
  nearness === "alike" && sound.length >= SOUND.length + HALF_SOUND;

const alikeQueries = (search: SearchText, term: string, nearness: Nearness, marks: string): string[] =>
  nearness === "alike" ? (search.alike?.get(term) ?? []).map((word) => lexemeQuery(word, false, marks)) : [];

function soundQueries(word: string, nearness: Nearness, marks: string): string[] {
  if (nearness === "exact" || nearness === "begins") return [];
  return soundsOf(word).map((sound) => lexemeQuery(sound, isHalf(sound, nearness), marks));
}

function lexemeQuery(lexeme: string, prefix: boolean, marks: string): string {
  const weight = `${prefix ? "*" : ""}${marks}`;
  return quoted(lexeme) + (weight === "" ? "" : `:${weight}`);
}
