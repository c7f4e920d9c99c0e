import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { testDatabase } from "./database.ts";

test("each test has a database of its own, reachable by config and by url, and dropped at the end", async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  await one.pool.query("create table only_here (id int)");
  const seen = await two.pool.query("select to_regclass('only_here') as found");
  assert.equal(seen.rows[0].found, null);

  const byUrl = new pg.Client(one.url);
  await byUrl.connect();
  assert.equal((await byUrl.query("select to_regclass('only_here')::text as found")).rows[0].found, "only_here");
  await byUrl.end();

  await one.close();
  const left = await two.pool.query("select from pg_database where datname = $1", [one.name]);
  assert.equal(left.rowCount, 0);
  await two.close();
});
