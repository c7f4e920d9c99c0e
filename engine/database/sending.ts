/** What is asked of a connection in one turn of the program travels to PostgreSQL in one write. */
import type pg from "pg";

const gathering = new WeakSet<pg.PoolClient>();

/** Say it before asking: what is asked until the turn ends is held back and sent as one. Each write is a call into the kernel. */
export function sendTogether(client: pg.PoolClient): void {
  if (!client.pipeline || gathering.has(client)) return;
  const { stream } = client.connection;
  gathering.add(client);
  stream.cork();
  process.nextTick(() => {
    gathering.delete(client);
    stream.uncork();
  });
}
