/** How a field of a row is named, read and titled in SQL. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { isCondition, isRelated, type Filter } from "#model/filter.ts";
import { sqlFaces } from "#fields/sql.ts";
import type { ColumnOf, Sql, SqlFace } from "#fields/sql-face.ts";

/** The alias of the statistics row that stands beside the row with that alias. */
export const statisticsAlias = (alias: string) => `${alias}_s`;

export function columnOf(alias: string, field: CatalogueField): ColumnOf {
  const from = field.source === "statistics" ? statisticsAlias(alias) : alias;
  return (suffix) => sql.ref(`${from}.${field.column}${suffix}`);
}

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
