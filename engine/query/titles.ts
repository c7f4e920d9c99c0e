/** Names of records for the viewer. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";
import { rowCondition } from "../access/record-rights.ts";
import { fromObject } from "./columns.ts";
import { titleOf } from "./title.ts";

/** Id → title of those that the viewer may see, in the trash or not. */
export async function titlesOf(
  ctx: Context,
  name: string,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const target = ctx.catalogue.object(name);
  const rows = await ctx.db.query<{ id: string; title: string | null }>(sql`
    select t.id, ${titleOf(ctx, target, "t")} as title from ${fromObject(target, "t", false)} where t.id = any(${[...ids]}::uuid[]) and ${rowCondition(ctx, target, "t")}`);
  return new Map(rows.map((row) => [row.id, row.title]));
}
