/** Asks as the login what no workspace's role is told: of the queue, the accounts, PostgreSQL itself. */
import type { Context } from "#engine/context.ts";
import type { Db } from "#engine/database/database.ts";
import { type Sql, sql } from "#model/sql.ts";

export const asLogin = <T>(ctx: Context, work: (db: Db) => Promise<T>): Promise<T> =>
  ctx.transaction(async ({ db }) => {
    await db.query(sql`set local role none`);
    return work(db);
  });

export const askedAsLogin = <R>(ctx: Context, statement: Sql<R>): Promise<R[]> =>
  asLogin(ctx, (db) => db.query<R>(statement));
