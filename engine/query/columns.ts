/** How a field of a row is named, read and titled in SQL. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { isCondition, isRelated, type Filter } from "#model/filter.ts";
import type { Context } from "../context.ts";
import { inlined } from "../database/statement.ts";
import { computedColumns, type Around } from "./computed.ts";
import { sqlFaces } from "#fields/sql.ts";
import type { ColumnOf, Sql, SqlFace } from "#fields/sql-face.ts";

/** The alias of the statistics row that stands beside the row with that alias. */
export const statisticsAlias = (alias: string) => `${alias}_s`;

/** The rows of another object that a formula may look at, as a condition on the row with that alias. */
export type Seen = (target: CatalogueObject, alias: string) => Sql;

/** The one place where a field becomes a column: that of its row, or what a computed one is reckoned from. */
export function columnWith(ctx: Context, seen: Seen, alias: string, field: CatalogueField): ColumnOf {
  const { computed } = field;
  const from = field.source === "statistics" ? statisticsAlias(alias) : alias;
  const own: ColumnOf = (suffix) => sql.ref(`${from}.${field.column}${suffix}`);
  if (!computed || computed.rollUp) return own;
  const reckoned = computedColumns(aroundOf(ctx, seen), alias, field);
  if (!computed.generated) return reckoned;
  const sorted = sortSuffixOf(field);
  return (suffix) => (suffix === sorted ? own(suffix) : reckoned(suffix));
}

/** Facts of the row's own statistics are looked up, so that nobody has to know that a formula reads them. */
function aroundOf(ctx: Context, seen: Seen): Around {
  const column = (alias: string, field: CatalogueField): ColumnOf => {
    if (field.source !== "statistics") return columnWith(ctx, seen, alias, field);
    const table = sql.id(ctx.catalogue.objectOf(field).statisticsTable!);
    return (suffix) =>
      sql`(select ${sql.id(`${field.column}${suffix}`)} from ${table} as z where z.id = ${sql.ref(`${alias}.id`)})`;
  };
  return {
    ...ctx.workspace.settings,
    column,
    seen,
    target: (field) => ctx.catalogue.object(field.target!),
    from: (object, alias) => fromObject(object, alias, false),
  };
}

/** A steady formula as text of SQL that stands in the definition of a table: it names columns of its own row alone. */
export function generatedExpression(field: CatalogueField): (suffix: string) => string {
  const own = (_: string, read: CatalogueField): ColumnOf => {
    if (read.computed && !read.computed.rollUp) return computedColumns(around, "", read);
    return (suffix) => sql.id(`${read.column}${suffix}`);
  };
  const never = (): never => {
    throw new Error(`${field.name} depends on more than its own row`);
  };
  const around: Around = { timeZone: "UTC", baseCurrency: "", column: own, seen: never, target: never, from: never };
  return (suffix) => inlined(computedColumns(around, "", field)(suffix));
}

/** Of its columns the one that lists are sorted by. */
export function sortSuffixOf(field: CatalogueField): string {
  const face = faceOf(field);
  const suffixes = Object.keys(face.columns(field.definition));
  return face.sort?.(() => NOTHING, field.definition).suffix ?? suffixes[0] ?? "";
}

const NOTHING = undefined as never;

export function faceOf(field: CatalogueField): SqlFace {
  return sqlFaces[field.type.name]!;
}

/** `from companies as t`, with the statistics row joined where it is asked for. `only` stands for the table: some of its rows. */
export function fromObject(object: CatalogueObject, alias: string, withStatistics: boolean, only?: Sql): Sql {
  const table = sql`${only ?? sql.id(object.table)} as ${sql.id(alias)}`;
  if (!withStatistics || !object.statisticsTable) return table;
  const beside = statisticsAlias(alias);
  return sql`${table} join ${sql.id(object.statisticsTable)} as ${sql.id(beside)} on ${sql.ref(`${beside}.id`)} = ${sql.ref(`${alias}.id`)}`;
}

/** Is any of these fields in the statistics row? */
export function usesStatistics(fields: Iterable<CatalogueField>): boolean {
  for (const field of fields) if (field.source === "statistics") return true;
  return false;
}

/** Does the filter touch the statistics row of the object itself? Hops join their own. */
export function filterUsesStatistics(object: CatalogueObject, filter: Filter | undefined): boolean {
  if (!filter || !object.statisticsTable) return false;
  if (isCondition(filter)) return object.fields.get(filter.field.split(".")[0]!)?.source === "statistics";
  if (isRelated(filter)) return false;
  if ("not" in filter) return filterUsesStatistics(object, filter.not);
  return ("and" in filter ? filter.and : filter.or).some((part) => filterUsesStatistics(object, part));
}
