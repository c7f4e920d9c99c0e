/** Whoever changes the shape of tables waits in nobody's way, for whoever builds an index and for whoever changes the shape before. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { create, purgeRecords, remove, update } from "#engine/records/records.ts";
import { testWorkspace } from "#test/harness/workspace.ts";

const field = (name: string) => ({ object: "company", type: "text", label: { en: name } });

test("while an index is being built people work on, and who shapes the table waits for it in nobody's way", async (t) => {
  const { ctx, database, engine, workspace } = await testWorkspace(t);
  // Each deed is an operation of its own.
  const own = () => engine.systemContext(workspace);
  const { id } = await create(ctx, "company", { name: "A" });
  const builder = new pg.Client(database.config);
  await builder.connect();
  await builder.query(`begin; lock table ${workspace.schema}.companies in share update exclusive mode`);
  const made = ["One", "Two"].map((name) => create(own(), "customField", field(name)));
  const locks = async (condition: string): Promise<number> => {
    const { rows } = await builder.query(
      `select 1 from pg_locks l join pg_class c on c.oid = l.relation where ${condition}`,
    );
    return rows.length;
  };
  while ((await locks("c.relname = 'custom_schema' and not l.granted")) < 1) await wait(10);
  await update(own(), "company", id, { name: "B" });
  assert.equal(await locks("c.relname = 'companies' and l.mode = 'AccessExclusiveLock'"), 0);
  await builder.query("commit");
  const names = (await Promise.all(made)).map(({ name }) => name);
  assert.deepEqual(new Set<unknown>(names), new Set(["x_one", "x_two"]));
  await builder.end();
});

test("a key to another table goes without anybody waiting long for that table", async (t) => {
  const { ctx, database, engine, workspace } = await testWorkspace(t);
  // Each deed is an operation of its own.
  const own = () => engine.systemContext(workspace);
  const settings = { to: "product" };
  const { id } = await create(ctx, "customField", { ...field("Pet"), type: "relation", settings });
  const reader = new pg.Client(database.config);
  await reader.connect();
  await reader.query(`begin; lock table ${workspace.schema}.products in access share mode`);
  await remove(ctx, "customField", id);
  const purged = purgeRecords(own(), "customField", [id]);
  const queued = async (): Promise<boolean> => {
    const { rows } = await reader.query("select 1 from pg_locks where not granted and mode = 'AccessExclusiveLock'");
    return rows.length > 0;
  };
  while (!(await queued())) await wait(2);
  // Who comes behind gets through, for the queue is let go.
  await create(own(), "product", { code: "P", name: "Product" });
  await reader.query("commit");
  await purged;
  await reader.end();
});

/**
 * Each time a table is asked for alone, by anybody.
 * @param said whatever is asked, in order
 */
async function locksAsked(t: TestContext, pool: pg.Pool, said: string[] = []): Promise<string[]> {
  const locking: string[] = [];
  const client = await pool.connect();
  const spied = Object.getPrototypeOf(client) as { query: (...all: unknown[]) => unknown };
  client.release();
  const { query } = spied;
  t.after(() => (spied.query = query));
  spied.query = function (...all) {
    const [asked] = all as [string | { text?: string }];
    const text = typeof asked === "string" ? asked : (asked.text ?? "");
    said.push(text);
    if (text.includes("access exclusive")) locking.push(text);
    return query.apply(this, all);
  };
  return locking;
}

test("somebody who is long at work with a table makes others wait behind who shapes it once, not again and again", async (t) => {
  const { database, engine, workspace } = await testWorkspace(t);
  const worker = new pg.Client(database.config);
  await worker.connect();
  await worker.query(`begin; lock table ${workspace.schema}.companies in row exclusive mode`);
  const locking = await locksAsked(t, engine.database.pool);
  const made = create(engine.systemContext(workspace), "customField", field("Patient"));
  while (locking.length === 0) await wait(5);
  // Ten times as long as the lock is waited for.
  await wait(500);
  assert.equal(locking.length, 1);
  await worker.query("commit");
  await made;
  assert.equal(locking.length, 2);
  await worker.end();
});

test("a table is kept from others for one way to PostgreSQL, which ends the transaction, unless more is to be done", async (t) => {
  const { engine, workspace } = await testWorkspace(t);
  const asked: string[] = [];
  const locking = await locksAsked(t, engine.database.pool, asked);
  await create(engine.systemContext(workspace), "customField", field("Alone"));
  assert.equal(locking.length, 1);
  // The disk is waited for when the table is free again.
  assert.match(asked[asked.indexOf(locking[0]!) + 1]!, /pg_logical_emit_message/);
  assert.match(
    locking[0]!,
    /^set local lock_timeout.*;\nlock table "companies" in access exclusive mode;\nalter table.*;\nset local synchronous_commit = off;\ncommit$/s,
  );
  locking.length = 0;
  const ctx = engine.systemContext(await engine.workspaces.get(workspace.slug));
  await ctx.transaction(async (inner) => {
    for (const name of ["First", "Second"]) await create(inner, "customField", field(name));
  });
  // What was made is read for the answer.
  assert.deepEqual(
    locking.map((text) => text.endsWith(";\ncommit")),
    [false, false],
  );
  const now = engine.systemContext(await engine.workspaces.get(workspace.slug));
  const made = await create(now, "company", { name: "A", x_alone: "1", x_first: "2", x_second: "3" });
  assert.deepEqual([made["x_alone"], made["x_first"], made["x_second"]], ["1", "2", "3"]);
});
