/** The PostgreSQL face of a kind of value: its columns, how it is read, compared and sorted. */
import type { FieldDefinition } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import type { Sql } from "#model/sql.ts";

export type { Sql };

/** Gives the quoted reference to the field's column with that suffix, table alias included. */
export type ColumnOf = (suffix: string) => Sql;

export interface Column {
  /** As written in DDL, collation included: `numeric`, `text collate "und-x-icu"`. */
  type: string;
  /** The bare type for casts and `json_to_recordset`: `numeric`, `text`. */
  cast: string;
  /** Object whose table this column points at. */
  references?: string;
  /** Parts of it are looked up: has a GIN index where the field is `index: true`. */
  lookedUp?: boolean;
}

/** How a cell of a spreadsheet holds a value. */
export type CellKind = "text" | "number" | "boolean" | "date" | "datetime";

export interface SqlFace {
  /** By the same suffixes as `toColumns` of the pure face. `{}` where the type's storage is not columns. */
  columns(field: FieldDefinition): Record<string, Column>;
  /** The value as it stands in the API; numeric and bigint beyond 2^53 leave as text. Not asked of types that refer to an object. */
  read(column: ColumnOf, field: FieldDefinition): Sql;
  /** What lists are sorted by, with the type a cursor's value is cast to. */
  sort?(column: ColumnOf, field: FieldDefinition): { by: Sql; cast: string; suffix: string };
  /** True, false, never null: an empty value fails every test but `empty`, `ne`, `notIn`, `notContains`, `hasNone`. */
  condition(operator: Operator, column: ColumnOf, operand: Json, field: FieldDefinition): Sql;
  /** The value as plain text for a record's title; null where it is empty. Default: the column itself. */
  text?(column: ColumnOf, field: FieldDefinition): Sql;
  /** The moment as the clock of that zone shows it, a timestamp without zone: for groups by day, month … */
  clock?(column: ColumnOf, timeZone: string): Sql;
  /** For sum, average, min and max in aggregates; numeric. */
  amount?(column: ColumnOf, field: FieldDefinition): Sql;
  /** What `toText` of the pure face writes, made in PostgreSQL; empty or null where the value is. Default: the column itself. */
  exportText?(column: ColumnOf, field: FieldDefinition): Sql;
  /** What a spreadsheet shall take the value for; text where nothing is said. */
  cell?: CellKind;
  /** A value that an export gives in several columns, which an import takes by the same names: `address.city`. */
  parts?(column: ColumnOf, field: FieldDefinition): Record<string, { text: Sql; cell?: CellKind }>;
}
