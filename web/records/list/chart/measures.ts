/** What a chart measures: how many records there are, or what a field of theirs comes to. */
import { TOTALS, type Total } from "#model/view-parts.ts";
import { fieldOf, type MetaField, type MetaObject } from "../../../api/meta.ts";

/** As the API names it: `count`, `sum:total`; field and total where it is one of a field. */
export interface Measure {
  name: string;
  of?: { field: MetaField; total: Total };
}

export const measuresOf = (object: MetaObject): Measure[] => [
  { name: "count" },
  ...object.fields
    .filter((field) => field.amount)
    .flatMap((field) => TOTALS.map((total) => ({ name: `${total}:${field.name}`, of: { field, total } }))),
];

/** Undefined where the viewer knows no such field. */
export function readMeasure(object: MetaObject, text = "count"): Measure | undefined {
  if (text === "count") return { name: text };
  const [kind, name = ""] = text.split(":");
  const field = fieldOf(object, name);
  const total = TOTALS.find((one) => one === kind);
  return field?.amount && total ? { name: text, of: { field, total } } : undefined;
}
