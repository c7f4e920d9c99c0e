/** The comparisons of sets: several choices, several related records. */
import type { Operand } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";

export const SET_OPERATORS = {
  hasAny: "many", hasAll: "many", hasNone: "many", empty: "none", notEmpty: "none",
} as const satisfies Partial<Record<Operator, Operand>>;

export function testSet(operator: Operator, members: string[], operand: Json): boolean {
  const wanted = Array.isArray(operand) ? (operand as string[]) : [];
  switch (operator) {
    case "empty": return members.length === 0;
    case "notEmpty": return members.length > 0;
    case "hasAny": return wanted.some((one) => members.includes(one));
    case "hasAll": return members.length > 0 && wanted.every((one) => members.includes(one));
    case "hasNone": return !wanted.some((one) => members.includes(one));
    default: return false;
  }
}
