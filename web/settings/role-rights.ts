/** A role's rights as a value: what each change in the matrix makes of them. */
import { rightsOn, type Capability, type ObjectRights, type Rights, type Scope } from "#model/rights.ts";

export type FieldAccess = "open" | "read" | "hidden";

/** The row of the matrix that holds for every object without rules of its own. */
export const STANDARD = "";

export const rowOf = (rights: Rights, object: string): ObjectRights =>
  object === STANDARD ? rights.standard : rightsOn(rights, object);

export const isOwn = (rights: Rights, object: string): boolean => object !== STANDARD && object in rights.objects;

/** Changes one object's rights. An object that followed the standard gets rules of its own, beginning with the standard's. */
export function withRow(rights: Rights, object: string, change: Partial<ObjectRights>): Rights {
  const row = { ...rowOf(rights, object), ...change };
  return object === STANDARD
    ? { ...rights, standard: row }
    : { ...rights, objects: { ...rights.objects, [object]: row } };
}

/** The object follows the standard again. */
export function withoutRow(rights: Rights, object: string): Rights {
  const { [object]: _gone, ...objects } = rights.objects;
  return { ...rights, objects };
}

export function withField(rights: Rights, object: string, field: string, access: FieldAccess): Rights {
  const { [field]: _before, ...others } = rowOf(rights, object).fields ?? {};
  const fields = access === "open" ? others : { ...others, [field]: access };
  const { fields: _fields, ...row } = rowOf(rights, object);
  const next: ObjectRights = Object.keys(fields).length > 0 ? { ...row, fields } : row;
  return object === STANDARD
    ? { ...rights, standard: next }
    : { ...rights, objects: { ...rights.objects, [object]: next } };
}

export const fieldAccess = (rights: Rights, object: string, field: string): FieldAccess =>
  rowOf(rights, object).fields?.[field] ?? "open";

export function withCapability(rights: Rights, capability: Capability, has: boolean): Rights {
  const others = rights.capabilities.filter((entry) => entry !== capability);
  return { ...rights, capabilities: has ? [...others, capability] : others };
}

export type ScopeName = "none" | "own" | "team" | "all" | "filter";

export const scopeName = (scope: Scope): ScopeName => (typeof scope === "string" ? scope : "filter");
