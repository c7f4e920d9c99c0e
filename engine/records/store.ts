/** Writes sets of changes as rows: one statement for a thousand records, whatever the object. */
import { sql } from "#model/sql.ts";
import { prepared } from "../database/statement.ts";
import { type Column, recordset } from "../database/write-set.ts";
import { copies, copyingClient, copyLines, copyRows, FEW, line } from "./copy.ts";
import { parentField, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import { faceOf } from "../query/columns.ts";
import { linkTable } from "../schema/desired.ts";
import { isSearchable, keyedFields, searchVector, touchesSearch } from "../search/lexemes.ts";
import { keepWords } from "../search/lexicon.ts";
import { rollUpsBegin } from "../rollup/rollups.ts";
import type { Change } from "./change.ts";

/** Columns that a field stands in. */
function storedColumns(field: CatalogueField): Column[] {
  return Object.entries(faceOf(field).columns(field.definition)).map(([suffix, column]) => ({
    name: `${field.column}${suffix}`,
    cast: column.cast,
  }));
}

function stored(object: CatalogueObject): CatalogueField[] {
  return [...object.fields.values()].filter(
    (field) =>
      field.type.storage === "columns" &&
      (field.source === "own" || field.source === "owner" || field.computed?.rollUp !== undefined),
  );
}

/** The row's columns for some fields; a relation's value is its id. */
function rowOf(values: JsonObject, fields: readonly CatalogueField[]): Record<string, Json> {
  const row: Record<string, Json> = {};
  for (const field of fields) {
    const value = values[field.name] ?? null;
    if (field.target) row[`${field.column}_id`] = value;
    else
      for (const [suffix, part] of Object.entries(field.type.toColumns(value, field.definition)))
        row[`${field.column}${suffix}`] = part;
  }
  return row;
}

const SYSTEM: Column[] = [
  { name: "id", cast: "uuid" },
  { name: "created_at", cast: "timestamptz(3)" },
  { name: "updated_at", cast: "timestamptz(3)" },
  { name: "created_by_id", cast: "uuid" },
  { name: "updated_by_id", cast: "uuid" },
  { name: "operation_id", cast: "uuid" },
];

/** The lexemes that the record is found by; written with the row, in the same statement. */
const SEARCH: Column = { name: "search", cast: "tsvector" };

/** The same columns as text for COPY, without the id. */
const systemText = (system: Record<string, string | null>): string =>
  SYSTEM.slice(1)
    .map(({ name }) => system[name] ?? "\\N")
    .join("\t");

/** A new record as it is stored. */
export interface NewRecord {
  id: string;
  values: JsonObject;
  /** What its statistics begin with. */
  statistics?: JsonObject;
}

/** Inserts the rows of new records, with their statistics rows. */
export async function insertRows(ctx: Context, object: CatalogueObject, asked: readonly NewRecord[]): Promise<void> {
  if (asked.length === 0) return;
  const beginning = rollUpsBegin(ctx, object);
  const records = beginning
    ? asked.map((record) => ({ ...record, values: { ...record.values, ...beginning } }))
    : asked;
  const { fields, columns, searchable } = shapeOf(object);
  const now = ctx.now().toISOString();
  const { userId } = ctx.actor;
  const system = {
    created_at: now,
    updated_at: now,
    created_by_id: userId,
    updated_by_id: userId,
    operation_id: ctx.operationId,
  };
  const search = searchable ? (values: JsonObject) => searchVector(object, (name) => values[name] ?? null) : undefined;
  const client = copies(columns) ? await copyingClient(ctx, records.length) : undefined;
  if (client) await copyRows(client, object.table, columns, systemText(system), fields, records, search);
  else {
    const rows = records.map(({ id, values }) => ({
      id,
      ...system,
      ...rowOf(values, fields),
      ...(search ? { search: search(values) } : {}),
    }));
    await ctx.db.write({ into: object.table, columns, rows });
  }
  await keepWords(
    ctx,
    object,
    records.map((record) => record.values),
  );
  await insertStatistics(ctx, object, records);
}

async function insertStatistics(ctx: Context, object: CatalogueObject, records: readonly NewRecord[]): Promise<void> {
  if (!object.statisticsTable) return;
  const { figures, figureColumns: columns } = shapeOf(object);
  const now = ctx.now().toISOString();
  const rows = records.map(({ id, statistics }) =>
    statistics ? { id, refreshed_at: now, ...rowOf(statistics, figures) } : { id },
  );
  await ctx.db.write({ into: object.statisticsTable, columns, rows });
}

interface Shape {
  fields: CatalogueField[];
  columns: Column[];
  searchable: boolean;
  figures: CatalogueField[];
  figureColumns: Column[];
}

const shapes = new WeakMap<CatalogueObject, Shape>();

/** What the rows of an object consist of; worked out once. */
function shapeOf(object: CatalogueObject): Shape {
  let shape = shapes.get(object);
  if (shape) return shape;
  const fields = stored(object);
  const searchable = isSearchable(object);
  const columns = [...SYSTEM, ...fields.flatMap(storedColumns), ...(searchable ? [SEARCH] : [])];
  const figures = [...object.fields.values()].filter((field) => field.source === "statistics");
  const figureColumns = [...STATISTICS, ...figures.flatMap(storedColumns)];
  shapes.set(object, (shape = { fields, columns, searchable, figures, figureColumns }));
  return shape;
}

const STATISTICS: Column[] = [
  { name: "id", cast: "uuid" },
  { name: "refreshed_at", cast: "timestamptz(3)" },
];

/** Updates the touched columns only; changes that touch the same fields share a statement. */
export async function updateRows(ctx: Context, object: CatalogueObject, changes: readonly Change[]): Promise<void> {
  const groups = Map.groupBy(changes, (change) => Object.keys(change.patch).sort().join(","));
  for (const group of groups.values()) {
    const fields = shapeOf(object).fields.filter((field) => field.name in group[0]!.patch);
    const refound = touchesSearch(object, Object.keys(group[0]!.patch));
    const columns = [...fields.flatMap(storedColumns), ...(refound ? [SEARCH] : [])];
    const rows = group.map((change) => ({
      id: change.id,
      ...rowOf(change.patch, fields),
      ...(refound ? { search: searchVector(object, (name) => change.value(name)) } : {}),
    }));
    const sets = columns.map((column) => sql`${sql.id(column.name)} = r.${sql.id(column.name)}`);
    const change = sql`update ${sql.id(object.table)} as t set ${sql.join([...sets, ...touched(ctx)])}
      from ${recordset(rows, [{ name: "id", cast: "uuid" }, ...columns])} where t.id = r.id`;
    if (rows.length > FEW) await ctx.db.query(prepared(change));
    else await ctx.db.write(change);
    if (refound)
      await keepWords(
        ctx,
        object,
        group.map((change) => change.patch),
      );
  }
}

function touched(ctx: Context) {
  return [
    sql`version = t.version + 1`,
    sql`updated_at = ${ctx.now().toISOString()}::timestamptz`,
    sql`updated_by_id = ${ctx.actor.userId}::uuid`,
    sql`operation_id = ${ctx.operationId}::uuid`,
  ];
}

/** To the trash, or back. */
export async function setDeleted(
  ctx: Context,
  object: CatalogueObject,
  ids: readonly string[],
  deleted: boolean,
): Promise<void> {
  const at = deleted ? sql`${ctx.now().toISOString()}::timestamptz` : sql`null`;
  await ctx.db.write(
    sql`update ${sql.id(object.table)} as t set ${sql.join([sql`deleted_at = ${at}`, ...touched(ctx)])} where t.id = any(${[...ids]}::uuid[])`,
  );
}

/** Replaces the lines of records as a whole. */
export async function replaceChildren(ctx: Context, changes: readonly Change[]): Promise<void> {
  const object = changes[0]?.object;
  for (const field of object?.fields.values() ?? []) {
    if (field.type.storage !== "children") continue;
    const concerned = changes.filter((change) => Array.isArray(change.patch[field.name]));
    const child = ctx.catalogue.object(field.target!);
    const by = parentField(ctx.catalogue, child);
    const former = concerned.filter((change) => change.kind === "update").map((change) => change.id);
    if (former.length > 0) {
      await ctx.db.write(
        sql`delete from ${sql.id(child.table)} where ${sql.id(`${by.column}_id`)} = any(${former}::uuid[])`,
      );
      ctx.db.open?.writes.split();
    }
    const lines = concerned.flatMap((change) =>
      (change.patch[field.name] as JsonObject[]).map((values) => ({
        id: values["id"] as string,
        values: { ...values, [by.name]: change.id },
      })),
    );
    for (let from = 0; from < lines.length; from += CHILDREN_AT_ONCE)
      await insertRows(ctx, child, lines.slice(from, from + CHILDREN_AT_ONCE));
  }
}

const CHILDREN_AT_ONCE = 5000;

/** Replaces the links of records to many. */
export async function replaceLinks(ctx: Context, changes: readonly Change[]): Promise<void> {
  const object = changes[0]?.object;
  for (const field of object?.fields.values() ?? []) {
    if (field.type.storage !== "links") continue;
    const concerned = changes.filter((change) => Array.isArray(change.patch[field.name]));
    const name = linkTable(object!, field);
    const table = sql.id(name);
    const former = concerned.filter((change) => change.kind === "update").map((change) => change.id);
    if (former.length > 0) {
      await ctx.db.write(sql`delete from ${table} where from_id = any(${former}::uuid[])`);
      ctx.db.open?.writes.split();
    }
    const rows = concerned.flatMap((change) =>
      (change.patch[field.name] as string[]).map((to, position) => ({ from_id: change.id, to_id: to, position })),
    );
    if (rows.length === 0) continue;
    await ctx.db.write({ into: name, columns: LINK, rows, ending: sql`on conflict do nothing` });
  }
}

const LINK: Column[] = [
  { name: "from_id", cast: "uuid" },
  { name: "to_id", cast: "uuid" },
  { name: "position", cast: "integer" },
];

/** The kinds of key that only search asks for: they stand in the row's lexemes. */
const SEARCHED_ONLY = new Set(["word", "name"]);

/** Keys that identify the records: numbers, e-mails, phones, ids of other systems. */
export async function replaceKeys(ctx: Context, object: CatalogueObject, changes: readonly Change[]): Promise<void> {
  const keyed = keyedFields(object).map(({ field }) => field);
  const names = new Set(keyed.map((field) => field.name));
  const concerned = changes.filter(
    (change) => change.kind === "create" || Object.keys(change.patch).some((name) => names.has(name)),
  );
  const former = concerned.filter((change) => change.kind === "update");
  for (const group of Map.groupBy(former, (change) =>
    Object.keys(change.patch)
      .filter((name) => names.has(name))
      .sort()
      .join(","),
  ).values()) {
    const fields = Object.keys(group[0]!.patch).filter((name) => names.has(name));
    await ctx.db.write(
      sql`delete from record_keys where record_id = any(${group.map((change) => change.id)}::uuid[]) and field = any(${fields})`,
    );
  }
  const rows = concerned.flatMap((change) =>
    keyed
      .filter((field) => change.patch[field.name] !== null && field.name in change.patch)
      .flatMap((field) =>
        field.type.keys!(change.patch[field.name]!, field.definition)
          .filter(({ kind }) => !SEARCHED_ONLY.has(kind))
          .map(({ kind, key }) => ({ object: object.name, kind, key, record_id: change.id, field: field.name })),
      ),
  );
  if (rows.length === 0) return;
  const client = await copyingClient(ctx, rows.length);
  if (!client) return ctx.db.write({ into: "record_keys", columns: KEY, rows });
  const columns = KEY.map(({ name }) => name);
  await copyLines(
    client,
    "record_keys",
    columns,
    rows.map((row) => line([row.object, row.kind, row.key, row.record_id, row.field])),
  );
}

const KEY: Column[] = ["object", "kind", "key", "record_id", "field"].map((name) => ({
  name,
  cast: name === "record_id" ? "uuid" : "text",
}));

/** Records in the trash are not identified by their keys. */
export async function dropKeys(ctx: Context, ids: readonly string[]): Promise<void> {
  await ctx.db.write(sql`delete from record_keys where record_id = any(${[...ids]}::uuid[])`);
}
