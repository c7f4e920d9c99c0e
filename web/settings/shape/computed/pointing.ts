/** Which records point at an object, and the dates by which the recent ones of them are told: what a roll-up can be of. */
import { fieldTypes } from "#fields/index.ts";
import type { Meta, MetaField, MetaObject } from "#web/api/meta.ts";

export interface Pointing {
  child: MetaObject;
  by: MetaField;
}

export const kindOf = (field: MetaField): string | undefined => fieldTypes[field.type]?.formula;

/** Is it a column of the record's own? */
export const stands = (field: MetaField): boolean =>
  field.storage === "columns" && field.computed === undefined && field.source !== "statistics";

export const pointingAt = (meta: Meta, object: MetaObject): Pointing[] =>
  meta.objects.flatMap((child) =>
    child.fields
      .filter((by) => by.target === object.name && by.storage === "columns" && by.source === "own")
      .map((by) => ({ child, by })),
  );

export const datesOf = (object: MetaObject | undefined): MetaField[] =>
  object?.fields.filter((field) => stands(field) && ["date", "datetime"].includes(kindOf(field) ?? "")) ?? [];
