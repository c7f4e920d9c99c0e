/** Rights: what a role may do with each object, its fields and its records. */
import { z } from "zod";
import { filterSchema } from "./filter.ts";

/** Which records: none, those one owns, those of one's teams, all, or those a condition picks. */
const scopeSchema = z.union([z.enum(["none", "own", "team", "all"]), z.strictObject({ filter: filterSchema })]);
export type Scope = z.infer<typeof scopeSchema>;

const objectRightsSchema = z.strictObject({
  read: scopeSchema,
  create: z.boolean(),
  update: scopeSchema,
  delete: scopeSchema,
  export: z.boolean().optional(),
  /** Only exceptions: a field that is not named is as open as its object. */
  fields: z.record(z.string(), z.enum(["hidden", "read"])).optional(),
});
export type ObjectRights = z.infer<typeof objectRightsSchema>;

/** Doings that are not about one object. */
export const CAPABILITIES = [
  "import",
  "export",
  "insight",
  "jobs",
  "audit",
  "settings",
  "users",
  "roles",
  "apiKeys",
  "backup",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export const rightsSchema = z
  .strictObject({
    /** For every object that `objects` does not name. */
    standard: objectRightsSchema,
    objects: z.record(z.string(), objectRightsSchema),
    capabilities: z.array(z.enum(CAPABILITIES)),
  })
  .meta({
    id: "RoleRights",
    description: "What a role may do with each object; `standard` holds for those not named.",
  });

/** What one key keeps of its role's rights. */
export const keyScopeSchema = z.strictObject({
  /** It asks and changes nothing. */
  readOnly: z.boolean().optional(),
  /** Only these objects, with their lines. */
  objects: z.array(z.string()).optional(),
});
export type KeyScope = z.infer<typeof keyScopeSchema>;

/** `scope` stands in rights that were narrowed; those of a role have none. `seen`: somebody else looks with them, whom what is one's own alone is not shown. */
export type Rights = z.infer<typeof rightsSchema> & { scope?: KeyScope; seen?: true };

/** The rights on one object. */
export function rightsOn(rights: Rights, object: string): ObjectRights {
  return rights.objects[object] ?? rights.standard;
}

/** Stands for every object without rights of its own, where one is named. */
export const STANDARD = "";

/** The rights on one object, or the standard itself. */
export const rowOf = (rights: Rights, object: string): ObjectRights =>
  object === STANDARD ? rights.standard : rightsOn(rights, object);

export type FieldAccess = "open" | "read" | "hidden";

export const fieldAccess = (rights: Rights, object: string, field: string): FieldAccess =>
  rowOf(rights, object).fields?.[field] ?? "open";

export type ScopeName = "none" | "own" | "team" | "all" | "filter";

export const scopeName = (scope: Scope): ScopeName => (typeof scope === "string" ? scope : "filter");

const CLOSED: ObjectRights = { read: "none", create: false, update: "none", delete: "none" };
/** What is left where nothing may be changed, and where only some objects are open: figures and audit tell of all of them. */
const READING: readonly Capability[] = ["export", "insight", "audit"];
const OF_OBJECTS: readonly Capability[] = ["import", "export"];

/**
 * The rights that are left within a scope: never more than before.
 * @param parentOf the object whose lines an object's records are, where they are lines
 */
export function narrowed(rights: Rights, scope: KeyScope, parentOf: (object: string) => string | undefined): Rights {
  const { readOnly = false, objects } = scope;
  const kept = ({ read, export: exporting, fields, ...writing }: ObjectRights): ObjectRights => ({
    ...(readOnly ? CLOSED : writing),
    read,
    ...(exporting === undefined ? {} : { export: exporting }),
    ...(fields === undefined ? {} : { fields }),
  });
  const open = (name: string) => objects === undefined || objects.includes(parentOf(name) ?? name);
  const named = new Set([...Object.keys(rights.objects), ...(objects ?? []).filter((name) => !parentOf(name))]);
  return {
    standard: objects === undefined ? kept(rights.standard) : CLOSED,
    objects: Object.fromEntries(
      [...named].map((name) => [name, open(name) ? kept(rightsOn(rights, name)) : CLOSED] as const),
    ),
    capabilities: rights.capabilities.filter(
      (each) => (!readOnly || READING.includes(each)) && (objects === undefined || OF_OBJECTS.includes(each)),
    ),
    scope,
  };
}
