/** How many records have an option of a choice. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../../context.ts";
import { faceOf } from "../../query/columns.ts";

/**
 * @param most no more are counted
 * @returns `trashed`: those of them that are in the trash
 */
export async function recordsWith(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  options: readonly string[],
  most: number,
): Promise<{ number: number; trashed: number }> {
  const { type } = faceOf(field).columns(field.definition)[""]!;
  const column = sql.id(field.column);
  const has = type.endsWith("[]") ? sql`${column} && ${[...options]}::text[]` : sql`${column} = any(${[...options]})`;
  const [row] = await ctx.db.query(sql<{ number: number; trashed: number }>`
    select count(*)::int as number, count(*) filter (where gone)::int as trashed
    from (select deleted_at is not null as gone from ${sql.id(object.table)} where ${has} limit ${most}) as few`);
  return row!;
}
