/** In whose rights a webhook reads: those of its role, while they are within what the person may in whose name it stands. */
import { sql } from "#model/sql.ts";
import type { Actor, Context } from "../../context.ts";
import { differing } from "../../context.ts";
import { exceeding } from "../../identity/exceeding.ts";
import { OWNER } from "../../identity/owner.ts";
import { readRights } from "../../identity/members.ts";
import { teamIdsOf } from "../../identity/teams.ts";

/** Why a webhook was switched off. */
export type OffReason = "person" | "rights" | "topics" | "gone" | "failing";

interface Row {
  rights: string | null;
  teams: string[];
  theirs: string | null;
  owner: boolean;
}

/** @param inNameOf a person; null where the system or a command made it */
export async function readerOf(
  ctx: Context,
  { role, inNameOf }: { role: string; inNameOf: string | null },
): Promise<Actor | OffReason> {
  const [row] = await ctx.db.query(sql<Row>`
    select (select r.rights::text from roles r where r.id = ${role}::uuid and r.deleted_at is null) as rights, ${teamIdsOf(sql`${inNameOf}::uuid`)} as teams,
      (select r.rights::text from users u join roles r on r.id = u.role_id and r.deleted_at is null
        where u.id = ${inNameOf}::uuid and u.status = 'active' and u.deleted_at is null) as theirs,
      exists (select 1 from users u join roles r on r.id = u.role_id and r.key = ${OWNER} where u.id = ${inNameOf}::uuid) as owner`);
  if (!row || row.rights === null) return "rights";
  const rights = readRights(row.rights);
  if (inNameOf !== null) {
    if (row.theirs === null) return "person";
    // Owners give every role.
    if (!row.owner && exceeding(rights, readRights(row.theirs), ctx.catalogue) !== undefined) return "rights";
  }
  return { kind: "user", userId: inNameOf, roleId: role, rights, teamIds: row.teams };
}

/** The same place seen with the reader's rights. */
export const readingAs = (ctx: Context, actor: Actor): Context =>
  differing(ctx, (each) => ({ ...each, actor, via: "system" }));
