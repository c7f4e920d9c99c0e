/** Who may do everything in a workspace: those with the role of owner. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";

/** `key` of the role that may do everything. */
export const OWNER = "owner";

/** Ids of the role of owner. */
export async function ownerRoles(ctx: Context): Promise<Set<string>> {
  const rows = await ctx.db.query(sql<{ id: string }>`select id from roles where key = ${OWNER}`);
  return new Set(rows.map((row) => row.id));
}

/** Is the actor an owner, or the system? A key that has kept only a part of the role is none. */
export async function isOwner(ctx: Context): Promise<boolean> {
  if (ctx.actor.rights === null || ctx.actor.roleId === null) return ctx.actor.rights === null;
  if (ctx.actor.rights.scope) return false;
  return (await ownerRoles(ctx)).has(ctx.actor.roleId);
}
