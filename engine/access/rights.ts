/** May this actor do this? The questions about objects and fields; those about records are in record-rights. */
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { Forbidden } from "#model/errors.ts";
import { leaves, type Computed } from "#model/computed.ts";
import { rightsOn, type Capability, type ObjectRights, type Rights, type Scope } from "#model/rights.ts";
import type { Actor } from "../context.ts";

export type Action = "read" | "create" | "update" | "delete" | "export";

const EVERYTHING: ObjectRights = { read: "all", create: true, update: "all", delete: "all", export: true };
const NOTHING: ObjectRights = { read: "none", create: false, update: "none", delete: "none" };

/** What the actor may do with an object. */
export function objectRights(actor: Pick<Actor, "rights">, object: CatalogueObject): ObjectRights {
  if (actor.rights === null) return EVERYTHING;
  const { governedBy } = object.definition;
  if (governedBy) return governed(actor.rights, governedBy);
  return object.definition.shared ? sharing(actor.rights, object) : grantedOn(actor.rights, object);
}

/** What is a person's own: no role opens it, none closes it; a key's scope does. */
function sharing(rights: Rights, { name, definition }: CatalogueObject): ObjectRights {
  const { field, value, by } = definition.shared!;
  if (rights.scope?.objects && !rights.scope.objects.includes(name)) return NOTHING;
  if (rights.seen) return { ...NOTHING, read: { filter: { field, op: "eq", value } } };
  const open: Scope = {
    filter: {
      or: [
        { field: "owner", op: "eq", value: { me: true } },
        { field, op: "eq", value },
      ],
    },
  };
  if (rights.scope?.readOnly) return { ...NOTHING, read: open };
  const change = rights.capabilities.includes(by) ? open : "own";
  return { read: open, create: true, update: change, delete: change };
}

/** A key that only reads, reads; one that is narrowed to some objects has no capability. */
function governed(rights: Rights, capability: Capability): ObjectRights {
  if (!rights.capabilities.includes(capability)) return NOTHING;
  return rights.scope?.readOnly ? { ...NOTHING, read: "all" } : EVERYTHING;
}

/** Children are as open as the object they are lines of, and its field that holds them. */
function grantedOn(rights: Rights, object: CatalogueObject): ObjectRights {
  const parent = object.definition.childOf;
  if (!parent) return rightsOn(rights, object.name);
  const around = rightsOn(rights, parent.object);
  const access = around.fields?.[parent.field];
  if (access === "hidden") return NOTHING;
  const inside = rights.objects[object.name] ?? asChild(around);
  return access === "read" ? { ...inside, create: false, update: "none", delete: "none" } : inside;
}

/** Which records a condition picks is asked of the parent's row; the child has other fields. */
function asChild(around: ObjectRights): ObjectRights {
  const whole = (scope: Scope): Scope => (typeof scope === "object" ? "all" : scope);
  return { ...around, read: whole(around.read), update: whole(around.update), delete: whole(around.delete) };
}

/** Which records an action reaches. */
export function scopeOf(actor: Pick<Actor, "rights">, object: CatalogueObject, action: Action): Scope {
  const rights = objectRights(actor, object);
  if (action === "create") return rights.create ? "all" : "none";
  if (action === "export") return rights.export ? rights.read : "none";
  return rights[action];
}

/** @throws Forbidden where the actor may not do this with any record of the object. */
export function assertMay(actor: Actor, object: CatalogueObject, action: Action): void {
  if (scopeOf(actor, object, action) === "none") throw new Forbidden(`Your role may not ${action} ${object.plural}`);
}

/** @throws Forbidden where somebody looks as another: nothing is changed so */
export function assertOwnEyes(actor: Pick<Actor, "seenBy">): void {
  if (actor.seenBy !== undefined) throw readOnlySeeing();
}

export const readOnlySeeing = (): Forbidden =>
  new Forbidden("Nothing can be changed while you see as somebody else.", [
    { path: "", message: "you see as somebody else", code: "seeAs.readOnly" },
  ]);

export function mayUse(actor: Actor, capability: Capability): boolean {
  return actor.rights === null || actor.rights.capabilities.includes(capability);
}

/** @throws Forbidden where the role lacks the capability. */
export function assertCapability(actor: Actor, capability: Capability): void {
  if (!mayUse(actor, capability)) throw new Forbidden(`Your role may not use "${capability}"`);
}

/** A hidden field does not exist for the actor: not in answers, filters, sorts, history. */
export function fieldAccess(
  actor: Pick<Actor, "rights">,
  object: CatalogueObject,
  field: CatalogueField,
): "hidden" | "read" | "write" {
  if (field.definition.secret && actor.rights !== null) return "hidden";
  const exception = objectRights(actor, object).fields?.[field.name];
  if (exception === "hidden" || (field.computed && readsHidden(actor, field.computed))) return "hidden";
  if (exception === "read" || field.definition.readOnly || field.source === "statistics" || field.source === "system")
    return "read";
  return "write";
}

/** Is each field of a path like `company.parent.name` there for the actor, and records on the way there for them to read? */
export function seesPath(
  ctx: { actor: Pick<Actor, "rights">; catalogue: Catalogue },
  object: CatalogueObject,
  path: string,
): boolean {
  const [name, ...rest] = path.split(".");
  const field = object.fields.get(name!);
  if (!field || fieldAccess(ctx.actor, object, field) === "hidden") return false;
  if (rest.length === 0) return true;
  const target = field.target === undefined ? undefined : ctx.catalogue.objects.get(field.target);
  return target !== undefined && scopeOf(ctx.actor, target, "read") !== "none" && seesPath(ctx, target, rest.join("."));
}

/** What is hidden from the actor does not come out through what is reckoned from it. */
function readsHidden(actor: Pick<Actor, "rights">, computed: Computed): boolean {
  if (actor.rights === null) return false;
  // Who may read none of the records is not told how many there are.
  if (computed.rollUp && scopeOf(actor, computed.rollUp.child, "read") === "none") return true;
  for (const { object, field } of leaves(computed)) if (fieldAccess(actor, object, field) === "hidden") return true;
  return false;
}
