/** One statement for the whole file: rows, rights and cells as text, in order, by the list's own compiler. */
import { sql } from "#model/sql.ts";
import { parentField, type CatalogueObject } from "#model/catalogue.ts";
import type { Sql } from "#fields/sql-face.ts";
import { assertCapability, assertMay } from "../../access/rights.ts";
import { rowCondition } from "../../access/record-rights.ts";
import type { Context } from "../../context.ts";
import { withRetired } from "../../workspace/custom/retired.ts";
import { columnOf } from "../../query/column-of.ts";
import { fromObject } from "../../query/columns.ts";
import { askedCondition, asksStatistics, orderOf, readAsked, type AskedRows } from "../../query/page.ts";
import { readSort, sortExpression } from "../../query/sort.ts";
import { LINE, ROW, exportColumns, type ExportColumn, type ExportColumns } from "./columns.ts";
import { guardedSql } from "./formula-safe.ts";
import type { ListSpec } from "./list-spec.ts";

export interface ListStatement {
  object: CatalogueObject;
  columns: ExportColumn[];
  /** Gives each cell as text; those of CSV are safe from being taken for formulas. */
  select: Sql;
}

/**
 * One statement sees one moment: what changes while it runs is not in the file.
 * @throws Forbidden, InvalidInput as lists do, and where a column does not exist for the viewer.
 */
export async function listStatement(asker: Context, spec: ListSpec): Promise<ListStatement> {
  assertCapability(asker.actor, "export");
  const ctx = spec.retired ? await withRetired(asker, spec.object, spec.fields ?? []) : asker;
  const object = ctx.catalogue.object(spec.object);
  assertMay(ctx.actor, object, "export");
  const found = exportColumns(ctx, object, spec);
  const { columns } = found;
  const asked = { ...(await readAsked(ctx, object, spec)), everything: spec.retired === true };
  const cells = columns.map((column, index) => {
    const local = spec.format === "xlsx" && column.cell === "datetime";
    return sql`${local ? wallClock(ctx, column.text) : column.text} as ${sql.id(`c${index}`)}`;
  });
  // The fence keeps PostgreSQL from making a cell anew wherever the outer select names it.
  const rows = sql`select ${sql.join(cells)} from ${source(ctx, object, asked, spec.sort, found)} offset 0`;
  const out = columns.map((column, index) => {
    const cell = sql.ref(`r.c${index}`);
    return spec.format === "csv" && column.cell === "text" ? guardedSql(cell) : cell;
  });
  return { object, columns, select: sql`select ${sql.join(out)} from (${rows}) as r` };
}

function source(
  ctx: Context,
  object: CatalogueObject,
  asked: AskedRows,
  sortText: string | undefined,
  found: ExportColumns,
): Sql {
  const sort = sortText === undefined ? [] : readSort(ctx, object, sortText);
  const statistics =
    asksStatistics(object, asked, sort) || found.columns.some(({ way }) => way[0]!.field?.source === "statistics");
  const order = orderOf({ sort, reverse: false }, (key) => sortExpression(ctx, key, ROW).by, sql.ref(`${ROW}.id`));
  const where = sql`${askedCondition(ctx, object, asked, ROW)} and ${rowCondition(ctx, object, ROW, "export")}`;
  const from = fromObject(object, ROW, statistics);
  if (!found.lines) return sql`${from} where ${where} order by ${order}`;
  const child = ctx.catalogue.object(found.lines.target!);
  const by = columnOf(ctx, LINE, parentField(ctx.catalogue, child))("_id");
  const place = child.fields.has("position") ? sql`${sql.ref(`${LINE}.position`)}, ` : sql``;
  return sql`${from} left join ${fromObject(child, LINE, false)} on ${by} = ${sql.ref(`${ROW}.id`)}
    and ${sql.ref(`${LINE}.deleted_at`)} is null and ${rowCondition(ctx, child, LINE)}
    where ${where} order by ${order}, ${place}${sql.ref(`${LINE}.id`)}`;
}

/** Excel knows no zones: the time that the clock of the workspace showed. */
function wallClock(ctx: Context, instant: Sql): Sql {
  return sql`to_char((${instant})::timestamptz at time zone ${ctx.workspace.settings.timeZone}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
