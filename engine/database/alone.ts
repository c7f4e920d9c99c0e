/** Work that only one process at a time may do, such as making tables that may be there already. */
import type { Database } from "./database.ts";

/** Runs `work` while no other process on this database runs work of this name; who comes second waits. */
export async function alone<T>(database: Database, name: string, work: () => Promise<T>): Promise<T> {
  const client = await database.connect();
  let broken: Error | undefined;
  try {
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    return await work();
  } finally {
    // A connection that cannot say it any more has given the lock back with its end.
    await client
      .query("select pg_advisory_unlock(hashtext($1))", [name])
      .catch((error: unknown) => (broken = error as Error));
    client.release(broken);
  }
}
