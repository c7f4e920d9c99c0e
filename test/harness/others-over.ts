/** Waits for those who are at work elsewhere: what reads changes ends before the oldest transaction that is open in the server. */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";

/** Until all has ended that is open now, be it in the database of another test. @throws after twenty seconds */
export async function othersOver(ctx: Context): Promise<void> {
  const [row] = await ctx.db.query(sql<{ xid: string }>`select pg_current_xact_id()::text as xid`);
  for (let tries = 0; tries < 1_000; tries += 1) {
    const [now] = await ctx.db.query(
      sql<{ over: boolean }>`select pg_snapshot_xmin(pg_current_snapshot()) > ${row!.xid}::xid8 as over`,
    );
    if (now!.over) return;
    await wait(20);
  }
  throw new Error("A transaction stays open");
}
