/** May this actor do this? The questions about objects and fields; those about records are in record-rights. */
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { Forbidden } from "#model/errors.ts";
import { rightsOn, type Capability, type ObjectRights, type Scope } from "#model/rights.ts";
import type { Actor } from "../context.ts";

export type Action = "read" | "create" | "update" | "delete" | "export";

const EVERYTHING: ObjectRights = { read: "all", create: true, update: "all", delete: "all", export: true };

/** What the actor may do with an object; children are as open as the object they are lines of. */
export function objectRights(actor: Actor, object: CatalogueObject): ObjectRights {
  if (actor.rights === null) return EVERYTHING;
  const own = actor.rights.objects[object.name];
  const parent = object.definition.childOf?.object;
  return own ?? rightsOn(actor.rights, parent ?? object.name);
}

/** Which records an action reaches. */
export function scopeOf(actor: Actor, object: CatalogueObject, action: Action): Scope {
  const rights = objectRights(actor, object);
  if (action === "create") return rights.create ? "all" : "none";
  if (action === "export") return rights.export ? rights.read : "none";
  return rights[action];
}

/** @throws Forbidden where the actor may not do this with any record of the object. */
export function assertMay(actor: Actor, object: CatalogueObject, action: Action): void {
  if (scopeOf(actor, object, action) === "none") throw new Forbidden(`Your role may not ${action} ${object.plural}`);
}

export function mayUse(actor: Actor, capability: Capability): boolean {
  return actor.rights === null || actor.rights.capabilities.includes(capability);
}

/** @throws Forbidden where the role lacks the capability. */
export function assertCapability(actor: Actor, capability: Capability): void {
  if (!mayUse(actor, capability)) throw new Forbidden(`Your role may not use "${capability}"`);
}

/** A hidden field does not exist for the actor: not in answers, filters, sorts, history. */
export function fieldAccess(actor: Actor, object: CatalogueObject, field: CatalogueField): "hidden" | "read" | "write" {
  const exception = objectRights(actor, object).fields?.[field.name];
  if (exception === "hidden") return "hidden";
  if (exception === "read" || field.definition.readOnly || field.source === "statistics" || field.source === "system")
    return "read";
  return "write";
}

/** Short and stable: actors with the same key get the same SQL for the same question. */
export function rightsKey(actor: Actor): string {
  return actor.rights === null ? "system" : (actor.roleId ?? "none");
}
