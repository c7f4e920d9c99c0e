/** Changes of the shape come one after the other. */
import { sql } from "#model/sql.ts";
import type { Context } from "../../context.ts";

/** Waits until nobody else changes the shape of this workspace; held to the end of the transaction. */
export async function lockShape(ctx: Context): Promise<void> {
  await ctx.db.query(sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.workspace.id} shape`}, 0))`);
}
