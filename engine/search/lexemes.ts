/** The lexemes by which a record is found, made from its fields: what stands in the column `search` of its row. */
import { words } from "#model/folding.ts";
import { writtenWords } from "#fields/comparing/sounds.ts";
import { asText } from "#fields/reading/plain-text.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { RecordKey } from "#model/field.ts";
import { nameKeys } from "#model/name-key/name-key.ts";

/** The weights that mark what a lexeme tells of: A the title, B e-mails, C phones, D all else. */
export type Group = "A" | "B" | "C" | "D";
export const GROUPS: readonly Group[] = ["A", "B", "C", "D"];

/** Marks that no folded word begins with: how a name sounds, a phone number from its start, and from its end. */
export const SOUND = "~";
const PHONE = "+";
const PHONE_END = "<";
/** Behind the first four digits. */
const FURTHER = ":";

const MAX_LEXEMES = 4000;
/** In characters; PostgreSQL takes 2046 bytes. What is longer is found by its beginning. */
export const MAX_LENGTH = 120;

interface Keyed {
  field: CatalogueField;
  group: Group;
  title: boolean;
  /** Of its keys: words, e-mails, numbers … */
  kinds: string;
}

const kept = new WeakMap<CatalogueObject, Keyed[]>();

/** The fields that an object's records are found by: those whose type gives keys for their values. */
export function keyedFields(object: CatalogueObject): readonly Keyed[] {
  let keyed = kept.get(object);
  if (!keyed) kept.set(object, (keyed = findKeyed(object)));
  return keyed;
}

function findKeyed(object: CatalogueObject): Keyed[] {
  if (object.definition.childOf) return [];
  const { title } = object.definition;
  return [...object.fields.values()].flatMap((field) => {
    const { secret, sensitive } = field.definition;
    // Who finds a record by a value knows the value: what is marked is looked up by nobody.
    if (field.source !== "own" || field.type.storage !== "columns" || secret || sensitive) return [];
    const kinds = field.type.keys?.(field.type.example(1, field.definition), field.definition).map((key) => key.kind);
    if (!kinds || kinds.length === 0) return [];
    const group = kinds.includes("email") ? "B" : kinds.includes("phone") ? "C" : field.name === title[0] ? "A" : "D";
    return [{ field, group, title: title.includes(field.name), kinds: kinds.join() }];
  });
}

/** What records are found by: other values, or other keys of these, give the field another mark. */
export const keyMarks = (object: CatalogueObject): Map<string, string> =>
  new Map(keyedFields(object).map(({ field, kinds }) => [field.name, `${field.column} ${field.type.name} ${kinds}`]));

/** Has the object's table a column `search`? */
export const isSearchable = (object: CatalogueObject): boolean => keyedFields(object).length > 0;

/** Does a change of these fields change the lexemes? */
export function touchesSearch(object: CatalogueObject, names: readonly string[]): boolean {
  return (
    isSearchable(object) &&
    names.some((name) => isOwnership(object, name) || keyedFields(object).some(({ field }) => field.name === name))
  );
}

const isOwnership = (object: CatalogueObject, name: string): boolean => object.fields.get(name)?.source === "owner";

/** The lexeme of whose record it is, so that the viewer's rights are met inside the index. */
export const ownerLexeme = (userId: string): string => `#o${userId.replaceAll("-", "")}`;
export const teamLexeme = (teamId: string): string => `#t${teamId.replaceAll("-", "")}`;

/**
 * Digits in blocks of four. A number that only one record has would be an entry of its own in the index and cost ten times
 * what a block does, which thousands share; all its blocks together find it as well.
 */
const blocks = (digits: string): string[] => digits.match(/.{1,4}/g) ?? [];

/** The lexemes of one folded word: runs of letters, and of digits in blocks. A beginning of the word gives a beginning of these. */
export function piecesOf(word: string): string[] {
  return (cut(word).match(/\d+|\D+/g) ?? []).flatMap((run) =>
    /\d/.test(run) ? blocks(run).map((block, place) => (place === 0 ? block : `${FURTHER}${place}${block}`)) : [run],
  );
}

/** The lexemes of a phone number's beginning, or of its end, digits only. */
export const phoneStart = (digits: string): string[] =>
  blocks(digits).map((block, place) => `${PHONE}${place}${block}`);
export const phoneEnd = (digits: string): string[] =>
  blocks([...digits].toReversed().join("")).map((block, place) => `${PHONE_END}${place}${block}`);

/** Quoted for `tsvector` and `tsquery`. */
export const quoted = (lexeme: string): string => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** The text of a `tsvector` for a record with these values; relations are ids. */
export function searchVector(object: CatalogueObject, values: (field: string) => Json): string {
  const groups = new Map<string, string>();
  for (const { field, group, title } of keyedFields(object)) {
    const value = values(field.name);
    if (value === null) continue;
    const keys = field.type.keys!(value, field.definition);
    const lexemes = keys.flatMap((key) => lexemesOf(key, title));
    if (keys.some((key) => isNamed(key, title)))
      lexemes.push(...soundsAsWritten(field.type.toText(value, field.definition)));
    for (const lexeme of lexemes) {
      const former = groups.get(lexeme) ?? "";
      if (!former.includes(group) && groups.size < MAX_LEXEMES) groups.set(lexeme, former + group);
    }
  }
  let text = "";
  for (const [lexeme, marks] of groups) text += ` ${quoted(lexeme)}:${positions(marks)}`;
  for (const [name, lexeme] of [
    ["owner", ownerLexeme],
    ["team", teamLexeme],
  ] as const) {
    const id = isOwnership(object, name) ? values(name) : null;
    if (id !== null) text += ` ${quoted(lexeme(asText(id)))}`;
  }
  return text.slice(1);
}

/** A weight needs a position; each group has its own, as one position keeps one weight only. */
const positions = (marks: string): string =>
  [...marks].map((mark) => `${GROUPS.indexOf(mark as Group) + 1}${mark}`).join(",");

function lexemesOf({ kind, key }: RecordKey, title: boolean): string[] {
  switch (kind) {
    case "word":
    case "name":
      return isNamed({ kind, key }, title) ? [...piecesOf(key), ...soundsOf(key)] : piecesOf(key);
    case "phone":
      return [...phoneStart(key), ...phoneEnd(key)];
    default:
      return words(key).flatMap(piecesOf);
  }
}

/** Words of a name, and of what a record is called by, are found by their sound too. */
const isNamed = ({ kind }: RecordKey, title: boolean): boolean => kind === "name" || (kind === "word" && title);

/** By which a name is found in any script. */
export const soundsOf = (word: string): string[] => nameKeys(word).map((sound) => SOUND + sound);

/** Folding takes signs away that tell how a word sounds, as the last letter of مصطفیٰ: so it is heard as it is written too. */
export const soundsAsWritten = (text: string): string[] => writtenWords(text).flatMap(soundsOf);

export const cut = (word: string): string =>
  word.length > MAX_LENGTH ? [...word].slice(0, MAX_LENGTH).join("") : word;

/** The words of a record that may be misspelt: what the lexicon keeps. */
export function lexiconWords(object: CatalogueObject, values: JsonObject): string[] {
  return keyedFields(object).flatMap(({ field }) => {
    const value = values[field.name] ?? null;
    if (value === null) return [];
    return field.type.keys!(value, field.definition)
      .filter(({ kind, key }) => (kind === "word" || kind === "name") && isLexiconWord(key))
      .map(({ key }) => key);
  });
}

export const isLexiconWord = (word: string): boolean =>
  word.length >= 3 && word.length <= 40 && /^[\p{L}\p{M}]+$/u.test(word);
