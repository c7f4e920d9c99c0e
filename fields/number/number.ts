/** A decimal number of any size, as text in JSON because a float would lose digits. */
import { z } from "zod";
import type { FieldDefinition, FieldType, Parsed, ParseSettings } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { compareDecimals, decimalsOf, digitsOf, readDecimal } from "../reading/decimal.ts";
import { asText } from "../reading/plain-text.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { ORDERED_OPERATORS, testOrdered } from "../comparing/ordered.ts";

const limit = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).optional();

export const numberSettings = {
  min: limit,
  max: limit,
  /** How many decimals are accepted, at most; 12 where nothing is said. */
  decimals: z.int().min(0).max(12).optional(),
};

const MAX_DIGITS = 30;
const HEADERS = ["number", "quantity", "qty", "amount", "count", "weight", "size", "संख्या", "मात्रा", "تعداد", "مقدار"];
export const DECIMAL = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: "A decimal number as text, so that no digit is lost", examples: ["12.5"] });

const compareNumbers = (left: Json, right: Json): number => compareDecimals(asText(left), asText(right));

/** Digits within what is kept; no other bounds. */
export function readNumber(input: unknown, settings: ParseSettings): Parsed {
  const value = readDecimal(input, settings.decimal);
  if (value === undefined)
    return typeof input === "string" && input.trim() === ""
      ? { value: null }
      : refuse("issue.number", { value: shown(input) });
  return digitsOf(value) > MAX_DIGITS || decimalsOf(value) > MAX_DIGITS
    ? refuse("issue.digits", { value: shown(input), max: MAX_DIGITS })
    : { value };
}

/** The bounds that the definition sets. */
export function refuseBeyond(value: string, field: FieldDefinition): Extract<Parsed, { issue: unknown }> | undefined {
  const { min, max, decimals } = field as { min?: number | string; max?: number | string; decimals?: number };
  if (decimalsOf(value) > (decimals ?? 12)) return refuse("issue.decimals", { value, max: decimals ?? 12 });
  if (min !== undefined && compareDecimals(value, readDecimal(min)!) < 0) return refuse("issue.min", { value, min });
  if (max !== undefined && compareDecimals(value, readDecimal(max)!) > 0) return refuse("issue.max", { value, max });
  return undefined;
}

/** Refuses a lower limit above the upper one. */
export function checkLimits(field: FieldDefinition): string | undefined {
  const [min, max] = [readDecimal(field["min"]), readDecimal(field["max"])];
  return min !== undefined && max !== undefined && compareDecimals(min, max) > 0
    ? `the smallest value (${min}) is above the largest (${max})`
    : undefined;
}

export const number: FieldType = {
  name: "number",
  formula: "number",
  storage: "columns",
  settings: numberSettings,
  check: checkLimits,
  parse(input, field, settings) {
    const parsed = readNumber(input, settings);
    return isRefusal(parsed) || parsed.value === null ? parsed : (refuseBeyond(asText(parsed.value), field) ?? parsed);
  },
  toColumns: (value) => ({ "": value }),
  operators: ORDERED_OPERATORS,
  readOperand: (operator, operand, _field, settings) =>
    readByShape(ORDERED_OPERATORS[operator as keyof typeof ORDERED_OPERATORS], operand, (input) =>
      readNumber(input, settings),
    ),
  test: (operator, value, operand) => testOrdered(operator, value, operand, compareNumbers),
  toText: asText,
  schema: () => ({ read: DECIMAL, write: z.union([DECIMAL, z.number()]) }),
  sortable: true,
  recognise: (header, samples, settings) =>
    likeness(header, HEADERS, samples, (sample) => readDecimal(sample, settings.decimal) !== undefined, 0.5),
  example: (n, field) => readDecimal(field["min"] ?? field["max"]) ?? `${n}${field["decimals"] === 0 ? "" : ".5"}`,
};
