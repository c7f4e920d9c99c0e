/** Values that are lists of entries with a `value` (e-mails, phones): a test passes where one of them passes. */
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { PASSED_BY_EMPTY } from "./operand.ts";
import { testText } from "./text.ts";

export interface Entry {
  value: string;
  label?: string;
  [part: string]: string | undefined;
}

/** The entries of a stored value; none for null. */
export const entriesOf = (value: Json): Entry[] => (Array.isArray(value) ? (value as unknown as Entry[]) : []);

/** All entries of both, each value once. */
export function uniteEntries(one: Json, other: Json): Json {
  const known = new Set(entriesOf(one).map((entry) => entry.value));
  return [...entriesOf(one), ...entriesOf(other).filter((entry) => !known.has(entry.value))] as unknown as Json;
}

const OPPOSITE: Partial<Record<Operator, Operator>> = { ne: "eq", notIn: "in", notContains: "contains" };

/** `ne`, `notIn` and `notContains` pass where no entry passes their opposite. */
export function testEntries(operator: Operator, value: Json, operand: Json): boolean {
  const entries = entriesOf(value);
  if (entries.length === 0) return PASSED_BY_EMPTY.has(operator);
  if (operator === "empty") return false;
  const opposite = OPPOSITE[operator];
  return opposite
    ? !entries.some((entry) => testText(opposite, entry.value, operand))
    : entries.some((entry) => testText(operator, entry.value, operand));
}
