/** Text of many lines: notes, descriptions. Looked into, not sorted by. */
import { z } from "zod";
import { fold, words } from "#model/folding.ts";
import type { FieldDefinition, FieldType, Operand } from "#model/field.ts";
import type { Operator } from "#model/operator.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { headerHas, shareOf } from "../reading/recognition.ts";
import { readTextOperand, testText } from "../comparing/text.ts";

export const longTextSettings = {
  /** In UTF-16 units; 100,000 where nothing is said. */
  maxLength: z.int().min(1).max(1_000_000).optional(),
};

const OPERATORS = { contains: "text", notContains: "text", empty: "none", notEmpty: "none" } as const satisfies Partial<
  Record<Operator, Operand>
>;
const HEADERS = [
  "note",
  "notes",
  "description",
  "comment",
  "comments",
  "remarks",
  "details",
  "विवरण",
  "टिप्पणी",
  "نوٹ",
  "تفصیل",
  "تبصره",
];

export const maxLengthOf = (field: FieldDefinition): number => (field["maxLength"] as number | undefined) ?? 100_000;

/** Folded word by word, because `fold` keeps only the first 400 characters of what it is given. */
export const longKey = (text: string): string => text.trim().split(/\s+/).map(fold).filter(Boolean).join(" ");

export const longText: FieldType = {
  name: "longText",
  formula: "text",
  storage: "columns",
  settings: longTextSettings,
  parse: (input, field) => readText(input, maxLengthOf(field), true),
  toColumns: (value) => ({ "": value, _key: value === null ? null : longKey(asText(value)) }),
  operators: OPERATORS,
  readOperand: (operator, operand) => readTextOperand(OPERATORS[operator as keyof typeof OPERATORS], operand, longKey),
  test: (operator, value, operand) => testText(operator, value === null ? null : longKey(asText(value)), operand),
  keys: (value, field) => (field.search ? words(asText(value)).map((key) => ({ kind: "word", key })) : []),
  toText: asText,
  schema: (field) => ({ read: z.string(), write: z.string().max(maxLengthOf(field)) }),
  sortable: false,
  recognise: (header, samples) =>
    headerHas(header, HEADERS) ? 0.7 : 0.4 * shareOf(samples, (sample) => sample.length > 120 || sample.includes("\n")),
  example: (n, field) => `Note ${n}\nwith a second line`.slice(0, maxLengthOf(field)).trim(),
};
