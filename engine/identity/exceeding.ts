/** Nobody gives what they do not have: finds where one set of rights goes beyond another. */
import type { Catalogue, CatalogueObject } from "#model/catalogue.ts";
import type { ObjectRights, Rights, Scope } from "#model/rights.ts";
import { fieldAccess, objectRights } from "../access/rights.ts";

/** Written only by those who have the capability, whatever their role says of the object. */
export const GUARDED: Record<string, "users" | "roles" | "apiKeys"> = {
  user: "users",
  invitation: "users",
  role: "roles",
  apiKey: "apiKeys",
};

const WIDTH = { none: 0, own: 1, team: 2, all: 3 } as const;

/** The first place where `given` allows what `own` does not, such as `objects.order.read`; undefined where there is none. */
export function exceeding(given: Rights, own: Rights, catalogue: Catalogue): string | undefined {
  const capability = given.capabilities.find((each) => !own.capabilities.includes(each));
  if (capability) return `capabilities.${capability}`;
  for (const object of catalogue.objects.values()) {
    if (object.definition.shared) continue;
    const place = beyond(given, own, object);
    if (place) return `objects.${object.name}.${place}`;
  }
  return undefined;
}

function beyond(given: Rights, own: Rights, object: CatalogueObject): string | undefined {
  const theirs = objectRights({ rights: given }, object);
  const mine = objectRights({ rights: own }, object);
  if (!covers(mine.read, theirs.read, object)) return "read";
  if (theirs.read === "none") return undefined;
  if (theirs.export && !mine.export) return "export";
  if (!(object.name in GUARDED)) {
    const writing = beyondInWriting(mine, theirs, object);
    if (writing) return writing;
  }
  for (const field of object.fields.values()) {
    const access = { hidden: 0, read: 1, write: 2 } as const;
    const [allowed, asked] = [own, given].map((rights) => access[fieldAccess({ rights }, object, field)]);
    if (asked! > allowed!) return `fields.${field.name}`;
  }
  return undefined;
}

function beyondInWriting(mine: ObjectRights, theirs: ObjectRights, object: CatalogueObject): string | undefined {
  if (theirs.create && !mine.create) return "create";
  if (!covers(mine.update, theirs.update, object)) return "update";
  return covers(mine.delete, theirs.delete, object) ? undefined : "delete";
}

/** A condition is within another only where it is the same, or within everything. */
function covers(mine: Scope, theirs: Scope, object: CatalogueObject): boolean {
  const wide = (scope: Scope): Scope =>
    object.definition.ownership.by === "none" && (scope === "own" || scope === "team") ? "all" : scope;
  const [outer, inner] = [wide(mine), wide(theirs)];
  if (outer === "all" || inner === "none") return true;
  if (typeof outer === "string" && typeof inner === "string") return WIDTH[inner] <= WIDTH[outer];
  return JSON.stringify(outer) === JSON.stringify(inner);
}
