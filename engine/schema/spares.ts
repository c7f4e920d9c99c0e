/**
 * Columns that stand for nothing any more are kept aside, emptied, and taken again by new fields: PostgreSQL counts dropped columns to
 * its 1,600 for as long as a table lives, and what was in them stays in the rows.
 */
import { sql } from "#model/sql.ts";
import type { Db } from "../database/database.ts";
import { isReckoned } from "./statements.ts";
import type { Schema, TableShape } from "./desired.ts";

export interface Spare {
  /** As in DDL; of a column that PostgreSQL reckons, the part before its expression. */
  type: string;
  reckoned: boolean;
  /** No row has a value in it. */
  empty: boolean;
}

/** Table → column → what it is. */
export type Spares = Record<string, Record<string, Spare>>;

const RECKONED = " generated always as ";

/** Spare columns are called by their place in the table, which is one column's alone. */
export const SPARE_NAME = "^spare_[0-9]+$";

interface Led {
  /** What stands after the columns have moved: nothing in `now` has to be dropped any more. */
  from: Schema;
  spares: Spares;
  /** DDL that moves the columns. */
  statements: string[];
  /** DDL of what reckons by columns that are still to be added. */
  late: string[];
}

/**
 * Sets columns aside that `now` has no more, and gives empty ones another name and purpose where `now` asks for one of their type.
 * Whoever still knows the former name finds no column to write to. Within a transaction that keeps indexes from being built on the tables.
 * @param tables those that stand before and after
 * @param fresh columns, as `table.column`, that come new, with a value for the rows that stand
 */
export async function moveSpares(
  db: Db,
  tables: readonly string[],
  from: Schema,
  now: Schema,
  spares: Spares,
  fresh: ReadonlySet<string> = new Set(),
): Promise<Led> {
  const led: Led = { from: { ...from }, spares: structuredClone(spares), statements: [], late: [] };
  for (const table of tables) {
    const before = from[table];
    const after = now[table];
    if (!before || !after) continue;
    const columns = { ...before.columns };
    led.from[table] = { ...before, columns };
    const gone = Object.keys(columns).filter((name) => isGone(columns[name]!, after.columns[name]));
    if (gone.length > 0) await setAside(db, table, gone, columns, (led.spares[table] ??= {}), led.statements);
    takeAgain(table, columns, after, led, fresh);
  }
  return led;
}

/** Another expression is another column, for it may be of another type. */
const isGone = (before: string, after: string | undefined): boolean =>
  after === undefined || (before !== after && isReckoned(before) && isReckoned(after));

async function setAside(
  db: Db,
  table: string,
  names: readonly string[],
  columns: TableShape["columns"],
  spares: Record<string, Spare>,
  statements: string[],
): Promise<void> {
  const places = await db.query(sql<{ name: string; place: number }>`
    select attname as name, attnum::int as place from pg_attribute where attrelid = ${`"${table}"`}::regclass and attname = any(${[...names]})`);
  statements.push(...(await indexesOn(db, table, names)).map((name) => `drop index if exists ${name};`));
  for (const { name, place } of places) {
    const [type, expression] = partsOf(columns[name]!);
    const reckoned = expression !== undefined;
    const spare = `spare_${place}`;
    if (reckoned) statements.push(`alter table ${table} alter column ${name} set expression as (null::${type});`);
    statements.push(`alter table ${table} rename column ${name} to ${spare};`);
    spares[spare] = { type, reckoned, empty: reckoned };
    delete columns[name];
  }
}

/** Those too that nobody wants any more, and that a job has left half built. */
async function indexesOn(db: Db, table: string, names: readonly string[]): Promise<string[]> {
  const rows = await db.query(sql<{ name: string }>`
    select distinct c.relname as name from pg_depend d join pg_class c on c.oid = d.objid and c.relkind = 'i'
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = ${`"${table}"`}::regclass and a.attname = any(${[...names]})`);
  return rows.map(({ name }) => name);
}

function takeAgain(
  table: string,
  columns: TableShape["columns"],
  after: TableShape,
  { spares, statements, late }: Led,
  fresh: ReadonlySet<string>,
): void {
  const standing = spares[table];
  if (!standing) return;
  for (const [name, definition] of Object.entries(after.columns)) {
    if (name in columns || fresh.has(`${table}.${name}`)) continue;
    const [type, expression] = partsOf(definition);
    const fits = ({ empty, reckoned, type: of }: Spare) =>
      empty && of === type && reckoned === (expression !== undefined);
    const spare = Object.keys(standing).find((each) => fits(standing[each]!));
    if (!spare) continue;
    statements.push(`alter table ${table} rename column ${spare} to ${name};`);
    if (expression) late.push(`alter table ${table} alter column ${name} set expression as ${expression};`);
    delete standing[spare];
    columns[name] = definition;
  }
  if (Object.keys(standing).length === 0) delete spares[table];
}

/** The type, and the expression in its brackets. */
function partsOf(definition: string): [string, string | undefined] {
  if (!isReckoned(definition)) return [definition, undefined];
  const at = definition.indexOf(RECKONED);
  return [definition.slice(0, at), definition.slice(at + RECKONED.length).replace(/ virtual$/s, "")];
}
