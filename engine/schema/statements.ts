/** From one schema to another as DDL: what a migration file is written from. */
import type { Schema, TableShape } from "./desired.ts";

export interface SchemaChange {
  statements: string[];
  /** What a machine must not do by itself: columns and tables that went away. */
  lost: string[];
}

/**
 * DDL that leads from `from` to `to`; new tables first, then foreign keys, so that tables may point at each other. What went
 * away is said in `lost`, or dropped where a person has said so before.
 */
export function schemaChange(from: Schema, to: Schema, drop = false): SchemaChange {
  const tables: string[] = [];
  const indexes: string[] = [];
  const keys: string[] = [];
  const gone = Object.keys(from).filter((table) => !(table in to));
  const lost = drop ? [] : gone.map((table) => `table ${table}`);
  for (const [table, shape] of Object.entries(to)) {
    const before = from[table];
    if (!before) tables.push(createTable(table, shape));
    else alterTable(table, before, shape, tables, lost, drop);
    for (const [name, definition] of Object.entries(shape.constraints)) {
      if (before?.constraints[name] === definition) continue;
      if (before?.constraints[name]) keys.push(dropConstraint(table, name));
      const list = definition.startsWith("foreign key") ? keys : indexes;
      list.push(`alter table ${table} add constraint ${name} ${definition};`);
    }
    for (const name of Object.keys(before?.constraints ?? {})) {
      if (!(name in shape.constraints)) keys.unshift(dropConstraint(table, name));
    }
    changeIndexes(before, shape, indexes);
    changeSequences(before, shape, tables, lost, drop);
  }
  for (const table of drop ? gone : []) changeSequences(from[table], NOTHING, keys, lost, drop);
  if (drop) for (const table of gone) keys.push(`drop table ${table};`);
  return { statements: [...tables, ...indexes, ...keys], lost };
}

function createTable(table: string, shape: TableShape): string {
  const columns = Object.entries(shape.columns).map(([name, type]) => `  ${name} ${type}`);
  return `create table ${table} (\n${columns.join(",\n")}\n)${shape.partition ? ` ${shape.partition}` : ""};`;
}

function alterTable(
  table: string,
  before: TableShape,
  shape: TableShape,
  statements: string[],
  lost: string[],
  drop: boolean,
): void {
  for (const [name, type] of reckonedLast(Object.entries(shape.columns))) {
    if (before.columns[name] === undefined) statements.push(`alter table ${table} add column ${name} ${type};`);
    else if (before.columns[name] !== type && isReckoned(type) && isReckoned(before.columns[name]))
      statements.push(`alter table ${table} drop column ${name};`, `alter table ${table} add column ${name} ${type};`);
    else if (before.columns[name] !== type)
      lost.push(`column ${table}.${name} changed from "${before.columns[name]}" to "${type}"`);
  }
  for (const [name] of reckonedLast(Object.entries(before.columns)).toReversed()) {
    if (name in shape.columns) continue;
    if (drop) statements.push(`alter table ${table} drop column ${name};`);
    else lost.push(`column ${table}.${name}`);
  }
}

function changeIndexes(before: TableShape | undefined, shape: TableShape, statements: string[]): void {
  for (const [name, definition] of Object.entries(before?.indexes ?? {})) {
    if (shape.indexes[name] !== definition) statements.push(`drop index if exists ${name};`);
  }
  for (const [name, definition] of Object.entries(shape.indexes)) {
    if (before?.indexes[name] === definition) continue;
    const unique = definition.startsWith("unique ");
    statements.push(`create ${unique ? "unique " : ""}index ${name} ${unique ? definition.slice(7) : definition};`);
  }
}

const NOTHING: TableShape = { columns: {}, indexes: {}, constraints: {} };

function changeSequences(
  before: TableShape | undefined,
  shape: TableShape,
  statements: string[],
  lost: string[],
  drop: boolean,
): void {
  for (const [name, start] of Object.entries(shape.sequences ?? {})) {
    const former = before?.sequences?.[name];
    if (former === undefined) statements.push(`create sequence ${name} minvalue 0 ${start};`);
    else if (former !== start) statements.push(`alter sequence ${name} ${start} ${start.replace("start", "restart")};`);
  }
  for (const name of Object.keys(before?.sequences ?? {})) {
    if (name in (shape.sequences ?? {})) continue;
    if (drop) statements.push(`drop sequence ${name};`);
    else lost.push(`sequence ${name}`);
  }
}

/** Such a column holds nothing that could be lost. */
export const isReckoned = (type: string): boolean => / generated always as .* virtual$/s.test(type);

/** Such a column stands on others: it comes after them and goes before. */
const reckonedLast = (columns: [string, string][]): [string, string][] =>
  columns.toSorted(([, one], [, other]) => Number(isReckoned(one)) - Number(isReckoned(other)));

/** A key goes with its column. */
const dropConstraint = (table: string, name: string): string =>
  `alter table ${table} drop constraint if exists ${name};`;
