/** A record belongs to the team of its owner, where nothing else is said. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { reading } from "#engine/database/statement.ts";
import type { Change } from "#engine/records/change.ts";
import { defineRules } from "#engine/records/rules.ts";

const wantsTeam = (change: Change): boolean => {
  if (typeof change.value("owner") !== "string") return false;
  return change.kind === "create"
    ? change.value("team") === null
    : change.changes("owner") && !("team" in change.patch);
};

type Teams = Map<string, string | undefined>;

/** Answers that hang on a transaction, and on an actor for themselves: one whose teams have changed is another object. */
const kept = new WeakMap<object, Teams>();

/** Owner → their first team. */
async function teamsOf(ctx: Context, owners: readonly string[]): Promise<Teams> {
  const mine = owners.length === 1 && owners[0] === ctx.actor.userId;
  const places = [ctx.db.open?.memory, mine ? ctx.actor : undefined].filter((place) => place !== undefined);
  const known = places.map((place) => kept.get(place)).find((teams) => teams && owners.every((id) => teams.has(id)));
  if (known) return known;
  const rows = await ctx.db.query<{ user: string; team: string }>(
    reading(sql`
    select distinct on (l.from_id) l.from_id as user, l.to_id as team from user_teams l join teams t on t.id = l.to_id and t.deleted_at is null
    where l.from_id = any(${[...owners]}::uuid[]) order by l.from_id, l.position`),
  );
  const teams: Teams = new Map(owners.map((id) => [id, undefined]));
  for (const { user, team } of rows) teams.set(user, team);
  for (const place of places) kept.set(place, teams);
  return teams;
}

async function setTeams(ctx: Context, changes: readonly Change[]): Promise<void> {
  if (changes[0]?.object.definition.ownership.by !== "owner") return;
  const concerned = changes.filter(wantsTeam);
  if (concerned.length === 0) return;
  const owners = [...new Set(concerned.map((change) => change.value("owner") as string))];
  const teamOf = await teamsOf(ctx, owners);
  for (const change of concerned) change.set("team", teamOf.get(change.value("owner") as string) ?? null);
}

export const teamOfOwnerRules = defineRules("*", { on: ["create", "update"], before: setTeams });
