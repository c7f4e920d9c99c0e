/** The tables that a catalogue asks for: columns, indexes and foreign keys, as plain data that can be compared. */
import { createHash } from "node:crypto";
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { snakeCase } from "#model/naming.ts";
import type { Column } from "#fields/sql-face.ts";
import { sqlFaces } from "#fields/sql.ts";
import { generatedExpression, sortSuffixOf } from "../query/columns.ts";
import { isSearchable } from "../search/lexemes.ts";
import { MACHINE_TABLES } from "./machine-tables.ts";

export interface TableShape {
  /** Column name → type and constraints as written in DDL. */
  columns: Record<string, string>;
  /** Index name → the part after the name: `on t (a) where …`; unique ones begin with `unique`. */
  indexes: Record<string, string>;
  /** Constraint name → definition. */
  constraints: Record<string, string>;
  /** Sequence name → how it begins, as written in DDL. */
  sequences?: Record<string, string>;
  /** `partition by …`, where there is one. */
  partition?: string;
}

export type Schema = Record<string, TableShape>;

const SYSTEM_COLUMNS: Record<string, string> = {
  id: "uuid primary key",
  version: "integer not null default 1",
  created_at: "timestamptz(3) not null",
  updated_at: "timestamptz(3) not null",
  created_by_id: "uuid",
  updated_by_id: "uuid",
  deleted_at: "timestamptz(3)",
  operation_id: "uuid not null",
};

/** What the database of a workspace should look like. */
export function desiredSchema(catalogue: Catalogue): Schema {
  const schema: Schema = structuredClone(MACHINE_TABLES);
  for (const object of catalogue.objects.values()) {
    schema[object.table] = objectTable(object, catalogue);
    if (object.statisticsTable) schema[object.statisticsTable] = statisticsTable(object);
    for (const field of [...object.fields.values(), ...object.retired.values()]) {
      if (field.type.storage === "links") schema[linkTable(object, field)] = linkShape(object, field, catalogue);
    }
  }
  return schema;
}

/** `company_tags`: rows (from_id, to_id). */
export function linkTable(object: CatalogueObject, field: CatalogueField): string {
  return `${snakeCase(object.name)}_${field.column}`;
}

function columnsOf(field: CatalogueField): [string, Column][] {
  const columns = sqlFaces[field.type.name]!.columns(field.definition);
  return Object.entries(columns).map(([suffix, column]) => [`${field.column}${suffix}`, column]);
}

function objectTable(object: CatalogueObject, catalogue: Catalogue): TableShape {
  const shape: TableShape = { columns: { ...SYSTEM_COLUMNS }, indexes: {}, constraints: {} };
  for (const field of [...object.fields.values(), ...object.retired.values()]) {
    if (field.source === "computed") addGenerated(field, shape, object.table);
    if (!ofTheRow(field) || field.source === "system" || field.type.storage !== "columns") continue;
    for (const [name, { type, references, lookedUp }] of columnsOf(field)) {
      shape.columns[name] = type;
      const target = references ?? (name.endsWith("_id") ? field.target : undefined);
      if (target) {
        shape.constraints[`${object.table}_${name}_fkey`] =
          `foreign key (${name}) references ${catalogue.object(target).table} (id) deferrable initially immediate`;
        if (!isOwnership(field.name))
          shape.indexes[`${object.table}_${name}`] = `on ${object.table} (${name}) where ${name} is not null`;
      }
      if (lookedUp && field.definition.index) shape.indexes[`${object.table}_${name}`] = lookupIndex(object, name);
    }
  }
  addSequences(object, shape);
  addSortIndexes(object, shape);
  addRuleIndexes(object, shape);
  if (isSearchable(object)) addSearch(object, shape);
  return shape;
}

/** What the numbers of a field are counted by. */
export const sequenceOf = (object: CatalogueObject, field: CatalogueField): string =>
  `${object.table}_${field.column}_seq`;

function addSequences(object: CatalogueObject, shape: TableShape): void {
  for (const field of [...object.fields.values(), ...object.retired.values()]) {
    const { numbered } = field.type;
    if (numbered)
      (shape.sequences ??= {})[sequenceOf(object, field)] = `start with ${numbered.start(field.definition)}`;
  }
}

const isOwnership = (field: string) => field === "owner" || field === "team";

/** Does an index of the object's own table hold its living rows in the order of this field? */
export function hasSortIndex(object: CatalogueObject, field: CatalogueField): boolean {
  if (!field.type.sortable || field.type.storage !== "columns" || field.source === "statistics") return false;
  if (field.source === "computed" && !field.computed?.rollUp) return field.computed?.generated === true;
  const listed = !object.definition.childOf && (field.name === firstSort(object) || field.name === "createdAt");
  return field.definition.index === true || listed;
}

const firstSort = (object: CatalogueObject): string => object.definition.list.sort.split(",")[0]!.replace(/^-/, "");

/** Sorting by an indexed field, everything or what is one's own or the trash, costs the same at any size. */
function addSortIndexes(object: CatalogueObject, shape: TableShape): void {
  const living = "where deleted_at is null";
  if (!object.definition.childOf)
    shape.indexes[`${object.table}_trash`] = `on ${object.table} (deleted_at, id) where deleted_at is not null`;
  const first = firstSort(object);
  // The orders that people with less than all rights meet most: the list's own, and the newest.
  const leads = (field: CatalogueField): boolean => field.name === first || field.name === "createdAt";
  for (const field of object.fields.values()) {
    if (!ofTheRow(field) || field.type.storage !== "columns") continue;
    const column = sortColumn(field);
    if (field.definition.unique)
      shape.indexes[`${object.table}_${field.column}_unique`] = `unique on ${object.table} (${column}) ${living}`;
    if (hasSortIndex(object, field))
      shape.indexes[`${object.table}_by_${field.column}`] = `on ${object.table} (${column}, id) ${living}`;
    if (field.type.sortable && leads(field) && object.definition.ownership.by === "owner") {
      shape.indexes[`${object.table}_own_by_${field.column}`] =
        `on ${object.table} (owner_id, ${column}, id) ${living}`;
      shape.indexes[`${object.table}_team_by_${field.column}`] =
        `on ${object.table} (team_id, ${column}, id) ${living}`;
    }
  }
}

/** What must be the only one is looked for at each write; what has an index already needs no other. */
function addRuleIndexes(object: CatalogueObject, shape: TableShape): void {
  for (const rule of object.definition.rules ?? []) {
    const field = rule.kind === "unique" ? object.fields.get(rule.fields[0]!) : undefined;
    if (!field || field.definition.unique || hasSortIndex(object, field)) continue;
    if (field.target && !isOwnership(field.name)) continue;
    const column = field.target ? `${field.column}_id` : sortColumn(field);
    shape.indexes[`${object.table}_only_${field.column}`] = `on ${object.table} (${column}) where deleted_at is null`;
  }
}

/** What waits in the index to be sorted in is read by every search, so it is kept small. In kilobytes. */
const SEARCH_PENDING = 512;

/** Lexemes of the record; empty only in rows that are older than the column, until the rebuild has come to them. */
function addSearch(object: CatalogueObject, shape: TableShape): void {
  shape.columns["search"] = "tsvector";
  shape.indexes[`${object.table}_search`] = lookupIndex(object, "search");
  shape.indexes[`${object.table}_search_some`] = `${lookupIndex(object, "search")} and ${SOME_ROWS("id")}`;
}

/**
 * One row in sixteen, by the last byte of its id, which is random. What very many records have is found among these first, for an
 * index of words gives nothing before it has read all entries of a word.
 */
export const SOME_ROWS = (id: string): string => `get_byte(uuid_send(${id}), 15) < 16`;

const lookupIndex = (object: CatalogueObject, column: string): string =>
  `on ${object.table} using gin (${column}) with (gin_pending_list_limit = ${SEARCH_PENDING}) where deleted_at is null`;

/** The column that a field is sorted by. */
function sortColumn(field: CatalogueField): string {
  return `${field.column}${sortSuffixOf(field)}`;
}

/** Does it stand in columns of the object's own table? */
const ofTheRow = ({ source, computed }: CatalogueField): boolean =>
  source !== "statistics" && (source !== "computed" || computed?.rollUp !== undefined);

const shortSum = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);

/**
 * What lists are sorted by stands as a column that PostgreSQL reckons where it is read: no row is rewritten. An index holds the expression,
 * which the planner finds again in the column. Its name changes with it, so that the former one is left behind and not rebuilt in place.
 */
function addGenerated(field: CatalogueField, shape: TableShape, table: string): void {
  if (!field.computed?.generated) return;
  const suffix = sortSuffixOf(field);
  const expression = generatedExpression(field)(suffix);
  const { type } = sqlFaces[field.type.name]!.columns(field.definition)[suffix]!;
  shape.columns[`${field.column}${suffix}`] = `${type} generated always as (${expression}) virtual`;
  shape.indexes[`${table}_by_${field.column}_${shortSum(expression)}`] =
    `on ${table} ((${expression}), id) where deleted_at is null`;
}

function statisticsTable(object: CatalogueObject): TableShape {
  const table = object.statisticsTable!;
  const shape: TableShape = {
    columns: { id: "uuid primary key", refreshed_at: "timestamptz(3)" },
    indexes: {},
    constraints: { [`${table}_id_fkey`]: `foreign key (id) references ${object.table} (id) on delete cascade` },
  };
  for (const field of object.fields.values()) {
    if (field.source !== "statistics") continue;
    for (const [name, { type }] of columnsOf(field)) shape.columns[name] = type;
    if (field.definition.index) shape.indexes[`${table}_by_${field.column}`] = `on ${table} (${sortColumn(field)}, id)`;
  }
  return shape;
}

function linkShape(object: CatalogueObject, field: CatalogueField, catalogue: Catalogue): TableShape {
  const table = linkTable(object, field);
  return {
    columns: { from_id: "uuid not null", to_id: "uuid not null", position: "integer not null default 0" },
    indexes: { [`${table}_to`]: `on ${table} (to_id, from_id)` },
    constraints: {
      [`${table}_pkey`]: "primary key (from_id, to_id)",
      [`${table}_from_fkey`]: `foreign key (from_id) references ${object.table} (id) on delete cascade`,
      [`${table}_to_fkey`]: `foreign key (to_id) references ${catalogue.object(field.target!).table} (id) on delete cascade`,
    },
  };
}
