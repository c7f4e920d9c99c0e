/** What a list can be grouped by. */
import { viewOf } from "#fields/views.ts";
import { DATE_STEPS, type DateStep } from "#model/view-parts.ts";
import { fieldOf, type MetaField, type MetaObject } from "../../../api/meta.ts";
import type { Grouping } from "./picking.ts";

/** Can it be picked by `eq`, and are its values few, or records: options, stars, yes and no, people? Files stand for themselves alone. */
export const makesGroups = (field: MetaField): boolean =>
  field.storage === "columns" &&
  field.operators.eq !== undefined &&
  (viewOf(field.type).few !== undefined || (field.target !== undefined && field.target !== "file"));

/** A field makes groups where its values are few; dates by steps. */
export function groupingsOf(field: MetaField): { value: string; step: DateStep | undefined }[] {
  if (field.storage !== "columns") return [];
  if (field.steps)
    return DATE_STEPS.filter((step) => step !== "day").map((step) => ({ value: `${field.name}:${step}`, step }));
  return makesGroups(field) ? [{ value: field.name, step: undefined }] : [];
}

/** Undefined where the object, as the viewer knows it, cannot be grouped so; `days` too where they are asked for. */
export function readGrouping(object: MetaObject, text: string | undefined, days = false): Grouping | undefined {
  const [name = "", step] = (text ?? "").split(":");
  const field = fieldOf(object, name);
  const known =
    field && (groupingsOf(field).some(({ value }) => value === text) || (days && field.steps && step === "day"));
  if (!field || !known) return undefined;
  return { field, step: DATE_STEPS.find((one) => one === step) };
}
