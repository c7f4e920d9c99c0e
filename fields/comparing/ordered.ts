/** The comparisons of values that have an order without a language: numbers, amounts, flags. */
import type { Operand } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { PASSED_BY_EMPTY } from "./operand.ts";

export const ORDERED_OPERATORS = {
  eq: "one",
  ne: "one",
  lt: "one",
  lte: "one",
  gt: "one",
  gte: "one",
  between: "range",
  in: "many",
  notIn: "many",
  empty: "none",
  notEmpty: "none",
} as const satisfies Partial<Record<Operator, Operand>>;

export const SAME_OPERATORS = {
  eq: "one",
  ne: "one",
  in: "many",
  notIn: "many",
  empty: "none",
  notEmpty: "none",
} as const satisfies Partial<Record<Operator, Operand>>;

/** `compare` is asked with two filled values of the same kind. */
export function testOrdered(
  operator: Operator,
  value: Json,
  operand: Json,
  compare: (left: Json, right: Json) => number,
): boolean {
  if (value === null || value === undefined) return PASSED_BY_EMPTY.has(operator);
  const equal = (other: Json): boolean => compare(value, other) === 0;
  switch (operator) {
    case "notEmpty":
      return true;
    case "eq":
      return equal(operand);
    case "ne":
      return !equal(operand);
    case "in":
      return Array.isArray(operand) && operand.some(equal);
    case "notIn":
      return Array.isArray(operand) && !operand.some(equal);
    case "lt":
      return compare(value, operand) < 0;
    case "lte":
      return compare(value, operand) <= 0;
    case "gt":
      return compare(value, operand) > 0;
    case "gte":
      return compare(value, operand) >= 0;
    case "between": {
      const { from, to } = isObject(operand) ? (operand as { from?: Json; to?: Json }) : {};
      return (from === undefined || compare(value, from) >= 0) && (to === undefined || compare(value, to) <= 0);
    }
    default:
      return false;
  }
}

/** Values whose equal ones are identical: identifiers, keys, flags, whole numbers. */
export function compareSame(left: Json, right: Json): number {
  if (left === right) return 0;
  return (left as string | number | boolean) < (right as string | number | boolean) ? -1 : 1;
}
