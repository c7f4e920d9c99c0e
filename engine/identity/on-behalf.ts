/** Long work is done in the name of the person who asked for it, with the rights that they have at that moment. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { Forbidden } from "#model/errors.ts";
import { differing, SYSTEM_ACTOR, type Actor, type Context, type Via } from "../context.ts";
import { withinScope } from "./key-scope.ts";
import { isLivingKey } from "./living-key.ts";
import { readRights } from "./members.ts";
import { teamIdsOf } from "./teams.ts";

/** Who asked, as it is kept with the work. */
export const askerSchema = z.strictObject({
  kind: z.enum(["user", "apiKey", "system"]),
  userId: z.uuid().nullable(),
  roleId: z.uuid().nullable(),
  apiKeyId: z.uuid().optional(),
});
export interface Asker {
  kind: Actor["kind"];
  userId: string | null;
  roleId: string | null;
  apiKeyId?: string | undefined;
}

export const askerOf = ({ kind, userId, roleId, apiKeyId }: Actor): Asker => ({
  kind,
  userId,
  roleId,
  ...(apiKeyId === undefined ? {} : { apiKeyId }),
});

/** @throws Forbidden where the person is no active member any more, or the key opens no more. */
export async function actorOf(ctx: Context, asker: Asker): Promise<Actor> {
  if (asker.kind === "system") return SYSTEM_ACTOR;
  const role =
    asker.kind === "user"
      ? sql`select u.role_id from users u where u.id = ${asker.userId}::uuid and u.status = 'active' and u.deleted_at is null`
      : sql`select k.role_id from api_keys k where k.id = ${asker.apiKeyId ?? null}::uuid and ${isLivingKey}`;
  const [row] = await ctx.db.query(sql<{ id: string; rights: string; scope: string | null; teams: string[] }>`
    select r.id, r.rights::text as rights, ${teamIdsOf(sql`${asker.userId}::uuid`)} as teams,
      (select k.scope::text from api_keys k where k.id = ${asker.apiKeyId ?? null}::uuid) as scope
    from roles r where r.id = (${role}) and r.deleted_at is null`);
  if (!row) throw new Forbidden("Whoever asked for this may not work here any more");
  const { apiKeyId } = asker;
  return {
    kind: asker.kind,
    userId: asker.userId,
    roleId: row.id,
    rights: withinScope(readRights(row.rights), row.scope, ctx.catalogue),
    teamIds: row.teams,
    ...(apiKeyId === undefined ? {} : { apiKeyId }),
  };
}

/** The same place in the hands of another, within one operation. */
export function actingAs(ctx: Context, actor: Actor, via: Via, operationId: string): Context {
  return differing(ctx, (each) => ({ ...each, actor, via, operationId }));
}
