/** Gives a workspace the tables and columns that its company asked for, beside those of the product, while people work. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { sql } from "#model/sql.ts";
import type { Catalogue, CatalogueField } from "#model/catalogue.ts";
import { InvalidInput, Unavailable } from "#model/errors.ts";
import { RECORD_TYPE } from "#model/record-type.ts";
import { sqlFaces } from "#fields/sql.ts";
import type { Db } from "../database/database.ts";
import { desiredSchema, type Schema, type TableShape } from "./desired.ts";
import { moveSpares, type Spares } from "./spares.ts";
import { schemaChange } from "./statements.ts";

/** A table's writers wait behind us no longer than this; then we let them pass and try again. */
const LOCK_MS = 50;
const PATIENCE_MS = 10_000;
/** From one look to the next whether those who held us up are gone. */
const LOOK_MS = 10;
/** A build of an index that does not end within this is not waited for. */
const BUILD_MS = 10_000;
/** A cleaning is broken off after a second. */
const CLEANING_MS = 1_300;
const WAITING_ATTEMPT = 20;
/** Indexes of tables with more rows than this are built beside the work of others, by a job. */
const FEW_ROWS = 10_000;

const NOTHING: TableShape = { columns: {}, indexes: {}, constraints: {} };

/** What a company's tables have beyond the product's: whole tables, and columns, indexes and keys of others. */
export function beyond(product: Schema, whole: Schema): Schema {
  const more: Schema = {};
  for (const [table, shape] of Object.entries(whole)) {
    const own = product[table];
    if (!own) more[table] = shape;
    else {
      const rest = <T>(group: Record<string, T>, taken: Record<string, T>): Record<string, T> =>
        Object.fromEntries(Object.entries(group).filter(([name]) => !(name in taken)));
      const added = {
        columns: rest(shape.columns, own.columns),
        indexes: rest(shape.indexes, own.indexes),
        constraints: rest(shape.constraints, own.constraints),
        ...(shape.sequences ? { sequences: rest(shape.sequences, own.sequences ?? {}) } : {}),
      };
      if (Object.keys(added.columns).length + Object.keys(added.indexes).length > 0) more[table] = added;
    }
  }
  return more;
}

/** What is to be done with the tables, and what is left to jobs then. */
export interface Reshaping {
  indexesRemain: boolean;
  /** Columns were set aside that may have values. */
  sparesRemain: boolean;
  /**
   * Does it, in one way to PostgreSQL: from then to the end of the transaction nobody else reads the tables. Therefore it is put off
   * until something else is asked, or the transaction ends; then that travels with it.
   * @throws Unavailable where others held a table too long, then or when it is done
   */
  take(): Promise<void>;
}

const NOTHING_TO_DO: Reshaping = { indexesRemain: false, sparesRemain: false, take: () => Promise.resolve() };

/**
 * How to lead the tables from what was made before to what `kept` asks for, within the open transaction. Columns that stand for
 * nothing any more are set aside. Who calls has made sure that nobody else does the same at once.
 * @throws Unavailable where an index is being built for too long
 */
export async function planReshaping(db: Db, product: Catalogue, kept: Catalogue): Promise<Reshaping> {
  const standing = desiredSchema(product);
  const [row] = await db.query(
    sql<{
      shape: string;
      spares: string;
    }>`select shape::text as shape, coalesce(to_jsonb(c) ->> 'spares', '{}') as spares from custom_schema as c for update`,
  );
  const from = row ? (JSON.parse(row.shape) as Schema) : {};
  const to = beyond(standing, desiredSchema(kept));
  const both = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const touched = both.filter((table) => !isDeepStrictEqual(from[table], to[table]));
  if (touched.length === 0) return NOTHING_TO_DO;
  const there = touched.filter((table) => table in standing || table in from);
  const tables = [...there, ...pointedAt(from, to, touched, there)].sort();
  await afterBuilds(db, tables);
  const large = await largeTables(db, there);
  const now = Object.fromEntries(
    Object.entries(to).map(([table, shape]) => [table, large.has(table) ? withIndexesOf(shape, from[table]) : shape]),
  );
  const whole = (shapes: Schema) =>
    Object.fromEntries(
      both.filter((table) => table in shapes || table in standing).map((table) => [table, shapes[table] ?? NOTHING]),
    );
  const filled = filledAtOnce(kept);
  const fresh = new Set([...filled.values()].map(({ column }) => column));
  const spares = row ? (JSON.parse(row.spares) as Spares) : {};
  const led = await moveSpares(db, there, whole(from), whole(now), spares, fresh);
  for (const table of Object.keys(led.spares)) if (!(table in standing || table in to)) delete led.spares[table];
  await refuseFull(db, there, led.from, whole(now), led.spares);
  const change = schemaChange(led.from, whole(now), true);
  if (change.lost.length > 0) throw new Error(`The tables cannot be led there: ${change.lost.join("; ")}`);
  await db.query(sql`update custom_schema set shape = ${JSON.stringify(to)}::jsonb`);
  // Tables of an earlier release, into which an archive of then is read, have no place for spares, and none.
  if (row && (row.spares !== "{}" || Object.keys(led.spares).length > 0))
    await db.query(sql`update custom_schema set spares = ${JSON.stringify(led.spares)}::jsonb`);
  const statements = [...led.statements, ...change.statements, ...led.late].flatMap(
    (text) => filled.get(text)?.statements ?? [unchecked(text, there)],
  );
  return {
    indexesRemain: large.size > 0,
    sparesRemain: hasFull(led.spares),
    take: async () => {
      const taking = (commit?: string) => take(db, tables, statements, commit);
      await (db.open ? db.open.last(taking) : taking());
    },
  };
}

const hasFull = (spares: Spares): boolean =>
  Object.values(spares).some((columns) => Object.values(columns).some((spare) => !spare.empty));

/**
 * Records that are there are of the type that new ones begin with. PostgreSQL keeps a constant for rows that are older than a column, so
 * none is written; those that come later say their own. @returns by the statement that adds the column, what is done in its place
 */
function filledAtOnce(kept: Catalogue): Map<string, { column: string; statements: string[] }> {
  const found = new Map<string, { column: string; statements: string[] }>();
  for (const object of kept.objects.values()) {
    const field = object.fields.get(RECORD_TYPE) ?? object.retired.get(RECORD_TYPE);
    const begins = field?.definition.default;
    if (!field || typeof begins !== "string" || !object.definition.types) continue;
    const added = `alter table ${object.table} add column ${field.column} ${columnType(field)}`;
    const { pieces } = sql.lit(begins);
    found.set(`${added};`, {
      column: `${object.table}.${field.column}`,
      statements: [
        `${added} default ${pieces.join("")};`,
        `alter table ${object.table} alter column ${field.column} drop default;`,
      ],
    });
  }
  return found;
}

const columnType = (field: CatalogueField): string => sqlFaces[field.type.name]!.columns(field.definition)[""]!.type;

/** PostgreSQL's limit; columns that were ever dropped count for as long as the table lives. */
const MOST_COLUMNS = 1600;

/** @throws InvalidInput where a table has no room for its new columns */
async function refuseFull(db: Db, there: readonly string[], from: Schema, now: Schema, spares: Spares): Promise<void> {
  const added = there.flatMap((table) => {
    const before = from[table]?.columns ?? {};
    const count = Object.keys(now[table]?.columns ?? {}).filter((name) => !(name in before)).length;
    return count > 0 ? [{ table, count }] : [];
  });
  if (added.length === 0) return;
  const rows = await db.query(sql<{ table: string; taken: number }>`
    select a.attrelid::regclass::text as table, max(a.attnum)::int as taken from pg_attribute a
    where a.attrelid = any(${added.map(({ table }) => `"${table}"`)}::regclass[]) and a.attnum > 0 group by 1`);
  const taken = new Map(rows.map((row) => [row.table, row.taken]));
  for (const { table, count } of added)
    if ((taken.get(table) ?? 0) + count > MOST_COLUMNS) {
      const emptying = Object.values(spares[table] ?? {}).some((spare) => !spare.empty);
      throw new InvalidInput([
        {
          path: "",
          message: emptying
            ? `the table ${table} has no free column yet: those of fields deleted for good are being emptied`
            : `the table ${table} is full: ${taken.get(table)} of ${MOST_COLUMNS} columns are taken`,
          code: emptying ? "shape.emptying" : "shape.full",
          params: { taken: taken.get(table)!, most: MOST_COLUMNS },
        },
      ]);
    }
}

/** A key of a new column has nothing to check in the rows that are there. */
const unchecked = (text: string, there: readonly string[]): string =>
  / add constraint \S+ foreign key /.test(text) && there.some((table) => text.startsWith(`alter table ${table} `))
    ? text.replace(/;$/, " not valid;")
    : text;

const withIndexesOf = (shape: TableShape, former: TableShape | undefined): TableShape => ({
  ...shape,
  indexes: Object.fromEntries(Object.entries(shape.indexes).filter(([name]) => former && name in former.indexes)),
});

/** Tables that are there already and at which keys begin to point, or cease to. */
function pointedAt(from: Schema, to: Schema, touched: readonly string[], there: readonly string[]): string[] {
  const keys = (shapes: Schema, table: string) => Object.entries(shapes[table]?.constraints ?? {});
  const named = touched.flatMap((table) => {
    const [before, after] = [new Map(keys(from, table)), new Map(keys(to, table))];
    const changed = [...before, ...after].filter(([name]) => before.get(name) !== after.get(name));
    return changed.flatMap(([, text]) => / references (\w+) /.exec(text)?.[1] ?? []);
  });
  return [...new Set(named)].filter((table) => !touched.includes(table) && !there.includes(table));
}

async function largeTables(db: Db, tables: readonly string[]): Promise<Set<string>> {
  if (tables.length === 0) return new Set();
  const rows = await db.query(sql<{ table: string }>`
    select c.relname as table from pg_class c where c.oid = any(${tables.map((table) => `"${table}"`)}::regclass[])
      and c.reltuples > ${FEW_ROWS}`);
  return new Set(rows.map((row) => row.table));
}

/**
 * All at once or none, and never long enough that people would notice the queue behind us.
 * @throws Unavailable where others go on for too long
 */
export async function lockPatiently(db: Db, tables: readonly string[]): Promise<void> {
  await afterBuilds(db, tables);
  await take(db, tables, []);
}

/**
 * The lock and what is done under it in one way to PostgreSQL, for everybody waits.
 * @param then what else it locks is waited for no longer
 * @param commit the word that ends the transaction, where it ends with this
 */
async function take(db: Db, tables: readonly string[], then: readonly string[], commit?: string): Promise<void> {
  const text = [
    `set local lock_timeout = ${LOCK_MS}`,
    ...(tables.length > 0 ? [`lock table ${namesOf(tables)} in access exclusive mode`] : []),
    ...then.map((statement) => statement.replace(/;$/, "")),
    commit ?? "set local lock_timeout to default",
  ].join(";\n");
  await db.query(sql`savepoint trying`);
  for (const until = performance.now() + PATIENCE_MS; ;) {
    try {
      await db.query({ text, values: [] });
      break;
    } catch (error) {
      if (!isBusy(error)) throw error;
      await db.query(sql`rollback to savepoint trying`);
      await afterHolders(db, tables, until);
      if (performance.now() > until)
        throw new Unavailable("Others are working with these records without a pause; try again in a moment", {
          retryAfter: 5,
        });
    }
  }
}

/**
 * Whoever held us up is let finish in nobody's way: asked for again before, the lock would have all others wait behind us once more.
 * Those who come meanwhile are not waited for.
 */
async function afterHolders(db: Db, tables: readonly string[], until: number): Promise<void> {
  const held = sql`locktype = 'relation' and granted and pid <> pg_backend_pid()
    and relation = any(${tables.map((table) => `"${table}"`)}::regclass[])`;
  const holders = await db.query(
    sql<{ by: string }>`select distinct virtualtransaction as by from pg_locks where ${held}`,
  );
  const known = holders.map(({ by }) => by);
  while (performance.now() < until) {
    const left = await db.query(
      sql`select 1 from pg_locks where ${held} and virtualtransaction = any(${known}) limit 1`,
    );
    if (left.length === 0) return;
    await sleep(LOOK_MS);
  }
}

const namesOf = (tables: readonly string[]): string => tables.map((table) => `"${table}"`).join(", ");

/**
 * Who builds an index or cleans up is let finish, by a lock that is in nobody else's way: asked for again and again, for the
 * build would wait for whoever waits for it. Once it is waited for: then PostgreSQL breaks a cleaning off.
 */
async function afterBuilds(db: Db, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return;
  await db.query(sql`savepoint building`);
  const until = performance.now() + BUILD_MS;
  for (let attempt = 1; ; attempt += 1) {
    const waits = attempt === WAITING_ATTEMPT;
    try {
      if (waits) await db.query(sql`set local lock_timeout = ${sql.lit(CLEANING_MS)}`);
      const mode = `share update exclusive mode${waits ? "" : " nowait"}`;
      await db.query({ text: `lock table ${namesOf(tables)} in ${mode}`, values: [] });
      if (waits) await db.query(sql`set local lock_timeout to default`);
      return;
    } catch (error) {
      await db.query(sql`rollback to savepoint building`);
      if (!isBusy(error)) throw error;
      if (performance.now() > until)
        throw new Unavailable("An index is being built for these records; try again in a moment", { retryAfter: 5 });
      await sleep(LOCK_MS);
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Unavailable && (error.cause as { code?: string } | undefined)?.code === "55P03";
