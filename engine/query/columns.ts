/** How a field of a row is named, read and titled in SQL. */
import { sql } from "kysely";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { sqlFaces } from "#fields/sql.ts";
import type { ColumnOf, Sql, SqlFace } from "#fields/sql-face.ts";
import { fieldAccess } from "../access/rights.ts";
import type { Context } from "../context.ts";

/** The alias of the statistics row that stands beside the row with that alias. */
export const statisticsAlias = (alias: string) => `${alias}_s`;

export function columnOf(alias: string, field: CatalogueField): ColumnOf {
  const from = field.source === "statistics" ? statisticsAlias(alias) : alias;
  return (suffix) => sql.ref(`${from}.${field.column}${suffix}`);
}

export function faceOf(field: CatalogueField): SqlFace {
  return sqlFaces[field.type.name]!;
}

/** `from companies as t`, with the statistics row joined where it is asked for. */
export function fromObject(object: CatalogueObject, alias: string, withStatistics: boolean): Sql {
  const table = sql`${sql.id(object.table)} as ${sql.id(alias)}`;
  if (!withStatistics || !object.statisticsTable) return table;
  const beside = statisticsAlias(alias);
  return sql`${table} join ${sql.id(object.statisticsTable)} as ${sql.id(beside)} on ${sql.ref(`${beside}.id`)} = ${sql.ref(`${alias}.id`)}`;
}

/** What a record is called: the first of its title fields that is filled and that the viewer may see. */
export function titleOf(ctx: Context, object: CatalogueObject, alias: string): Sql {
  const fields = object.definition.title.map((name) => object.fields.get(name)!).filter((field) => fieldAccess(ctx.actor, object, field) !== "hidden");
  if (fields.length === 0) return sql`null::text`;
  const parts = fields.map((field) => {
    const face = faceOf(field);
    const column = columnOf(alias, field);
    return face.text ? face.text(column, field.definition) : sql`nullif(${column("")}::text, '')`;
  });
  return sql`coalesce(${sql.join(parts)})`;
}

/** Is any of these fields in the statistics row? */
export function usesStatistics(fields: Iterable<CatalogueField>): boolean {
  for (const field of fields) if (field.source === "statistics") return true;
  return false;
}
