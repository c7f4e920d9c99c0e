/** A record belongs to the team of its owner, where nothing else is said. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";
import { defineRules } from "#engine/records/rules.ts";

const wantsTeam = (change: Change): boolean => {
  if (typeof change.value("owner") !== "string") return false;
  return change.kind === "create"
    ? change.value("team") === null
    : change.changes("owner") && !("team" in change.patch);
};

async function setTeams(ctx: Context, changes: readonly Change[]): Promise<void> {
  if (changes[0]?.object.definition.ownership.by !== "owner") return;
  const concerned = changes.filter(wantsTeam);
  if (concerned.length === 0) return;
  const owners = [...new Set(concerned.map((change) => change.value("owner") as string))];
  const rows = await ctx.db.query(sql<{ user: string; team: string }>`
    select distinct on (l.from_id) l.from_id as user, l.to_id as team from user_teams l join teams t on t.id = l.to_id and t.deleted_at is null
    where l.from_id = any(${owners}::uuid[]) order by l.from_id, l.position`);
  const teamOf = new Map(rows.map((row) => [row.user, row.team]));
  for (const change of concerned) change.set("team", teamOf.get(change.value("owner") as string) ?? null);
}

export const teamOfOwnerRules = defineRules("*", { on: ["create", "update"], before: setTeams });
