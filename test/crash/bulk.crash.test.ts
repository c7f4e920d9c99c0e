/** A worker killed in the midst of bulk work: it goes on behind its last chunk, and no record is changed twice. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { startBulk } from "#engine/bulk/bulk.ts";
import { readBulk, type Bulk } from "#engine/bulk/bulk-row.ts";
import { readOperation } from "#engine/undo/operations.ts";
import { undoOperation } from "#engine/undo/undo.ts";
import type { Context } from "#engine/context.ts";
import { createRecords } from "#engine/records/records.ts";
import { root } from "../harness/server.ts";
import { testWorkspace } from "../harness/workspace.ts";

const RECORDS = 5000;

const events = async (ctx: Context, operationId: string): Promise<unknown> =>
  (
    await ctx.db.query(sql`select count(*)::int as events, count(distinct record_id)::int as records,
      (select count(*)::int from products where name = 'Same') as same, (select max(version)::int from products) as version
      from events where operation_id = ${operationId}::uuid`)
  )[0];

test(
  "kill -9 of the worker during a bulk change and its undo: same end, no event twice",
  { timeout: 240_000 },
  async (t) => {
    const { ctx, database, engine } = await testWorkspace(t);
    await engine.jobs.prepare();
    const inputs = Array.from({ length: RECORDS }, (_, n) => ({ code: `P${n}`, name: `Product ${n}` }));
    for (let from = 0; from < RECORDS; from += 1000)
      await createRecords(ctx, "product", inputs.slice(from, from + 1000));
    const { id } = await startBulk(ctx, "product", { act: "update", patch: { name: "Same" } }, { all: true });
    const read = (): Promise<Bulk> => readBulk(ctx, id, { mine: true });
    const kills = await killUntil(2, async () => {
      const run = await read();
      return { ended: run.status === "done", place: run.done };
    });
    assert.ok(kills >= 2, `killed ${kills} times`);
    const run = await read();
    assert.deepEqual([run.done, run.refused, run.unchanged], [RECORDS, 0, 0]);
    assert.deepEqual(await events(ctx, run.operationId), {
      events: RECORDS,
      records: RECORDS,
      same: RECORDS,
      version: 2,
    });

    const undo = await undoOperation(ctx, run.operationId);
    await killUntil(1, async () => {
      const { undo: now } = await readOperation(ctx, run.operationId);
      return { ended: now!.status === "done", place: now!.seen };
    });
    assert.deepEqual(await events(ctx, undo.id), { events: RECORDS, records: RECORDS, same: 0, version: 3 });

    /** Kills the worker each time that it has come further, so often at most. */
    async function killUntil(most: number, look: () => Promise<{ ended: boolean; place: number }>): Promise<number> {
      let kills = 0;
      for (let before = await look(); !before.ended; before = await look()) {
        const child = spawn(process.execPath, [join(root, "test", "import", "worker.ts")], {
          env: { ...process.env, DATABASE_URL: database.url, UPLOADS: "/nowhere" },
          stdio: ["ignore", "inherit", "inherit"],
        });
        t.after(() => child.kill("SIGKILL"));
        for (;;) {
          const now = await look();
          if (now.ended || (now.place > before.place && kills < most)) break;
          await wait(15);
        }
        child.kill("SIGKILL");
        await once(child, "exit");
        kills += 1;
      }
      return kills;
    }
  },
);
