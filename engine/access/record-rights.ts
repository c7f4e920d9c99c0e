/** Rights on records as SQL: a set of branches, each of which an index can serve in the list's order. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Json } from "#model/json.ts";
import type { Filter } from "#model/filter.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { FilterCompiler } from "../query/filter-compiler.ts";
import { filterUsesStatistics, statisticsAlias } from "../query/columns.ts";
import { fieldAccess, scopeOf, type Action } from "./rights.ts";

/** What lets an actor reach a row: being its owner, a team, a condition of the role, the record it belongs to, one that points at it. */
export type Reason = "own" | "team" | "filter" | "parent" | "pointing";

/** A condition on the row with that table alias, and what it stands for. */
export interface RowCondition {
  (alias: string): Sql;
  why?: Reason;
}

const because = (why: Reason, condition: (alias: string) => Sql): RowCondition => Object.assign(condition, { why });

/** `all`: no condition. Else the branches exclude one another, and a row is visible where one of them holds. */
export type RowRights = { all: true } | { all: false; branches: RowCondition[] };

const ALL: RowRights = { all: true };
const NONE: RowRights = { all: false, branches: [] };
const MAX_TEAM_BRANCHES = 8;

/** Which rows of the object the actor reaches with the action. */
export function rowRights(ctx: Context, object: CatalogueObject, action: Action = "read"): RowRights {
  const scope = scopeOf(ctx.actor, object, action);
  if (scope === "none") return NONE;
  const { ownership } = object.definition;
  const around = ownership.by === "parent" ? parentRights(ctx, object, ownership.field, action) : ALL;
  if (typeof scope === "object") {
    const within = because("filter", (alias) => picked(ctx, object, scope.filter, alias));
    const branches = around.all ? [within] : around.branches.map((branch) => bothOf(within, branch));
    return { all: false, branches };
  }
  if (ownership.by === "parent") return around;
  if (scope === "all" || ownership.by === "none") return ALL;
  const own = ownerBranches(ctx, scope);
  if (!object.definition.readByRelation || action !== "read") return { all: false, branches: own };
  return {
    all: false,
    branches: [
      because("pointing", (alias) => anyOf([...own.map((branch) => branch(alias)), ...holding(ctx, object, alias)])),
    ],
  };
}

/** Does the actor reach a record with the action for being its owner, whatever else it says? */
export function reachesOwn(ctx: Context, object: CatalogueObject, action: Action, owner: Json | undefined): boolean {
  const scope = scopeOf(ctx.actor, object, action);
  const byOwner = (scope === "own" || scope === "team") && object.definition.ownership.by === "owner";
  return byOwner && ctx.actor.userId !== null && owner === ctx.actor.userId;
}

const bothOf = (one: RowCondition, other: RowCondition): RowCondition =>
  because("filter", (alias) => sql`(${one(alias)} and ${other(alias)})`);

/** Rights hold wherever the row stands, so they bring the statistics they ask of with them. */
function picked(ctx: Context, object: CatalogueObject, filter: Filter, alias: string): Sql {
  const condition = new FilterCompiler(ctx, undefined, alias).compile(object, filter, alias);
  if (!filterUsesStatistics(object, filter)) return condition;
  const beside = statisticsAlias(alias);
  return sql`exists (select 1 from ${sql.id(object.statisticsTable!)} as ${sql.id(beside)}
    where ${sql.ref(`${beside}.id`)} = ${sql.ref(`${alias}.id`)} and ${condition})`;
}

/** The same as one condition, for reading single records and hops. */
export function rowCondition(ctx: Context, object: CatalogueObject, alias: string, action: Action = "read"): Sql {
  const rights = rowRights(ctx, object, action);
  if (rights.all) return sql`true`;
  if (rights.branches.length === 0) return sql`false`;
  return sql`(${sql.join(
    rights.branches.map((branch) => branch(alias)),
    sql` or `,
  )})`;
}

function ownerBranches(ctx: Context, scope: "own" | "team"): RowCondition[] {
  const { userId, teamIds } = ctx.actor;
  const own: RowCondition[] =
    userId === null ? [] : [because("own", (alias) => sql`${sql.ref(`${alias}.owner_id`)} = ${userId}::uuid`)];
  if (scope === "own" || teamIds.length === 0) return own;
  const others = (alias: string) =>
    userId === null ? sql`true` : sql`${sql.ref(`${alias}.owner_id`)} is distinct from ${userId}::uuid`;
  const team = (condition: (alias: string) => Sql): RowCondition =>
    because("team", (alias) => sql`(${condition(alias)} and ${others(alias)})`);
  if (teamIds.length > MAX_TEAM_BRANCHES)
    return [...own, team((alias) => sql`${sql.ref(`${alias}.team_id`)} = any(${teamIds}::uuid[])`)];
  return [...own, ...teamIds.map((id) => team((alias) => sql`${sql.ref(`${alias}.team_id`)} = ${id}::uuid`))];
}

const anyOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;

/** Records that point at the row and that the viewer may read. */
function holding(ctx: Context, object: CatalogueObject, alias: string): Sql[] {
  const hop = `${alias}w`;
  return [...object.inverse.values()].flatMap(({ object: name, field }) => {
    const holder = ctx.catalogue.object(name);
    const pointing = holder.fields.get(field)!;
    if (scopeOf(ctx.actor, holder, "read") === "none" || fieldAccess(ctx.actor, holder, pointing) === "hidden")
      return [];
    return [
      sql`exists (select 1 from ${sql.id(holder.table)} as ${sql.id(hop)} where ${sql.ref(`${hop}.${pointing.column}_id`)} = ${sql.ref(`${alias}.id`)}
        and ${sql.ref(`${hop}.deleted_at`)} is null and ${rowCondition(ctx, holder, hop)})`,
    ];
  });
}

/** A line, a file, an item of the timeline is as open as the record it belongs to. */
function parentRights(ctx: Context, object: CatalogueObject, fieldName: string, action: Action): RowRights {
  const field = object.fields.get(fieldName)!;
  const parent = ctx.catalogue.object(field.target!);
  const rights = rowRights(ctx, parent, action === "read" || action === "export" ? action : "update");
  if (rights.all) return ALL;
  return {
    all: false,
    branches: [
      because("parent", (alias) => {
        const hop = `${alias}p`;
        const reached =
          rights.branches.length === 0
            ? sql`false`
            : sql`(${sql.join(
                rights.branches.map((branch) => branch(hop)),
                sql` or `,
              )})`;
        return sql`exists (select 1 from ${sql.id(parent.table)} as ${sql.id(hop)} where ${sql.ref(`${hop}.id`)} = ${sql.ref(`${alias}.${field.column}_id`)} and ${reached})`;
      }),
    ],
  };
}
