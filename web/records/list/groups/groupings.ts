/** What a list can be grouped by, and the filter that picks one group. */
import type { Filter } from "#model/filter.ts";
import { isObject, type Json } from "#model/json.ts";
import { DATE_STEPS, type DateStep } from "#model/view-parts.ts";
import { fieldOf, type MetaField, type MetaObject } from "../../../api/meta.ts";

export interface Grouping {
  field: MetaField;
  step: DateStep | undefined;
}

/** A field makes groups where its values are few and can be picked by `eq`: options, people, related records, yes and no; dates by steps. */
export function groupingsOf(field: MetaField): { value: string; step: DateStep | undefined }[] {
  if (field.storage !== "columns") return [];
  if (field.steps)
    return DATE_STEPS.filter((step) => step !== "day").map((step) => ({ value: `${field.name}:${step}`, step }));
  const few = field["options"] !== undefined || field.target !== undefined || field.type === "boolean";
  return few && field.operators.eq ? [{ value: field.name, step: undefined }] : [];
}

/** Undefined where the object, as the viewer knows it, cannot be grouped so. */
export function readGrouping(object: MetaObject, text: string | undefined): Grouping | undefined {
  const [name = "", step] = (text ?? "").split(":");
  const field = fieldOf(object, name);
  if (!field || !groupingsOf(field).some(({ value }) => value === text)) return undefined;
  return { field, step: DATE_STEPS.find((one) => one === step) };
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

/** Picks the records of the group that an aggregate told of. */
export function filterOf({ field, step }: Grouping, group: Json): Filter {
  if (group === null) return { field: field.name, op: "empty" };
  if (step) {
    const from = String(group as string).slice(0, 10);
    return { field: field.name, op: "between", value: { from, to: endOfStep(from, step) } };
  }
  return { field: field.name, op: "eq", value: isObject(group) ? (group["id"] as Json) : group };
}

export const within = (filter: Filter | undefined, part: Filter): Filter =>
  filter === undefined ? part : "and" in filter ? { and: [...filter.and, part] } : { and: [filter, part] };
