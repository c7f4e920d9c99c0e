/** The filter that picks one group of a list. */
import type { Filter } from "#model/filter.ts";
import { isObject, type Json } from "#model/json.ts";
import type { DateStep } from "#model/view-parts.ts";
import type { MetaField } from "../../../api/meta.ts";

export interface Grouping {
  field: MetaField;
  step: DateStep | undefined;
}

/** `2024-02-01` and `month` → `2024-02-29`. */
function endOfStep(first: string, step: DateStep): string {
  const date = new Date(`${first}T00:00:00Z`);
  if (step === "day") return first;
  if (step === "week") date.setUTCDate(date.getUTCDate() + 6);
  else {
    date.setUTCMonth(date.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[step]);
    date.setUTCDate(0);
  }
  return date.toISOString().slice(0, 10);
}

/** The first day of the step before the one that begins on a day. */
export function stepBefore(first: string, step: DateStep): string {
  const date = new Date(`${first}T00:00:00Z`);
  if (step === "day" || step === "week") date.setUTCDate(date.getUTCDate() - (step === "day" ? 1 : 7));
  else date.setUTCMonth(date.getUTCMonth() - { month: 1, quarter: 3, year: 12 }[step]);
  return date.toISOString().slice(0, 10);
}

/** Picks the records of the group that an aggregate told of. */
export function filterOf({ field, step }: Grouping, group: Json): Filter {
  // Related records that one may not see, or that are in the trash, are nothing there.
  if (group === null && field.target) return { has: field.name, count: { op: "eq", value: 0 } };
  if (group === null) return { field: field.name, op: "empty" };
  if (step) {
    const from = String(group as string).slice(0, 10);
    return { field: field.name, op: "between", value: { from, to: endOfStep(from, step) } };
  }
  return { field: field.name, op: "eq", value: isObject(group) ? (group["id"] as Json) : group };
}

export const within = (filter: Filter | undefined, part: Filter): Filter =>
  filter === undefined ? part : "and" in filter ? { and: [...filter.and, part] } : { and: [filter, part] };
