/** Where a column may go: the writable fields of the objects that the import makes, by object, in the reader's words. */
import type { TFunction } from "i18next";
import { objectByName, type Meta } from "#web/api/meta.ts";
import type { Words } from "#web/records/words.ts";
import { mayShape } from "#web/settings/shape/may-shape.ts";
import type { Mapping } from "./import.queries.ts";

const PARTS: Record<string, string[]> = {
  address: ["street", "city", "region", "postalCode", "country"],
  personName: ["prefix", "given", "middle", "family", "suffix"],
};
const NOT_IN_A_CELL = new Set(["children", "json"]);

/** The objects that rows of this preset make. */
export function objectsOf(mapping: Mapping): string[] {
  return mapping.preset === "orderLines" ? ["order", "orderLine", "product", mapping.customerKind] : [mapping.object];
}

export interface TargetGroup {
  group: string;
  items: { value: string; label: string }[];
}

export function targetGroups(meta: Meta, mapping: Mapping, t: TFunction, words: Words): TargetGroup[] {
  const objects = objectsOf(mapping);
  const several = objects.length > 1;
  return objects.flatMap((name) => {
    const object = objectByName(meta, name);
    if (!object) return [];
    const items = object.fields
      .filter(
        (field) =>
          field.access === "write" && !field.readOnly && !NOT_IN_A_CELL.has(field.type) && field.target !== "file",
      )
      .flatMap((field) => {
        // Where rows make several objects, a field's name alone would not tell whose it is.
        const label = several ? `${words.one(name)} · ${words.field(name, field)}` : words.field(name, field);
        const whole = { value: `${name}.${field.name}`, label };
        const parts = (PARTS[field.type] ?? []).map((part) => ({
          value: `${name}.${field.name}.${part}`,
          label: `${label}: ${t(`import.part.${part}`)}`,
        }));
        return [whole, ...parts];
      });
    return [{ group: words.one(name), items }];
  });
}

/** A field that is not there yet, of each object that the person may shape: `new:company`. */
export function newTargets(meta: Meta, mapping: Mapping, t: TFunction, words: Words): TargetGroup[] {
  const objects = shapedBy(meta, mapping);
  if (objects.length === 0) return [];
  const label = (name: string): string =>
    objectsOf(mapping).length > 1 ? `${words.one(name)} · ${t("import.newField")}` : t("import.newField");
  return [
    { group: t("import.notThereYet"), items: objects.map((name) => ({ value: `new:${name}`, label: label(name) })) },
  ];
}

/** Those of the objects made that the person may give fields. */
export const shapedBy = (meta: Meta, mapping: Mapping): string[] =>
  objectsOf(mapping).filter((name) => {
    const object = objectByName(meta, name);
    return object !== undefined && mayShape(meta, object);
  });

/** Fields by which an existing record is found again. */
export function keyFields(meta: Meta, mapping: Mapping, words: Words): { value: string; label: string }[] {
  const object = objectByName(meta, mapping.object);
  return (object?.fields ?? [])
    .filter(
      (field) =>
        field.unique || field.type === "emails" || field.type === "phones" || object?.title.includes(field.name),
    )
    .map((field) => ({ value: field.name, label: words.field(mapping.object, field) }));
}
