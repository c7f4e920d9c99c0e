/** Finds the records that rows mean: by a key field, or by any way in which people name a record. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { fold } from "#model/folding.ts";
import { columnText, isObject, type Json, type JsonObject } from "#model/json.ts";
import type { Sql } from "#fields/sql-face.ts";
import { rowCondition } from "../../access/record-rights.ts";
import { fieldAccess } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { columnOf } from "../../query/column-of.ts";
import { faceOf, sortSuffixOf } from "../../query/columns.ts";
import { UUID } from "../../records/uuid.ts";

/** The compared form of a row's key; null where the row has none. */
export function keyOf(object: CatalogueObject, key: string | null, data: JsonObject): string | null {
  const field = key === null ? undefined : object.fields.get(key);
  const value = field ? data[field.name] : undefined;
  return field === undefined || value === undefined || value === null ? null : comparedKey(field, value);
}

function comparedKey(field: CatalogueField, value: Json): string {
  if (field.target !== undefined) return columnText(value);
  const entry = Array.isArray(value) ? value[0] : undefined;
  if (isObject(entry)) return columnText(entry["value"] as Json).toLowerCase();
  const columns = field.type.toColumns(value, field.definition);
  return columnText(columns[sortSuffixOf(field)] ?? columns[""] ?? value);
}

export type Found = Map<string, string[]>;

/** Compared key → ids of the records that have it and that the actor may see. */
export async function findByField(
  ctx: Context,
  object: CatalogueObject,
  fieldName: string,
  keys: readonly string[],
  options: { exceptOperation?: string | undefined } = {},
): Promise<Found> {
  if (keys.length === 0) return new Map();
  const field = ctx.catalogue.field(object, fieldName);
  const others =
    options.exceptOperation === undefined
      ? sql`true`
      : sql`(t.operation_id <> ${options.exceptOperation}::uuid) is true`;
  const rows =
    field.type.name === "emails" || field.type.name === "phones"
      ? await byKeys(ctx, object, field, keys, others)
      : await byColumn(ctx, object, field, keys, others);
  const found: Found = new Map();
  for (const { key, id } of rows) found.set(key, [...(found.get(key) ?? []), id]);
  return found;
}

function byColumn(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  keys: readonly string[],
  others: Sql,
): Promise<{ key: string; id: string }[]> {
  const column = columnOf(ctx, "t", field)(sortSuffixOf(field));
  const cast = faceOf(field).columns(field.definition)[sortSuffixOf(field)]?.cast ?? "text";
  return ctx.db.query(sql<{ key: string; id: string }>`
    select ${column}::text as key, t.id from ${sql.id(object.table)} as t
    where ${column} = any(${[...keys]}::${sql.raw(cast)}[]) and t.deleted_at is null and ${others} and ${rowCondition(ctx, object, "t")} order by t.id`);
}

function byKeys(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  keys: readonly string[],
  others: Sql,
): Promise<{ key: string; id: string }[]> {
  const kind = field.type.name === "emails" ? "email" : "phone";
  const written = kind === "phone" ? keys.map((key) => key.replace(/\D/g, "")) : [...keys];
  const asWritten = new Map(written.map((key, index) => [key, keys[index]!]));
  return ctx.db
    .query(sql<{ key: string; id: string }>`
    select distinct k.key, t.id from record_keys as k join ${sql.id(object.table)} as t on t.id = k.record_id
    where k.object = ${object.name} and k.kind = ${kind} and k.key = any(${written}) and t.deleted_at is null and ${others} and ${rowCondition(ctx, object, "t")} order by t.id`)
    .then((rows) => rows.map(({ key, id }) => ({ key: asWritten.get(key) ?? key, id })));
}

/** Notes in the staging table which of its keys records in the trash have: gone through once, for the trash has no index. */
export async function markTrashed(
  ctx: Context,
  object: CatalogueObject,
  fieldName: string,
  staging: string,
): Promise<void> {
  const field = ctx.catalogue.field(object, fieldName);
  const column = columnOf(ctx, "t", field);
  const listed = field.type.name === "emails" || field.type.name === "phones";
  const from = listed
    ? sql`${sql.id(object.table)} as t cross join lateral jsonb_array_elements(case jsonb_typeof(${column("")}) when 'array' then ${column("")} else '[]' end) as entry`
    : sql`${sql.id(object.table)} as t`;
  const key = listed ? sql`lower(entry ->> 'value')` : sql`${column(sortSuffixOf(field))}::text`;
  await ctx.db.query(sql`
    update ${sql.id(staging)} as s set trashed = d.id
    from (select (${key}) collate "C" as key, max(t.id::text)::uuid as id from ${from} where t.deleted_at is not null and ${rowCondition(ctx, object, "t")} group by 1) as d
    where d.key = s.key`);
}

/** Names as people write them → ids: by id, foreign id, number, e-mail, and at last by what the record is called. */
export async function findByNames(ctx: Context, object: CatalogueObject, names: readonly string[]): Promise<Found> {
  const found: Found = new Map();
  const left = new Set(names);
  const take = async (field: CatalogueField, keyOfName: (name: string) => string | undefined): Promise<void> => {
    const keys = new Map<string, string[]>();
    for (const name of left) {
      const key = keyOfName(name);
      if (key !== undefined) keys.set(key, [...(keys.get(key) ?? []), name]);
    }
    for (const [key, ids] of await findByField(ctx, object, field.name, [...keys.keys()])) {
      for (const name of keys.get(key) ?? []) {
        found.set(name, ids);
        left.delete(name);
      }
    }
  };
  await takeIds(ctx, object, left, found);
  // By a field that is hidden from them nobody learns whether a guess was right.
  const open = [...object.fields.values()].filter((field) => fieldAccess(ctx.actor, object, field) !== "hidden");
  for (const field of open) {
    if (field.definition.unique && field.target === undefined && left.size > 0)
      await take(field, (name) => keyFrom(field, name));
  }
  const emails = open.find((field) => field.type.name === "emails");
  if (emails && left.size > 0) await take(emails, (name) => (name.includes("@") ? name.toLowerCase() : undefined));
  for (const title of object.definition.title) {
    const field = open.find(({ name }) => name === title);
    const named = field && ["text", "personName"].includes(field.type.name) && field.definition.unique !== true;
    if (named && left.size > 0) await take(field, (name) => fold(name));
  }
  return found;
}

const keyFrom = (field: CatalogueField, name: string): string =>
  columnText(field.type.toColumns(name, field.definition)[sortSuffixOf(field)] ?? name);

async function takeIds(ctx: Context, object: CatalogueObject, left: Set<string>, found: Found): Promise<void> {
  const ids = [...left].filter((name) => UUID.test(name.toLowerCase()));
  if (ids.length === 0) return;
  const rows = await ctx.db.query<{ id: string }>(
    sql`select t.id from ${sql.id(object.table)} as t where t.id = any(${ids}::uuid[]) and t.deleted_at is null and ${rowCondition(ctx, object, "t")}`,
  );
  for (const { id } of rows) {
    const name = ids.find((each) => each.toLowerCase() === id)!;
    found.set(name, [id]);
    left.delete(name);
  }
}
