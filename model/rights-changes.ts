/** What differs between two states of a role's rights, as the screen of rights speaks of them: by object and right, by field, by doing. */
import {
  CAPABILITIES,
  fieldAccess,
  rowOf,
  STANDARD,
  type Capability,
  type FieldAccess,
  type ObjectRights,
  type Rights,
  type Scope,
} from "./rights.ts";

export const RIGHTS_ON_OBJECTS = ["read", "create", "update", "delete", "export"] as const;
export type ObjectRight = (typeof RIGHTS_ON_OBJECTS)[number];

export type RightsChange =
  | { kind: "right"; right: ObjectRight; from: Scope | boolean; to: Scope | boolean }
  | { kind: "field"; field: string; from: FieldAccess; to: FieldAccess }
  /** It goes by the standard again, or has rights of its own that are the same so far. */
  | { kind: "follows"; to: boolean };

export interface RightsChanges {
  /** `STANDARD` first, then by name; only those where something differs. */
  objects: { object: string; changes: RightsChange[] }[];
  capabilities: { capability: Capability; to: boolean }[];
}

/** Of an object that has its own rights in one state alone, what holds for it in the other is the standard. */
export function rightsChanges(from: Rights, to: Rights): RightsChanges {
  const named = new Set([...Object.keys(from.objects), ...Object.keys(to.objects)]);
  return {
    objects: [STANDARD, ...[...named].toSorted()].flatMap((object) => {
      const changes = changesOn(from, to, object);
      return changes.length > 0 ? [{ object, changes }] : [];
    }),
    capabilities: CAPABILITIES.flatMap((capability) => {
      const has = to.capabilities.includes(capability);
      return has === from.capabilities.includes(capability) ? [] : [{ capability, to: has }];
    }),
  };
}

function changesOn(from: Rights, to: Rights, object: string): RightsChange[] {
  const [former, next] = [rowOf(from, object), rowOf(to, object)];
  const fields = new Set([...Object.keys(former.fields ?? {}), ...Object.keys(next.fields ?? {})]);
  const differing: RightsChange[] = [
    ...RIGHTS_ON_OBJECTS.map((right) => ({
      kind: "right" as const,
      right,
      from: rightIn(former, right),
      to: rightIn(next, right),
    })),
    ...[...fields].toSorted().map((field) => ({
      kind: "field" as const,
      field,
      from: fieldAccess(from, object, field),
      to: fieldAccess(to, object, field),
    })),
  ].filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to));
  const follows = object !== STANDARD && !(object in to.objects);
  const turned = object !== STANDARD && follows !== !(object in from.objects);
  return turned && (follows || differing.length === 0) ? [{ kind: "follows", to: follows }, ...differing] : differing;
}

const rightIn = (row: ObjectRights, right: ObjectRight): Scope | boolean => row[right] ?? false;
