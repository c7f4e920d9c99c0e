/** Finds the customer rows of companies and contacts. */
import { sql } from "#model/sql.ts";
import { reading } from "#engine/database/statement.ts";
import type { Context } from "#engine/context.ts";

export type Side = "company" | "contact";

/** Record id → customer id; of the living rows or of those in the trash. */
export async function customersOf(
  ctx: Context,
  side: Side,
  ids: readonly string[],
  trash = false,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const column = sql.id(`${side}_id`);
  const rows = await ctx.db.query<{ id: string; of: string }>(
    reading(sql`
    select id, ${column} as of from customers where ${column} = any(${[...ids]}::uuid[]) and deleted_at is ${trash ? sql`not null` : sql`null`} order by updated_at`),
  );
  return new Map(rows.map((row) => [row.of, row.id]));
}
