/** What would happen: the work is done as if it were meant, looked at, and taken back. */
import type { Context } from "../context.ts";

class TakenBack extends Error {}

/** @returns what `work` found; nothing that it wrote stays. Its rows are locked meanwhile, so keep the work small. */
export function rolledBack<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.transaction(async (inner) => {
    const found: T[] = [];
    const { open } = inner.db;
    await open!
      .attempt(async () => {
        found.push(await work(inner));
        await open!.sent();
        throw new TakenBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error;
      });
    return found[0]!;
  });
}
