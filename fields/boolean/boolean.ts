/** Yes or no. Empty is neither. */
import { z } from "zod";
import { fold } from "#model/folding.ts";
import { columnText } from "#model/json.ts";
import type { FieldType, Operand, Parsed } from "#model/field.ts";
import type { Operator } from "#model/operator.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { compareSame, testOrdered } from "../comparing/ordered.ts";

export const booleanSettings = {};

const OPERATORS = { eq: "one", ne: "one", empty: "none", notEmpty: "none" } as const satisfies Partial<
  Record<Operator, Operand>
>;
const YES = ["true", "yes", "y", "1", "t", "on", "x", "✓", "हाँ", "हां", "जी हाँ", "सही", "ہاں", "جی ہاں", "جی", "درست"];
const NO = ["false", "no", "n", "0", "f", "off", "नहीं", "नही", "ना", "गलत", "نہیں", "نہ", "جی نہیں", "غلط"];
const MEANING = new Map([
  ...YES.map((word) => [fold(word), true] as const),
  ...NO.map((word) => [fold(word), false] as const),
]);

function read(input: unknown): Parsed {
  if (typeof input === "boolean") return { value: input };
  if (input === 1 || input === 0) return { value: input === 1 };
  if (typeof input === "string" && input.trim() === "") return { value: null };
  const value = typeof input === "string" && input.length < 20 ? MEANING.get(fold(input)) : undefined;
  return value === undefined ? refuse("issue.boolean", { value: shown(input) }) : { value };
}

export const boolean: FieldType = {
  name: "boolean",
  formula: "boolean",
  storage: "columns",
  settings: booleanSettings,
  parse: read,
  toColumns: (value) => ({ "": value }),
  operators: OPERATORS,
  readOperand: (operator, operand) => readByShape(OPERATORS[operator as keyof typeof OPERATORS], operand, read),
  test: (operator, value, operand) => testOrdered(operator, value, operand, compareSame),
  toText: columnText,
  schema: () => ({ read: z.boolean(), write: z.boolean() }),
  sortable: true,
  recognise: (header, samples) => {
    const words = samples.some((sample) => sample.trim() !== "" && !/^[01xt]?$/i.test(sample.trim()));
    return likeness(header, [], samples, (sample) => !isRefusal(read(sample)), words ? 0.9 : 0.3);
  },
  example: (n) => n % 2 === 1,
};
