/** The tables of a workspace as PostgreSQL knows them, so that what is added later is in the archive by itself. */
import { sql, type Sql } from "#model/sql.ts";
import { NotFound } from "#model/errors.ts";
import type { Context } from "../../context.ts";
import { SPARE_NAME } from "../../schema/spares.ts";
import { SHAPE_TABLES } from "../../workspace/custom/stored.ts";
import { faceOf } from "../../query/columns.ts";
import type { Head } from "./shape.ts";

export interface ArchivedTable {
  name: string;
  columns: string[];
  /** Names of the columns that order the rows; none where the table has no key. */
  key: string[];
}

/** How far its jobs are is a matter of the installation: only those that have ended are history. */
const ONLY: Record<string, Sql> = { job_runs: sql`status not in ('queued', 'running')` };

/** Derived from the objects and fields that the company made itself, or of this installation alone: what it still has to send, and by which secrets. */
const DERIVED = ["migrations", "custom_schema", "webhook_secrets", "webhook_places", "webhook_deliveries"];

/**
 * Lasting tables in an order in which they can be filled: those that others are shaped by or hold on to without delay come first.
 * Left out: the list of migrations, staging tables, columns that PostgreSQL computes or that count its transactions, secrets.
 */
export async function archivedTables(ctx: Context): Promise<ArchivedTable[]> {
  const rows = await ctx.db.query(sql<{ name: string; columns: string; key: string; needs: string }>`
    select c.relname as name,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attname !~ ${SPARE_NAME} and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype)::text as columns,
      coalesce((select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum)) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '[]')::text as key,
      coalesce((select json_agg(distinct t.relname) from pg_constraint f join pg_class t on t.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and not f.condeferrable and t.oid <> c.oid), '[]')::text as needs
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relpersistence = 'p' and c.relname <> all(${DERIVED}) order by c.relname <> all(${[...SHAPE_TABLES]}), c.relname`);
  const left = new Map(rows.map((row) => [row.name, JSON.parse(row.needs) as string[]]));
  const ordered: typeof rows = [];
  while (ordered.length < rows.length) {
    const ready = rows.filter((row) => left.has(row.name) && !left.get(row.name)!.some((name) => left.has(name)));
    if (ready.length === 0) throw new Error(`tables hold on to each other: ${[...left.keys()].join(", ")}`);
    for (const row of ready) left.delete(row.name);
    ordered.push(...ready);
  }
  const secret = secretColumns(ctx);
  return ordered.map((row) => ({
    name: row.name,
    columns: (JSON.parse(row.columns) as string[]).filter((column) => !secret.has(`${row.name}.${column}`)),
    key: JSON.parse(row.key) as string[],
  }));
}

/** Hashes of keys and invitations, ties to accounts: worth nothing elsewhere, and nobody's business. */
function secretColumns(ctx: Context): Set<string> {
  const found = new Set<string>();
  for (const object of ctx.catalogue.objects.values())
    for (const field of object.fields.values())
      if (field.definition.secret)
        for (const ending of Object.keys(faceOf(field).columns(field.definition)))
          found.add(`${object.table}.${field.column}${ending}`);
  return found;
}

/** Each row as one line of JSON, in the order of its key. */
export function tableRows({ name, columns, key }: ArchivedTable): Sql {
  const order = key.length > 0 ? sql.join(key.map((column) => sql.id(column))) : sql`to_jsonb(t)::text collate "C"`;
  const listed = sql.join(columns.map((column) => sql`t.${sql.id(column)}`));
  return sql`select (select to_json(r)::text from (select ${listed}) as r) from ${sql.id(name)} as t
    where ${ONLY[name] ?? sql`true`} order by ${order}`;
}

export async function sequences(ctx: Context): Promise<Head["sequences"]> {
  const rows = await ctx.db.query(sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace order by relname`);
  const found: Head["sequences"] = [];
  for (const { name } of rows) {
    const [state] = await ctx.db.query(
      sql<{ last: string; called: boolean }>`select last_value::text as last, is_called as called from ${sql.id(name)}`,
    );
    found.push({ name, ...state! });
  }
  return found;
}

/** How far the tables have come. */
export async function schemaNumber(ctx: Context): Promise<number> {
  const [row] = await ctx.db.query(sql<{ number: number }>`select max(number)::int as number from migrations`);
  if (!row) throw new NotFound("There are no tables");
  return row.number;
}
