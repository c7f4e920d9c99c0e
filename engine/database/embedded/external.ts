/** Checks the PostgreSQL that DATABASE_URL names before anything else is tried on it. */
import pg from "pg";
import { Unavailable } from "#model/errors.ts";

/** Connects once; throws Unavailable naming DATABASE_URL where it does not answer or is older than 18. */
export async function checkExternal(url: string): Promise<pg.PoolConfig> {
  const connection: pg.PoolConfig = { connectionString: url };
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ number: string; version: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as version",
    );
    if (Number(rows[0]?.number) < 180000) {
      throw new Unavailable(`DATABASE_URL names a PostgreSQL ${rows[0]?.version}; Raabta needs version 18 or newer.`);
    }
    return connection;
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new Unavailable(`The PostgreSQL that DATABASE_URL names does not answer: ${(error as Error).message}`);
  } finally {
    await client.end().catch(() => {});
  }
}
