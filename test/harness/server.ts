/** The PostgreSQL of the tests: one for all test processes of this checkout, without fsync, gone when idle. */
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { type OpenDatabase, openDatabase } from "#engine/database/embedded/keeper.ts";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Milliseconds for which the server waits for the next test process; a run of many files reuses it. */
const linger = 30_000;

let opened: Promise<OpenDatabase> | undefined;

/** Attaches this process to the test server (RAABTA_TEST_DATABASE names another one) and gives its connection. */
export function testServer(): Promise<OpenDatabase> {
  const checkout = createHash("sha256").update(root).digest("hex").slice(0, 10);
  opened ??= openDatabase({
    data: join(tmpdir(), `raabta-test-${checkout}`),
    databaseUrl: process.env.RAABTA_TEST_DATABASE,
    throwaway: true,
    linger,
  });
  return opened;
}

/** Runs one statement in the server's first database, as superuser. */
export async function administer<Row extends pg.QueryResultRow>(
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { connection } = await testServer();
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
