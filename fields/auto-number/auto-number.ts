/** A number that the machine gives each new record, once and never twice: `INV-2026-0042`. Nobody writes it. Gaps are possible. */
import { z } from "zod";
import { fold, words } from "#model/folding.ts";
import type { FieldDefinition, FieldType, Parsed } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { compareSame, ORDERED_OPERATORS, testOrdered } from "../comparing/ordered.ts";
import { numberText, patternFault, PLAIN_PATTERN } from "./pattern.ts";

export const autoNumberSettings = {
  /** Text around places: `{0000}` the count, filled with zeros; `{YYYY}`, `{YY}`, `{MM}`, `{DD}` of the day. A change holds for the next numbers. */
  pattern: z.string().optional(),
  /** The first count; 1 where nothing is said. It goes on over the years. */
  start: z.int().min(0).max(999_999_999).optional(),
};

const MAX_LENGTH = 60;
/** Wide enough for the longest counter. */
const DIGITS = 15;

/** What is compared and sorted: runs of digits count by their value, so that 10000 comes after 9999. */
const keyOf = (value: Json): string | null =>
  value === null ? null : fold(asText(value)).replace(/\d+/g, (digits) => digits.padStart(DIGITS, "0"));

/** Beyond U+FFFF the order of JavaScript is not that of PostgreSQL, and no number has such signs. */
function read(input: unknown): Parsed {
  const text = typeof input === "number" && Number.isSafeInteger(input) && input >= 0 ? String(input) : input;
  if (typeof text === "string" && /[\ud800-\udfff]/.test(text)) return refuse("issue.text", { value: shown(input) });
  return readText(text, MAX_LENGTH);
}

const patternOf = (field: FieldDefinition): string => (field["pattern"] as string | undefined) ?? PLAIN_PATTERN;

export const autoNumber: FieldType = {
  name: "autoNumber",
  formula: "text",
  storage: "columns",
  settings: autoNumberSettings,
  implies: { readOnly: true, unique: true },
  numbered: {
    start: (field) => (field["start"] as number | undefined) ?? 1,
    value: (count, field, day) => numberText(patternOf(field), count, day),
  },
  check: (field) => patternFault(patternOf(field)),
  parse: read,
  toColumns: (value) => ({ "": value, _key: keyOf(value) }),
  operators: ORDERED_OPERATORS,
  readOperand: (operator, operand) =>
    readByShape(ORDERED_OPERATORS[operator as keyof typeof ORDERED_OPERATORS], operand, (input) => {
      const parsed = read(input);
      if (isRefusal(parsed) || parsed.value === null) return parsed;
      const key = keyOf(parsed.value)!;
      return key === "" ? refuse("issue.text", { value: shown(input) }) : { value: key };
    }),
  test: (operator, value, operand) => testOrdered(operator, keyOf(value), operand, compareSame),
  keys: (value) => [
    ...words(asText(value)).map((key) => ({ kind: "word", key })),
    { kind: "number", key: fold(asText(value)) || asText(value) },
  ],
  toText: asText,
  schema: () => ({ read: z.string(), write: z.string().max(MAX_LENGTH) }),
  sortable: true,
  example: (n, field) => numberText(patternOf(field), n + 1, "2026-11-23"),
};
