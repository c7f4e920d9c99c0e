/** A role's rights as a value: what each change in the matrix makes of them. */
import { rowOf, STANDARD, type Capability, type FieldAccess, type ObjectRights, type Rights } from "#model/rights.ts";

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

export function withCapability(rights: Rights, capability: Capability, has: boolean): Rights {
  const others = rights.capabilities.filter((entry) => entry !== capability);
  return { ...rights, capabilities: has ? [...others, capability] : others };
}
