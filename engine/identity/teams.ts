/** Whose records a person's teams reach: the teams one is in, and all beneath them. */
import { sql } from "#model/sql.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { mayUse } from "../access/rights.ts";
import { defineRules, type Rule } from "../records/rules.ts";

/** As an array of ids. A team in the trash reaches nothing, nor is anything reached through it. `union` also ends where a loop stands. */
export const teamIdsOf = (userId: Sql): Sql<unknown> => sql`array(
  with recursive reached(id) as (
    select t.id from user_teams l join teams t on t.id = l.to_id and t.deleted_at is null where l.from_id = ${userId}
    union select t.id from reached r join teams t on t.parent_id = r.id and t.deleted_at is null)
  select id from reached order by id)`;

/** Id → ids of the teams above. */
type Above = Map<string, Set<string>>;

/** Those in the trash too: a restore must not close a loop. Locked, so that two people cannot close one together. */
async function parentsOf(ctx: Context): Promise<Above> {
  await ctx.db.query(sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.workspace.id} teams`}, 0))`);
  const rows = await ctx.db.query(
    sql<{ id: string; parent: string }>`select id, parent_id as parent from teams where parent_id is not null`,
  );
  return new Map(rows.map((row) => [row.id, new Set([row.parent])]));
}

/** Above whom a team stands decides who sees what: that is for those who decide it of people. */
const placedByAdministrators: Rule = {
  on: ["create", "update"],
  before: (ctx, changes) => {
    if (mayUse(ctx.actor, "users")) return;
    for (const change of changes)
      if (change.changes("parent") && (change.before !== null || change.value("parent") !== null))
        change.refuse("parent", 'needs the right "users"', "server.teamPlace");
  },
};

function reaches(above: Above, from: string, to: string, met = new Set<string>()): boolean {
  if (from === to) return true;
  if (met.has(from)) return false;
  met.add(from);
  return [...(above.get(from) ?? [])].some((next) => reaches(above, next, to, met));
}

/** What stands counts beside what shall stand: any other change of the set may yet be refused. */
const noLoops: Rule = {
  on: ["create", "update"],
  before: async (ctx, changes) => {
    const moved = changes.filter((change) => change.changes("parent") && change.value("parent") !== null);
    if (moved.length === 0) return;
    const above = await parentsOf(ctx);
    for (const change of moved) {
      const parent = change.value("parent") as string;
      if (reaches(above, parent, change.id))
        change.refuse("parent", "is the team itself, or stands beneath it", "server.teamLoop");
      else above.set(change.id, (above.get(change.id) ?? new Set()).add(parent));
    }
  },
};

export const teamRules = defineRules("team", placedByAdministrators, noLoops);
