/** Rights: what a role may do with each object, its fields and its records. */
import { z } from "zod";
import { filterSchema } from "./filter.ts";

/** Which records: none, those one owns, those of one's teams, all, or those a condition picks. */
export const scopeSchema = z.union([z.enum(["none", "own", "team", "all"]), z.strictObject({ filter: filterSchema })]);
export type Scope = z.infer<typeof scopeSchema>;

export const objectRightsSchema = z.strictObject({
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

export const rightsSchema = z.strictObject({
  /** For every object that `objects` does not name. */
  standard: objectRightsSchema,
  objects: z.record(z.string(), objectRightsSchema),
  capabilities: z.array(z.enum(CAPABILITIES)),
});
export type Rights = z.infer<typeof rightsSchema>;

/** The rights on one object. */
export function rightsOn(rights: Rights, object: string): ObjectRights {
  return rights.objects[object] ?? rights.standard;
}
