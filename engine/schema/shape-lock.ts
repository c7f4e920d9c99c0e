/** Changes of the shape come one after the other. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";

/** Waits until nobody else changes the shape of this workspace; held to the end of the transaction. */
export async function lockShape(ctx: Context): Promise<void> {
  await ctx.db.open?.toShape();
  // Who waits with a snapshot is waited for by the build of an index, and may be waiting for that very build. A lock is waited for
  // without one where the table is known to the connection already, which the look sees to.
  await ctx.db.query(sql`select from custom_schema limit 0`);
  await ctx.db.query(sql`lock table custom_schema in share row exclusive mode`);
}
