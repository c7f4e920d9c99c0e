/** A record as JSON in SQL: fields the viewer may see, related records by name, children and includes. */
import { sql } from "#model/sql.ts";
import { parentField, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import { SYSTEM_FIELDS } from "#model/object.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { fieldAccess, scopeOf } from "../access/rights.ts";
import { rowCondition } from "../access/record-rights.ts";
import type { Marks } from "../events/reading.ts";
import { linkTable } from "../schema/desired.ts";
import { columnOf } from "./column-of.ts";
import { faceOf, fromObject, usesStatistics } from "./columns.ts";
import { titleOf } from "./title.ts";

export interface Selection {
  /** Names of the fields wanted; undefined: all. */
  fields?: readonly string[] | undefined;
  /** Relations to be given whole, children too. */
  include?: readonly string[] | undefined;
  /** Children are given without being asked for: single records. */
  withChildren?: boolean;
}

/** Fields of the selection that the viewer may see. @throws InvalidInput naming a field that does not exist for the viewer. */
export function selectedFields(ctx: Context, object: CatalogueObject, selection: Selection): CatalogueField[] {
  const visible = (field: CatalogueField) => fieldAccess(ctx.actor, object, field) !== "hidden";
  for (const [place, names] of [
    ["fields", selection.fields],
    ["include", selection.include],
  ] as const) {
    for (const name of names ?? []) {
      const field = object.fields.get(name);
      const known = (field && visible(field)) || (place === "fields" && (name === "id" || name === "version"));
      if (!known) throw new InvalidInput([{ path: place, message: `${object.name} has no field "${name}"` }]);
    }
  }
  return [...object.fields.values()].filter((field) => {
    if (!visible(field)) return false;
    const included = selection.include?.includes(field.name) ?? false;
    if (field.type.storage === "children")
      return (
        included ||
        selection.fields?.includes(field.name) ||
        (selection.withChildren === true && selection.fields === undefined)
      );
    return selection.fields === undefined || selection.fields.includes(field.name) || included;
  });
}

/** `from` of the record's rows, statistics joined only where a field needs them. */
export function recordFrom(
  object: CatalogueObject,
  alias: string,
  fields: CatalogueField[],
  alsoStatistics = false,
): Sql {
  return fromObject(object, alias, alsoStatistics || usesStatistics(fields));
}

/** The JSON of the row with that alias. Keys in the order of the definition. */
export function recordJson(
  ctx: Context,
  object: CatalogueObject,
  alias: string,
  fields: CatalogueField[],
  include: readonly string[] = [],
  trash = false,
): Sql {
  const row = (name: string) => sql.ref(`${alias}.${name}`);
  const parts = [sql`${row("id")}`, sql`${row("version")}`];
  for (const field of fields)
    parts.push(sql`${readField(ctx, object, field, alias, include.includes(field.name))} as ${sql.id(field.name)}`);
  if (!object.fields.has("title")) parts.push(sql`${titleOf(ctx, object, alias)} as title`);
  if (trash) parts.push(sql`${row("deleted_at")} as "deletedAt"`);
  return sql`(select to_json(r) from (select ${sql.join(parts)}) as r)`;
}

function readField(ctx: Context, object: CatalogueObject, field: CatalogueField, alias: string, whole: boolean): Sql {
  const column = columnOf(ctx, alias, field);
  if (!field.target) return faceOf(field).read(column, field.definition);
  const target = ctx.catalogue.object(field.target);
  const hop = `${alias}r`;
  const seen = sql`${sql.ref(`${hop}.deleted_at`)} is null and ${rowCondition(ctx, target, hop)}`;
  const inner = fieldsWithin(ctx, field, whole);
  const value = inner ? recordJson(ctx, target, hop, inner) : summary(ctx, target, hop);
  if (field.type.storage === "columns") {
    return sql`(select ${value} from ${targetFrom(target, hop, whole)} where ${sql.ref(`${hop}.id`)} = ${column("_id")} and ${seen})`;
  }
  if (field.type.storage === "children") return childrenJson(ctx, target, alias, inner);
  return sql`(select coalesce(json_agg(${value} order by l.position), '[]') from ${sql.id(linkTable(object, field))} as l
    join ${targetFrom(target, hop, whole)} on ${sql.ref(`${hop}.id`)} = l.to_id where l.from_id = ${sql.ref(`${alias}.id`)} and ${seen})`;
}

/** A related record by name: `{ id, title }`. */
export function summary(ctx: Context, target: CatalogueObject, alias: string): Sql {
  return sql`json_build_object('id', ${sql.ref(`${alias}.id`)}, 'title', ${titleOf(ctx, target, alias)})`;
}

/** Who did something, by name, as text; null where the viewer may not see users. Who has left is named too. */
export function userSummary(ctx: Context, id: Sql): Sql {
  const users = ctx.catalogue.object(SYSTEM_FIELDS["createdBy"]!.type);
  return sql`(select ${summary(ctx, users, "u")}::text from ${sql.id(users.table)} as u where u.id = ${id} and ${rowCondition(ctx, users, "u")})`;
}

function targetFrom(target: CatalogueObject, alias: string, whole: boolean): Sql {
  return fromObject(target, alias, whole);
}

/** Fields of the records that a field gives with it: lines, and what was asked for whole. Undefined where only names are given. */
function fieldsWithin(ctx: Context, field: CatalogueField, whole: boolean): CatalogueField[] | undefined {
  if (!field.target) return undefined;
  const target = ctx.catalogue.object(field.target);
  if (field.type.storage !== "children") return whole ? selectedFields(ctx, target, {}) : undefined;
  if (scopeOf(ctx.actor, target, "read") === "none") return undefined;
  const by = parentField(ctx.catalogue, target);
  return selectedFields(ctx, target, {}).filter((each) => each.name !== by.name && each.source !== "system");
}

/** The marked fields in what `recordJson` gives of these fields; undefined where there are none. */
export function markedIn(
  ctx: Context,
  object: CatalogueObject,
  fields: readonly CatalogueField[],
  include: readonly string[] = [],
): Marks | undefined {
  const own = fields.filter((field) => field.definition.sensitive).map((field) => field.name);
  const within = new Map<string, Marks>();
  for (const field of fields) {
    const inner = fieldsWithin(ctx, field, include.includes(field.name));
    const marks = inner && markedIn(ctx, ctx.catalogue.object(field.target!), inner);
    if (marks) within.set(field.name, marks);
  }
  return own.length + within.size === 0 ? undefined : { object: object.name, fields: own, within };
}

/** Lines in their order; they are as open as the record they belong to, unless the role says more of them. */
function childrenJson(ctx: Context, child: CatalogueObject, alias: string, fields: CatalogueField[] | undefined): Sql {
  if (!fields) return sql`'[]'::json`;
  const scope = scopeOf(ctx.actor, child, "read");
  const line = `${alias}c`;
  const by = parentField(ctx.catalogue, child);
  const order = child.fields.has("position") ? sql.ref(`${line}.position`) : sql.ref(`${line}.id`);
  return sql`(select coalesce(json_agg(${recordJson(ctx, child, line, fields)} order by ${order}, ${sql.ref(`${line}.id`)}), '[]')
    from ${fromObject(child, line, usesStatistics(fields))} where ${columnOf(ctx, line, by)("_id")} = ${sql.ref(`${alias}.id`)} and ${sql.ref(`${line}.deleted_at`)} is null${typeof scope === "object" ? sql` and ${rowCondition(ctx, child, line)}` : sql``})`;
}
