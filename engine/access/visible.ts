/** Which of many records, of any objects, the viewer may read: one statement, or none where the role sees all. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";
import { rowCondition, rowRights } from "./record-rights.ts";

/**
 * The ids among these that the viewer may read, the trash included. Objects whose every record the role may read are
 * not asked about: their ids hold even where the row is gone for good.
 * @param wanted ids by the name of their object
 */
export async function visibleIds(ctx: Context, wanted: ReadonlyMap<string, Iterable<string>>): Promise<Set<string>> {
  const visible = new Set<string>();
  const asked = [...wanted].flatMap(([name, ids]) => {
    const object = ctx.catalogue.object(name);
    const rights = rowRights(ctx, object);
    if (rights.all) for (const id of ids) visible.add(id);
    if (rights.all || rights.branches.length === 0) return [];
    return sql`select t.id from ${sql.id(object.table)} as t where t.id = any(${[...ids]}::uuid[]) and ${rowCondition(ctx, object, "t")}`;
  });
  if (asked.length === 0) return visible;
  const rows = await ctx.db.query(sql<{ id: string }>`${sql.join(asked, sql` union all `)}`);
  for (const row of rows) visible.add(row.id);
  return visible;
}

/** May the viewer read every record of the object, whoever the viewer is within the role? */
export const seesAll = (ctx: Context, name: string): boolean => rowRights(ctx, ctx.catalogue.object(name)).all;
