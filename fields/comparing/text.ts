/** The comparisons of text, always between folded keys: the value's as it is stored, the operand's as it was read. */
import type { Operand, Parsed } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { PASSED_BY_EMPTY, readByShape } from "./operand.ts";

export const PART_OPERATORS = {
  contains: "text",
  notContains: "text",
  startsWith: "text",
  endsWith: "text",
} as const satisfies Partial<Record<Operator, Operand>>;

export const TEXT_OPERATORS = {
  eq: "one",
  ne: "one",
  in: "many",
  notIn: "many",
  ...PART_OPERATORS,
  empty: "none",
  notEmpty: "none",
} as const satisfies Partial<Record<Operator, Operand>>;

const MAX_OPERAND = 1000;

/** `keyOf` folds the operand as the value's key was folded. */
export function readTextOperand(shape: Operand | undefined, operand: unknown, keyOf: (text: string) => string): Parsed {
  return readByShape(shape, operand, (input) => {
    const parsed = readText(input, MAX_OPERAND);
    if (isRefusal(parsed) || parsed.value === null) return parsed;
    const key = keyOf(asText(parsed.value));
    return key === "" ? refuse("issue.text", { value: shown(input) }) : { value: key };
  });
}

/** `key` is null for an empty value. */
export function testText(operator: Operator, key: string | null, operand: Json): boolean {
  if (key === null) return PASSED_BY_EMPTY.has(operator);
  const part = asText(operand);
  switch (operator) {
    case "notEmpty":
      return true;
    case "eq":
      return key === part;
    case "ne":
      return key !== part;
    case "in":
      return Array.isArray(operand) && operand.includes(key);
    case "notIn":
      return Array.isArray(operand) && !operand.includes(key);
    case "contains":
      return key.includes(part);
    case "notContains":
      return !key.includes(part);
    case "startsWith":
      return key.startsWith(part);
    case "endsWith":
      return key.endsWith(part);
    default:
      return false;
  }
}
