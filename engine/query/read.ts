/** One record as finished JSON, or as the values that the door works with. */
import { sql } from "#model/sql.ts";
import { parentField, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import { NotFound } from "#model/errors.ts";
import { isObject, type Json, type JsonObject, type RecordJson } from "#model/json.ts";
import type { Context } from "../context.ts";
import { assertMay } from "../access/rights.ts";
import { rowCondition } from "../access/record-rights.ts";
import { prepared, reading } from "../database/statement.ts";
import { auditReading } from "../events/reading.ts";
import { linkTable } from "../schema/desired.ts";
import { columnOf } from "./column-of.ts";
import { faceOf } from "./columns.ts";
import { remembered } from "./remembered.ts";
import { textAsSeen, withViewed } from "./view-seen.ts";
import { markedIn, recordFrom, recordJson, selectedFields, type Selection } from "./select.ts";

/** @returns the record's JSON text and its version. @throws NotFound also where the viewer may not see it. */
export async function readJson(
  ctx: Context,
  objectName: string,
  id: string,
  wanted: Selection & { trash?: boolean } = {},
): Promise<{ json: string; version: number }> {
  const object = ctx.catalogue.object(objectName);
  const selection = withViewed(object, wanted);
  assertMay(ctx.actor, object, "read");
  const { marks, statement } = remembered(ctx, ["read", objectName, selection], () =>
    readingOf(ctx, object, selection),
  );
  const values = statement.values.with(-1, id);
  const [row] = await ctx.db.query<{ record: string; version: number }>({ ...statement, values });
  if (!row) throw new NotFound(`There is no such ${objectName}`);
  await auditReading(ctx, marks, () => JSON.parse(row.record) as Json);
  return { json: textAsSeen(ctx, object, row.record), version: row.version };
}

/** The statement that reads one record; its id is the last value. */
function readingOf(ctx: Context, object: CatalogueObject, selection: Selection & { trash?: boolean }) {
  const fields = selectedFields(ctx, object, { withChildren: true, ...selection });
  const living = selection.trash ? sql`true` : sql`t.deleted_at is null`;
  const statement = prepared(sql`
    select ${recordJson(ctx, object, "t", fields, selection.include, selection.trash)}::text as record, t.version
    from ${recordFrom(object, "t", fields)} where ${living} and ${rowCondition(ctx, object, "t")} and t.id = ${null}::uuid`);
  return { marks: markedIn(ctx, object, fields, selection.include), statement: { ...statement, onePlan: true } };
}

/** The same, parsed. */
export async function read(
  ctx: Context,
  objectName: string,
  id: string,
  selection: Selection = {},
): Promise<RecordJson> {
  return JSON.parse((await readJson(ctx, objectName, id, selection)).json) as RecordJson;
}

/** A record as rules see it: relations are ids, links are lists of ids, nothing is hidden. */
export type RecordValues = JsonObject & { id: string; version: number };

/** Values of living records (with `trash`: of all) by id, whatever the viewer may see; `lock` keeps others from changing them. */
export async function readValues(
  ctx: Context,
  object: CatalogueObject,
  ids: readonly string[],
  options: { lock?: boolean; trash?: boolean; children?: boolean } = {},
): Promise<Map<string, RecordValues>> {
  const found = new Map<string, RecordValues>();
  if (ids.length === 0) return found;
  const fields = [...object.fields.values()].filter(
    (field) =>
      field.source !== "statistics" &&
      field.source !== "computed" &&
      (options.children === true || field.type.storage !== "children"),
  );
  const parts = [
    sql`t.id`,
    sql`t.version`,
    sql`t.deleted_at as "deletedAt"`,
    ...fields.map((field) => sql`${rawValue(ctx, object, field)} as ${sql.id(field.name)}`),
  ];
  const rows = await ctx.db.query<{ values: string }>(
    reading(sql`
    select (select to_json(r) from (select ${sql.join(parts)}) as r)::text as values
    from ${sql.id(object.table)} as t where t.id = any(${[...ids]}::uuid[]) ${options.trash ? sql`` : sql`and t.deleted_at is null`}
    order by t.id ${options.lock ? sql`for update` : sql``}`),
  );
  for (const row of rows) {
    const values = JSON.parse(row.values) as RecordValues;
    found.set(values.id, values);
  }
  return found;
}

function rawValue(ctx: Context, object: CatalogueObject, field: CatalogueField) {
  const column = columnOf(ctx, "t", field);
  if (!field.target) return faceOf(field).read(column, field.definition);
  if (field.type.storage === "columns") return column("_id");
  if (field.type.storage === "links")
    return sql`(select coalesce(json_agg(l.to_id order by l.position), '[]') from ${sql.id(linkTable(object, field))} as l where l.from_id = t.id)`;
  const child = ctx.catalogue.object(field.target);
  const by = parentField(ctx.catalogue, child);
  const own = [...child.fields.values()].filter(
    (each) => each.source === "own" && each.name !== by.name && each.type.storage === "columns",
  );
  const parts = [
    sql`c.id`,
    ...own.map(
      (each) =>
        sql`${each.target ? columnOf(ctx, "c", each)("_id") : faceOf(each).read(columnOf(ctx, "c", each), each.definition)} as ${sql.id(each.name)}`,
    ),
  ];
  return sql`(select coalesce(json_agg((select to_json(x) from (select ${sql.join(parts)}) as x) order by c.id), '[]')
    from ${sql.id(child.table)} as c where ${columnOf(ctx, "c", by)("_id")} = t.id and c.deleted_at is null)`;
}

/** The id in a relation's value as it was written or read: `"…"`, `{ id: "…" }`. */
export function idOf(value: Json | undefined): string | null {
  if (typeof value === "string") return value;
  return isObject(value) && typeof value["id"] === "string" ? value["id"] : null;
}
