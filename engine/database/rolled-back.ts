/** What would happen: the work is done as if it were meant, looked at, and taken back. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";

/** @returns what `work` found; nothing that it wrote stays. Its rows are locked meanwhile, so keep the work small. */
export function rolledBack<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.transaction(async (inner) => {
    await inner.db.query(sql`savepoint trial`);
    const found = await work(inner);
    await inner.db.query(sql`rollback to savepoint trial`);
    await inner.db.query(sql`release savepoint trial`);
    return found;
  });
}
