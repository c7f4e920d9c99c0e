import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { sql } from "#model/sql.ts";
import { testDatabase } from "#test/harness/database.ts";
import { Database, type Patience } from "./database.ts";

const PERSON: Patience = { statement: 30_000, lock: 10_000, person: true };
const MANY = 30;

test("while all changes of people wait for one another, others read, and jobs go on", async (t) => {
  const { config } = await testDatabase(t);
  const database = new Database(config);
  t.after(() => database.close());
  const holder = new pg.Client(config);
  await holder.connect();
  await holder.query("create table public.held (n int)");
  await holder.query("begin; lock table public.held in exclusive mode");
  const changes = Array.from({ length: MANY }, (_, n) =>
    database.transaction("public", (db) => db.query(sql`insert into public.held values (${n}::int)`), PERSON),
  );
  while (database.waitingCount < MANY - 6) await new Promise((resolve) => setTimeout(resolve, 5));
  const read = await database.within("public", PERSON).query(sql`select 1 as n`);
  assert.deepEqual(read, [{ n: 1 }]);
  assert.deepEqual(await database.transaction("public", (db) => db.query(sql`select 2 as n`)), [{ n: 2 }]);
  await holder.query("commit");
  await Promise.all(changes);
  await holder.end();
  const [row] = await database
    .within("public", PERSON)
    .query(sql<{ n: number }>`select count(*)::int as n from public.held`);
  assert.equal(row!.n, MANY);
  assert.equal(database.waitingCount, 0);
});

test("who waits to change the shape has no connection meanwhile", async (t) => {
  const { config } = await testDatabase(t);
  const database = new Database(config);
  t.after(() => database.close());
  const end = await database.givingWay.toShape("public");
  let over = false;
  const second = database.transaction("public", async (db) => {
    await db.open!.toShape();
    over = true;
    return db.query(sql`select 1 as n`);
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual([over, database.totalCount], [false, 0]);
  end();
  assert.deepEqual(await second, [{ n: 1 }]);
  assert.equal(database.totalCount, database.idleCount);
});

test("a connection that comes after the work broke off is given back", async (t) => {
  const { config } = await testDatabase(t);
  const database = new Database(config);
  t.after(() => database.close());
  const broken = database.transaction("public", async (db) => {
    db.query(sql`select 1`).catch(() => undefined);
    throw new Error("broken off");
  });
  await assert.rejects(broken, /broken off/);
  await database.within("public").query(sql`select 1`);
  assert.equal(database.totalCount, database.idleCount);
});
