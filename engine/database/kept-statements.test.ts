import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { testDatabase } from "#test/harness/database.ts";
import { Database } from "./database.ts";
import { ROOM } from "./kept-statements.ts";
import { prepared, reading } from "./statement.ts";

const LENGTH = 20_000;
const ROOMFUL = Math.floor(ROOM / LENGTH);

/** A statement whose text is its own, and long. */
const long = (n: number, more = sql``) => {
  const padding = sql.raw(`/* ${`${n} `.padEnd(LENGTH, ".")} */`);
  return sql<{ n: number }>`select ${n}::int as n ${more} ${padding}`;
};

async function opened(t: { after(hook: () => Promise<void>): void }): Promise<Database> {
  const { config } = await testDatabase(t);
  const database = new Database({ ...config, max: 1 });
  t.after(() => database.close());
  return database;
}

const kept = async (database: Database): Promise<string[]> => {
  const rows = await database
    .within("public")
    .query(sql<{ statement: string }>`select statement from pg_prepared_statements order by prepare_time`);
  return rows.map(({ statement }) => /select \$1::int as n +\/\* (\d+)/.exec(statement)?.[1] ?? "");
};

test("a connection keeps the statements asked for lately, whatever number was asked for", async (t) => {
  const database = await opened(t);
  const db = database.within("public");
  for (let n = 0; n < 3 * ROOMFUL; n += 1) {
    // One is asked for all the time.
    for (const one of [n, 0]) assert.deepEqual(await db.query(prepared(long(one))), [{ n: one }]);
  }
  const names = await kept(database);
  assert.ok(names.length <= ROOMFUL, `${names.length} are kept`);
  assert.ok(names.length > ROOMFUL - 3, `only ${names.length} are kept`);
  assert.ok(names.includes("0"));
  assert.ok(names.includes(`${3 * ROOMFUL - 1}`));
  assert.ok(!names.includes("1"));
  assert.deepEqual(await db.query(prepared(long(1))), [{ n: 1 }]);
});

test("room is made while many are on their way, and where a transaction has failed", async (t) => {
  const database = await opened(t);
  const failing = prepared(long(-1, sql`, 1 / 0`));
  for (let round = 0; round < 3; round += 1) {
    const many = await database.transaction("public", (db) =>
      Promise.all(Array.from({ length: 2 * ROOMFUL }, (_, n) => db.query(reading(long(n))))),
    );
    assert.deepEqual(
      many.flat().map((row) => (row as { n: number }).n),
      Array.from({ length: 2 * ROOMFUL }, (_, n) => n),
    );
    await assert.rejects(
      database.transaction("public", async (db) => {
        await db.query(prepared(long(7)));
        const [failed, after] = await Promise.allSettled([db.query(failing), db.query(prepared(long(ROOMFUL)))]);
        assert.equal(after.status, "rejected");
        if (failed.status === "rejected") throw failed.reason;
      }),
      /division by zero/,
    );
    // What PostgreSQL could not read makes room for what comes after.
    for (let n = 0; n < ROOMFUL; n += 1)
      await assert.rejects(
        database.within("public").query(prepared(long(n, sql`, no_such_column_${sql.raw(`${round}`)}`))),
      );
  }
  for (let n = 0; n < ROOMFUL; n += 1) await database.within("public").query(prepared(long(n)));
  assert.ok((await kept(database)).length >= ROOMFUL - 2);
});
