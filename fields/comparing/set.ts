/** The comparisons of sets: several choices, several related records. */
import type { Operand, Parsed } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { refuse } from "../reading/refusal.ts";
import { readByShape } from "./operand.ts";

export const SET_OPERATORS = {
  hasAny: "many",
  hasAll: "many",
  hasNone: "many",
  empty: "none",
  notEmpty: "none",
} as const satisfies Partial<Record<Operator, Operand>>;

/** A bare text is a list of one. "All of nothing" says nothing and is refused. */
export function readSetOperand(operator: Operator, operand: unknown, readOne: (input: unknown) => Parsed): Parsed {
  const list: unknown = typeof operand === "string" ? [operand] : operand;
  if (operator === "hasAll" && Array.isArray(list) && list.length === 0) return refuse("issue.list", { value: "[]" });
  return readByShape(SET_OPERATORS[operator as keyof typeof SET_OPERATORS], list, readOne);
}

export function testSet(operator: Operator, members: string[], operand: Json): boolean {
  const wanted = Array.isArray(operand) ? (operand as string[]) : [];
  switch (operator) {
    case "empty":
      return members.length === 0;
    case "notEmpty":
      return members.length > 0;
    case "hasAny":
      return wanted.some((one) => members.includes(one));
    case "hasAll":
      return wanted.every((one) => members.includes(one));
    case "hasNone":
      return !wanted.some((one) => members.includes(one));
    default:
      return false;
  }
}
