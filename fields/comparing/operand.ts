/** Reading the operand of a filter by its shape, so that both interpreters get the same. */
import type { Operand, Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { isRefusal, refuse, shown, within } from "../reading/refusal.ts";

const MAX_OPERANDS = 1000;

/** `readOne` reads a single value; `null` from it means that nothing was given. */
export function readByShape(shape: Operand | undefined, operand: unknown, readOne: (input: unknown) => Parsed): Parsed {
  if (shape === "none") return { value: null };
  if (shape === "many") return readMany(operand, readOne);
  if (shape === "range") return readRange(operand, readOne);
  return readFilled(operand, readOne);
}

function readFilled(operand: unknown, readOne: (input: unknown) => Parsed): Parsed {
  if (operand === null || operand === undefined) return refuse("issue.text", { value: "null" });
  const parsed = readOne(operand);
  return isRefusal(parsed) || parsed.value !== null ? parsed : refuse("issue.text", { value: shown(operand) });
}

function readMany(operand: unknown, readOne: (input: unknown) => Parsed): Parsed {
  if (!Array.isArray(operand)) return refuse("issue.list", { value: shown(operand) });
  if (operand.length > MAX_OPERANDS) return refuse("issue.tooMany", { count: operand.length, max: MAX_OPERANDS });
  const values: Json[] = [];
  for (const [index, input] of operand.entries()) {
    const parsed = readFilled(input, readOne);
    if (isRefusal(parsed)) return within(index, parsed);
    values.push(parsed.value);
  }
  return { value: values };
}

/** `{ from, to }`, either may be missing; both ends belong to it. */
function readRange(operand: unknown, readOne: (input: unknown) => Parsed): Parsed {
  const pair: unknown = Array.isArray(operand) && operand.length === 2 ? { from: operand[0], to: operand[1] } : operand;
  const refusal = refuse("issue.range", { example: '{"from": …, "to": …}' });
  if (!isObject(pair) || Object.keys(pair).some((key) => key !== "from" && key !== "to")) return refusal;
  const range: Record<string, Json> = {};
  for (const end of ["from", "to"] as const) {
    const input = Object.hasOwn(pair, end) ? pair[end] : undefined;
    if (input === undefined || input === null || input === "") continue;
    const parsed = readFilled(input, readOne);
    if (isRefusal(parsed)) return within(end, parsed);
    range[end] = parsed.value;
  }
  return Object.keys(range).length > 0 ? { value: range } : refusal;
}

/** The operators that an empty value passes. */
export const PASSED_BY_EMPTY: ReadonlySet<string> = new Set(["empty", "ne", "notIn", "notContains", "hasNone"]);
