/** The field that a column of a file would make: the kind whose values all of its cells can be read as, and the options of a choice. */
import type { FieldDefinition, FieldType, ParseSettings } from "#model/field.ts";
import { fieldTypes } from "#fields/index.ts";
import { isOffered } from "#fields/offered.ts";
import { tellsOfOthers } from "./column-names.ts";
import type { Found } from "./reading/detect.ts";
import { REASON } from "./rejects.ts";

export interface LikelyField {
  type: string;
  /** Of a choice: what stands in the column, the first first. */
  options?: string[];
}

interface Facts {
  name: string;
  /** Cells that say something. */
  filled: number;
  /** How many different ones; those that are looked at may be fewer. */
  distinctGuess: number;
}

/** Said in one cell, a name or an address is rarely the whole of one: it is text. */
const IN_PARTS = new Set(["personName", "address"]);
/** Surer than this, the values say it; below, they could as well be words. */
const SURE = 0.5;
const OPTIONS = { most: 12, longest: 40, times: 3 };
/** Longer cells are looked at by their beginning only, and may be longer than a line of text. */
const CUT = 200;

/** Tells of each column what a new field for it would be. */
export function withLikelyFields(found: Found, settings: ParseSettings): Found {
  const columns = found.columns.map((column, index) => {
    const like = likelyField(column, found.values[index]!, settings);
    return like ? { ...column, like } : column;
  });
  return { ...found, columns };
}

/** @param values different ones of the column. @returns nothing where the column has no values, or is none of the person's */
export function likelyField(facts: Facts, values: readonly string[], settings: ParseSettings): LikelyField | undefined {
  const { name, filled, distinctGuess } = facts;
  if (filled === 0 || values.length === 0 || name === REASON) return undefined;
  // `Account Owner E-mail` tells of somebody else, whose words are kept as they stand.
  const best = tellsOfOthers(name) ? undefined : bestOf(name, values, settings);
  if (best && best.score >= SURE && (best.score > SURE || !isRepeated(values, filled, distinctGuess)))
    return { type: best.type };
  if (isRepeated(values, filled, distinctGuess)) return { type: "choice", options: [...values] };
  if (values.some((value) => value.length >= CUT)) return { type: "longText" };
  return { type: best?.type === "longText" ? "longText" : "text" };
}

function bestOf(name: string, values: readonly string[], settings: ParseSettings) {
  const scored = Object.values(fieldTypes)
    .filter(canBeGuessed)
    .map((kind) => ({ kind, score: kind.recognise?.(name, [...values], settings) ?? 0 }))
    .toSorted((one, other) => other.score - one.score);
  const found = scored.find(({ kind, score }) => score > 0 && readsAll(kind, values, settings));
  return found && { type: found.kind.name, score: found.score };
}

/** Made at run time, told nothing but its words, and said in one cell. */
const canBeGuessed = (kind: FieldType): boolean =>
  isOffered(kind.name) &&
  !IN_PARTS.has(kind.name) &&
  !("options" in kind.settings) &&
  (kind.refersTo === undefined || kind.makesByName === true);

/** A value that cannot be read rejects its row: a kind that most fit is no use. */
function readsAll(kind: FieldType, values: readonly string[], settings: ParseSettings): boolean {
  if (kind.makesByName) return true;
  const counts = kind.formula === "number" || kind.formula === "money";
  if (counts && values.some(isCode)) return false;
  const field: FieldDefinition = { type: kind.name };
  return values.every((value) => "value" in kind.parse(value, field, settings));
}

/** `007` and a long row of digits are names, though they look like numbers. */
const isCode = (value: string): boolean => /^0\d+$|^\d{12,}$/.test(value);

/** Few different words that come again and again. */
const isRepeated = (values: readonly string[], filled: number, different: number): boolean =>
  different > 1 &&
  different <= OPTIONS.most &&
  filled >= different * OPTIONS.times &&
  values.every((value) => value.length <= OPTIONS.longest && /\p{L}/u.test(value));
