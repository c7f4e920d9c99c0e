/** The comparisons of dates and instants: every operator becomes bounds, resolved when the operand is read. */
import type { Operand, Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { PASSED_BY_EMPTY } from "./operand.ts";

export const MOMENT_OPERATORS = {
  on: "one",
  before: "one",
  after: "one",
  between: "range",
  last: "days",
  next: "days",
  empty: "none",
  notEmpty: "none",
} as const satisfies Partial<Record<Operator, Operand>>;

/** `from` and `to` belong to it, `after` and `before` do not. All in the type's own form, which sorts as text. */
export interface Bounds {
  [end: string]: Json;
}

export function testMoment(operator: Operator, value: Json, operand: Json): boolean {
  if (value === null || value === undefined) return PASSED_BY_EMPTY.has(operator);
  if (operator === "notEmpty") return true;
  if (operator === "empty" || !isObject(operand) || typeof value !== "string") return false;
  const { from, after, to, before } = operand as Record<string, string | undefined>;
  return (
    (from === undefined || value >= from) &&
    (after === undefined || value > after) &&
    (to === undefined || value <= to) &&
    (before === undefined || value < before)
  );
}

/** Reads `7` or `{ days: 7, now: "2024-05-31T10:00:00Z" }`; without `now` it is this moment. */
export function readDays(operand: unknown): { days: number; now: number } | Extract<Parsed, { issue: unknown }> {
  const days = isObject(operand) ? operand["days"] : operand;
  const count = typeof days === "string" && /^\d{1,5}$/.test(days) ? Number(days) : days;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > 36_500)
    return refuse("issue.days", { value: shown(days) });
  const written = isObject(operand) ? operand["now"] : undefined;
  const now = typeof written === "string" ? Date.parse(written) : Date.now();
  return Number.isNaN(now) ? refuse("issue.datetime", { value: shown(written) }) : { days: count, now };
}

/** The smallest bounds of both, for `between`. */
export function readBetween(operand: unknown, readOn: (input: unknown) => Parsed): Parsed {
  const refusal = refuse("issue.range", { example: '{"from": "2024-05-01", "to": "2024-05-31"}' });
  const pair: unknown = Array.isArray(operand) && operand.length === 2 ? { from: operand[0], to: operand[1] } : operand;
  if (!isObject(pair) || Object.keys(pair).some((key) => key !== "from" && key !== "to")) return refusal;
  const bounds: Bounds = {};
  for (const end of ["from", "to"] as const) {
    const input = pair[end];
    if (input === undefined || input === null || input === "") continue;
    const parsed = readOn(input);
    if (isRefusal(parsed)) return { issue: { ...parsed.issue, path: end } };
    const on = parsed.value as Bounds;
    for (const key of end === "from" ? ["from"] : ["to", "before"]) if (on[key] !== undefined) bounds[key] = on[key];
  }
  return Object.keys(bounds).length > 0 ? { value: bounds } : refusal;
}
