/** Why a person can or cannot see, change and delete a record, and which of its fields they do not see: asked of the very conditions that decide. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Filter } from "#model/filter.ts";
import { idOf, read } from "../query/read.ts";
import type { Context } from "../context.ts";
import { actingAs, actorOf } from "../identity/on-behalf.ts";
import { titlesOf } from "../query/titles.ts";
import { rowRights, type Reason } from "./record-rights.ts";
import { fieldAccess, objectRights, scopeOf } from "./rights.ts";

const ACTIONS = ["read", "update", "delete"] as const;

export interface Explained {
  action: (typeof ACTIONS)[number];
  allowed: boolean;
  /** How far the role reaches with the action. */
  scope: "none" | "own" | "team" | "all" | "filter";
  /** The condition, where the role has one. */
  filter: Filter | null;
  /** What it is about this record that lets the person; null where everything is allowed, or nothing. */
  because: Reason | null;
}

export interface Explanation {
  person: { id: string; title: string | null };
  role: { id: string; title: string | null };
  /** What decides: the role, a capability whatever roles say, or that it is somebody's own or shared. */
  by: "role" | "capability" | "sharing";
  capability: string | null;
  owner: { id: string; title: string | null } | null;
  team: { id: string; title: string | null } | null;
  /** From a team of the person down to that of the record; empty where no team leads there. */
  path: { id: string; title: string }[];
  actions: Explained[];
  fields: { field: string; access: "hidden" | "read"; because: "role" | "system" | "computed" }[];
}

/**
 * @param userId the person asked about
 * @throws NotFound where the asker may not see the record; Forbidden where the person may not work here
 */
export async function explainAccess(ctx: Context, name: string, id: string, userId: string): Promise<Explanation> {
  const object = ctx.catalogue.object(name);
  const record = await read(ctx, name, id);
  const actor = await actorOf(ctx, { kind: "user", userId, roleId: null });
  const theirs = actingAs(ctx, actor, ctx.via, ctx.operationId);
  const owner = idOf(record["owner"]);
  const team = idOf(record["team"]);
  const people = await titlesOf(ctx, "user", [userId, ...(owner ? [owner] : [])]);
  const roles = await titlesOf(ctx, "role", [actor.roleId!]);
  const teams = team ? await titlesOf(ctx, "team", [team]) : new Map<string, string | null>();
  const { governedBy, shared } = object.definition;
  return {
    person: { id: userId, title: people.get(userId) ?? null },
    role: { id: actor.roleId!, title: roles.get(actor.roleId!) ?? null },
    by: governedBy ? "capability" : shared ? "sharing" : "role",
    capability: governedBy ?? null,
    owner: owner ? { id: owner, title: people.get(owner) ?? null } : null,
    team: team ? { id: team, title: teams.get(team) ?? null } : null,
    path: team ? await pathTo(ctx, userId, team) : [],
    actions: await Promise.all(ACTIONS.map((action) => explained(theirs, object, id, action))),
    fields: [...object.fields.values()].flatMap((field) => fieldExplained(theirs, object, field)),
  };
}

async function explained(
  theirs: Context,
  object: CatalogueObject,
  id: string,
  action: Explained["action"],
): Promise<Explained> {
  const scope = scopeOf(theirs.actor, object, action);
  const said = typeof scope === "object" ? { scope: "filter" as const, filter: scope.filter } : { scope, filter: null };
  const rights = rowRights(theirs, object, action);
  if (rights.all) return { action, allowed: true, ...said, because: null };
  if (rights.branches.length === 0) return { action, allowed: false, ...said, because: null };
  const [row] = await theirs.db.query(sql<{ holds: boolean[] }>`
    select array[${sql.join(rights.branches.map((branch) => sql`coalesce(${branch("t")}, false)`))}] as holds
    from ${sql.id(object.table)} as t where t.id = ${id}::uuid`);
  const place = row!.holds.indexOf(true);
  return { action, allowed: place >= 0, ...said, because: place < 0 ? null : (rights.branches[place]!.why ?? null) };
}

function fieldExplained(theirs: Context, object: CatalogueObject, field: CatalogueField): Explanation["fields"] {
  const access = fieldAccess(theirs.actor, object, field);
  const said = objectRights(theirs.actor, object).fields?.[field.name];
  if (access === "hidden") {
    const because = said === "hidden" ? "role" : field.definition.secret ? "system" : "computed";
    return [{ field: field.name, access, because }];
  }
  return access === "read" && said === "read" ? [{ field: field.name, access, because: "role" }] : [];
}

/** The teams on the way up from the record's until one that the person is in. */
async function pathTo(ctx: Context, userId: string, teamId: string): Promise<{ id: string; title: string }[]> {
  const rows = await ctx.db.query(sql<{ id: string; title: string; mine: boolean }>`
    with recursive up(id, name, parent_id, depth) as (
      select id, name, parent_id, 0 from teams where id = ${teamId}::uuid and deleted_at is null
      union all select t.id, t.name, t.parent_id, u.depth + 1 from up u join teams t on t.id = u.parent_id and t.deleted_at is null where u.depth < 50)
    select id, name as title, exists (select 1 from user_teams l where l.from_id = ${userId}::uuid and l.to_id = up.id) as mine from up order by depth`);
  const end = rows.findIndex((row) => row.mine);
  return end < 0
    ? []
    : rows
        .slice(0, end + 1)
        .map(({ id, title }) => ({ id, title }))
        .toReversed();
}
