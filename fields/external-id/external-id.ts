/** The name that another system gives the record. It finds the record in imports and in the API; case matters. */
import { z } from "zod";
import type { FieldDefinition, FieldType } from "#model/field.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { likeness } from "../reading/recognition.ts";
import { readTextOperand, testText, TEXT_OPERATORS } from "../comparing/text.ts";

export const externalIdSettings = {
  /** The other system, where the object knows more than one: `shop`. */
  system: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .optional(),
};

const MAX_LENGTH = 200;
const HEADERS = ["external id", "externalid", "id", "code", "reference", "ref", "बाहरी आईडी", "आईडी", "بیرونی آئی ڈی"];

const keyOf = (value: string, field: FieldDefinition): string =>
  field["system"] === undefined ? value : `${asText(field["system"])}:${value}`;

export const externalId: FieldType = {
  name: "externalId",
  storage: "columns",
  settings: externalIdSettings,
  parse: (input) =>
    readText(typeof input === "number" && Number.isSafeInteger(input) ? String(input) : input, MAX_LENGTH),
  toColumns: (value) => ({ "": value, _key: value }),
  operators: TEXT_OPERATORS,
  readOperand: (operator, operand) =>
    readTextOperand(TEXT_OPERATORS[operator as keyof typeof TEXT_OPERATORS], operand, (text) => text),
  test: (operator, value, operand) => testText(operator, value === null ? null : asText(value), operand),
  keys: (value, field) => [{ kind: "external", key: keyOf(asText(value), field) }],
  toText: asText,
  schema: () => ({ read: z.string(), write: z.union([z.string().max(MAX_LENGTH), z.int()]) }),
  sortable: true,
  recognise: (header, samples) => {
    const filled = samples.filter((sample) => sample.trim() !== "");
    return new Set(filled).size === filled.length
      ? likeness(header, HEADERS, samples, (sample) => sample.length <= 60 && !/\s/.test(sample), 0) * 0.6
      : 0;
  },
  example: (n) => `EXT-${n}`,
};
