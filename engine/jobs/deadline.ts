/** Cuts a job that gives no sign of life: its transactions are rolled back, and what it asks for later is refused. */
import { differing, type Context } from "../context.ts";
import type { Db } from "../database/database.ts";

/** Thrown into a job that was cut. */
class JobSilent extends Error {}

export interface Watched {
  ctx: Context;
  /** A sign of life. @throws JobSilent where the job was cut already */
  alive(): void;
}

/** Does `work` for as long as it shows life. @throws JobSilent after `silence` milliseconds without */
export async function whileAlive<T>(ctx: Context, silence: number, work: (watched: Watched) => Promise<T>): Promise<T> {
  const cut = Promise.withResolvers<never>();
  // Heard by whoever races with it; without one it is no failure of the process.
  cut.promise.catch(() => undefined);
  let last = performance.now();
  let over = false;
  const end = (): JobSilent =>
    new JobSilent(`It gave no sign of life for ${Math.round(silence / 1000)} seconds and was stopped`);
  const alive = (): void => {
    if (over) throw end();
    last = performance.now();
  };
  const timer = setInterval(
    () => {
      if (performance.now() - last < silence) return;
      over = true;
      cut.reject(end());
    },
    Math.min(silence / 4, 5000),
  );
  try {
    return await Promise.race([work({ ctx: watchedContext(ctx, alive, cut.promise), alive }), cut.promise]);
  } finally {
    over = true;
    clearInterval(timer);
  }
}

/** The context with its statements as signs of life; a transaction open at the cut is rolled back, and lets go of its locks. */
function watchedContext(ctx: Context, alive: () => void, cut: Promise<never>): Context {
  return {
    ...ctx,
    db: watchedDb(ctx.db, alive),
    transaction: async <T, A>(work: (ctx: Context) => Promise<T>, then?: (ctx: Context, done: T) => Promise<A>) => {
      alive();
      const result = await ctx.transaction<T, A>(
        (inner) => Promise.race([work(watchedInside(inner, alive)), cut]),
        then && ((after, done) => then(watchedInside(after, alive), done)),
      );
      alive();
      return result;
    },
  };
}

function watchedInside(ctx: Context, alive: () => void): Context {
  return differing(ctx, (each) => ({ ...each, db: watchedDb(each.db, alive) }));
}

const watchedDb = (db: Db, alive: () => void): Db => ({
  ...db,
  query: async (statement) => {
    alive();
    const rows = await db.query(statement);
    alive();
    return rows as never;
  },
});
