/** The actor of an import: the person who asked for it, with the rights that they have now. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { Forbidden } from "#model/errors.ts";
import { assertCapability, assertMay } from "../access/rights.ts";
import type { Actor, Context, Via } from "../context.ts";
import { readRights } from "../identity/members.ts";
import type { Mapping } from "./mapping.ts";
import type { Preset } from "./preset.ts";

/** Who acts, kept with the job. */
export const importerSchema = z.strictObject({
  kind: z.enum(["user", "apiKey", "system"]),
  userId: z.uuid().nullable(),
  roleId: z.uuid().nullable(),
  apiKeyId: z.uuid().optional(),
});
export type Importer = z.infer<typeof importerSchema>;

export const importerOf = ({ kind, userId, roleId, apiKeyId }: Actor): Importer => ({
  kind,
  userId,
  roleId,
  ...(apiKeyId === undefined ? {} : { apiKeyId }),
});

/** @throws Forbidden where the person is no active member any more, or their role may not import. */
export async function actorOf(ctx: Context, importer: Importer): Promise<Actor> {
  if (importer.kind === "system") return { kind: "system", userId: null, roleId: null, rights: null, teamIds: [] };
  const role =
    importer.kind === "user"
      ? sql`select u.role_id from users u where u.id = ${importer.userId}::uuid and u.status = 'active' and u.deleted_at is null`
      : sql`select k.role_id from api_keys k where k.id = ${importer.apiKeyId ?? null}::uuid and k.revoked_at is null and k.deleted_at is null`;
  const [row] = await ctx.db.query(sql<{ id: string; rights: string; teams: string[] }>`
    select r.id, r.rights::text as rights, array(select l.to_id from user_teams l where l.from_id = ${importer.userId}::uuid) as teams
    from roles r where r.id = (${role}) and r.deleted_at is null`);
  if (!row) throw new Forbidden("Whoever began this may not work here any more");
  const { apiKeyId } = importer;
  return {
    kind: importer.kind,
    userId: importer.userId,
    roleId: row.id,
    rights: readRights(row.rights),
    teamIds: importer.kind === "user" ? row.teams : [],
    ...(apiKeyId === undefined ? {} : { apiKeyId }),
  };
}

/** @throws Forbidden where the role lacks a right that the import needs. */
export function assertMayImport(ctx: Context, preset: Preset, mapping: Mapping): void {
  assertCapability(ctx.actor, "import");
  for (const name of preset.objects(mapping)) {
    const object = ctx.catalogue.object(name);
    if (mapping.mode !== "update") assertMay(ctx.actor, object, "create");
    if (mapping.mode !== "create") assertMay(ctx.actor, object, "update");
  }
}

/** The same place in the hands of another, within the operation. */
export function actingAs(ctx: Context, actor: Actor, operationId: string, via: Via = "import"): Context {
  return {
    ...ctx,
    actor,
    via,
    operationId,
    transaction: (work) => ctx.transaction((inner) => work(actingAs(inner, actor, operationId, via))),
  };
}
