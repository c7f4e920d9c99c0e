/** More than can be done is refused at once, and no statement holds a connection for ever. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { create } from "#engine/records/records.ts";
import { testHouse } from "./house.fixtures.ts";

test("beyond its bound the queue refuses at once with Retry-After, and health and signing in still answer", async (t) => {
  const { house, ctx, key, person, signIn } = await testHouse(t);
  const { speak } = await key("owner");
  const { email } = await person("sales");
  assert.equal((await speak("GET", "/api/v1/meta")).status, 200);
  const { pool } = house.engine.database;
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  const waiting = Array.from({ length: 251 }, () => ctx.db.query(sql`select 1 as one`));
  const began = performance.now();
  try {
    const refused = await speak("GET", "/api/v1/companies");
    assert.deepEqual([refused.status, refused.body.code], [503, "unavailable"]);
    // Who queued would wait until the held connections come back.
    assert.ok(performance.now() - began < 1_000);
    assert.match(String(refused.headers["retry-after"]), /^[1-3]$/);
    assert.match(await signIn(email), /session/);
  } finally {
    for (const client of held) client.release();
  }
  await Promise.all(waiting);
  assert.equal((await speak("GET", "/api/v1/companies")).status, 200);
});

test("a statement beyond its patience is stopped, one that waits for a lock too; both say to try again", async (t) => {
  const { house, ctx, key } = await testHouse(t);
  const { speak } = await key("owner");
  const made = await create(ctx, "company", { name: "Acme" });
  const { database } = house.engine;
  const hasty = database.within(ctx.workspace.schema, { statement: 50, lock: 20 });
  await assert.rejects(hasty.query(sql`select pg_sleep(5)`), /statement timeout/);
  await ctx.transaction(async (inner) => {
    await inner.db.query(sql`update companies set version = version where id = ${made.id}::uuid`);
    await assert.rejects(hasty.query(sql`update companies set version = version where id = ${made.id}::uuid`), {
      status: 503,
      retryAfter: 1,
    });
  });
  assert.equal((await speak("GET", `/api/v1/companies/${made.id}`)).status, 200);
  const [limits] = await database.within(ctx.workspace.schema).query(
    sql<{
      statement: string;
      lock: string;
    }>`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`,
  );
  assert.deepEqual(limits, { statement: "0", lock: "0" });
});
