/** The fields of all objects that point at an object: from the catalogue, so that none is forgotten. */
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";

export interface Pointing {
  object: CatalogueObject;
  field: CatalogueField;
}

/** Relations to one and to many; who made or changed a record stays what it was. */
export function pointingAt(catalogue: Catalogue, name: string): Pointing[] {
  return [...catalogue.objects.values()].flatMap((object) =>
    [...object.fields.values()]
      .filter((field) => field.target === name && (field.source === "own" || field.source === "owner"))
      .filter((field) => field.type.storage !== "children")
      .filter((field) => !isParent(object, field, name))
      .map((field) => ({ object, field })),
  );
}

/** Lines belong to their record: they move as its value. */
function isParent(object: CatalogueObject, field: CatalogueField, name: string): boolean {
  return object.definition.childOf?.object === name && object.definition.ownership.by === "parent"
    ? object.definition.ownership.field === field.name
    : false;
}

/** A record has at most one of these: it stands for the record elsewhere, as the customer stands for the company. */
export const standsFor = ({ field }: Pointing): boolean =>
  field.type.storage === "columns" && field.definition.unique === true;
