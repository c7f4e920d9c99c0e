import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { startImport } from "#engine/transfer/imports.ts";
import { stagingName } from "#engine/transfer/run.ts";
import { importWorkspace, until, upload } from "./workspace.ts";
import { invoices } from "./invoices.ts";

function worker(t: TestContext, env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, "worker.ts")], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

async function position(ctx: Context, id: string): Promise<{ phase: string; position: number; status: string }> {
  const [row] = await ctx.db.query(
    sql<{
      phase: string;
      position: string;
      status: string;
    }>`select phase, position::text, status from imports where id = ${id}::uuid`,
  );
  return { phase: row!.phase, position: Number(row!.position), status: row!.status };
}

const state = (ctx: Context) =>
  ctx.db.query(sql`select
  (select count(*)::int from orders) as orders, (select count(distinct number_key)::int from orders) as numbers, (select count(*)::int from order_lines) as lines,
  (select sum(base)::text from order_lines) as sum, (select count(*)::int from companies) as companies, (select count(*)::int from customers) as customers, (select count(*)::int from products) as products,
  (select count(*)::int from events where object = 'order') as events`);

test("a worker killed in the midst of an import loses nothing and doubles nothing", { timeout: 240_000 }, async (t) => {
  const calm = await importWorkspace(t);
  const made = invoices(3000);
  const undisturbed = await upload(calm.ctx, made.csv);
  await startImport(calm.ctx, undisturbed.id);
  const smooth = await until(calm.ctx, undisturbed.id, "done");

  const { ctx, database, uploads } = await importWorkspace(t, { worker: false });
  const found = await upload(ctx, made.csv);
  await startImport(ctx, found.id);
  const env = { DATABASE_URL: database.url, UPLOADS: uploads };
  let kills = 0;
  for (let before = await position(ctx, found.id); before.status !== "done";) {
    const child = worker(t, env);
    for (;;) {
      const now = await position(ctx, found.id);
      const moved = now.phase !== before.phase || now.position !== before.position;
      if (now.status === "done" || (moved && kills < 5)) break;
      assert.notEqual(now.status, "failed");
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    child.kill("SIGKILL");
    await once(child, "exit");
    kills += 1;
    before = await position(ctx, found.id);
    // What a crash of the database leaves of an unlogged table.
    if (kills === 3 && before.status !== "done") {
      const tables = await ctx.db.query(
        sql<{
          name: string;
        }>`select tablename as name from pg_tables where schemaname = current_schema() and tablename like ${`${stagingName(found.id)}%`}`,
      );
      for (const { name } of tables) await ctx.db.query(sql`truncate ${sql.id(name)}`);
    }
  }
  assert.ok(kills >= 4, `killed ${kills} times`);
  assert.deepEqual(await state(ctx), await state(calm.ctx));
  const end = await until(ctx, found.id, "done");
  assert.deepEqual(end.counts, smooth.counts);
  assert.equal(end.counts!.accepted, made.lines);
});
