/** Whoever changes the shape of tables waits in nobody's way, for whoever builds an index and for whoever changes the shape before. */
import assert from "node:assert/strict";
import { test } from "node:test";
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
