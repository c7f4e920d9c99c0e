/** A whole number that JSON carries without loss. */
import { z } from "zod";
import { columnText } from "#model/json.ts";
import type { FieldType, Parsed, ParseSettings } from "#model/field.ts";
import { readDecimal } from "../reading/decimal.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { compareSame, ORDERED_OPERATORS, testOrdered } from "../comparing/ordered.ts";
import { checkLimits, refuseBeyond } from "../number/number.ts";

export const integerSettings = { min: z.int().optional(), max: z.int().optional() };

const HEADERS = ["count", "quantity", "qty", "number", "no", "units", "संख्या", "मात्रा", "تعداد"];

function read(input: unknown, settings: ParseSettings): Parsed {
  const text = readDecimal(input, settings.decimal);
  if (text === undefined && typeof input === "string" && input.trim() === "") return { value: null };
  const value = Number(text ?? Number.NaN);
  return Number.isSafeInteger(value) && String(value) === text
    ? { value }
    : refuse("issue.integer", { value: shown(input) });
}

export const integer: FieldType = {
  name: "integer",
  formula: "number",
  storage: "columns",
  settings: integerSettings,
  check: checkLimits,
  parse(input, field, settings) {
    const parsed = read(input, settings);
    return isRefusal(parsed) || parsed.value === null
      ? parsed
      : (refuseBeyond(columnText(parsed.value), field) ?? parsed);
  },
  toColumns: (value) => ({ "": value }),
  operators: ORDERED_OPERATORS,
  readOperand: (operator, operand, _field, settings) =>
    readByShape(ORDERED_OPERATORS[operator as keyof typeof ORDERED_OPERATORS], operand, (input) =>
      read(input, settings),
    ),
  test: (operator, value, operand) => testOrdered(operator, value, operand, compareSame),
  toText: columnText,
  schema: () => ({ read: z.int(), write: z.int() }),
  sortable: true,
  recognise: (header, samples, settings) =>
    likeness(header, HEADERS, samples, (sample) => !isRefusal(read(sample, settings)), 0.55),
  example: (n, field) => (field["min"] ?? field["max"] ?? n) as number,
};
