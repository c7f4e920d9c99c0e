/** Jobs run, tell how far they are, stop when asked, fail in words, and come back from a worker that died. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { InvalidInput } from "#model/errors.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { create } from "../records/records.ts";
import { defineJob, JobCancelled } from "./definition.ts";
import { cancelJob, enqueue, readJob, retryJob, type JobRow } from "./queue.ts";
import { askedAsLogin } from "#test/harness/login.ts";

const counting = defineJob({
  name: "counting",
  input: z.strictObject({ to: z.int() }),
  run: async (job) => {
    for (let n = 1; n <= job.input.to; n += 1) {
      if (await job.cancelled()) throw new JobCancelled();
      await job.progress(n, job.input.to);
      await wait(5);
    }
    return { counted: job.input.to };
  },
});
const failing = defineJob({
  name: "failing",
  input: z.strictObject({}),
  run: () => Promise.reject(new InvalidInput("Row 7 is wrong")),
});

async function settled(ctx: Context, id: string): Promise<JobRow> {
  for (let tries = 0; tries < 400; tries += 1) {
    const job = await readJob(ctx, id);
    if (job.status !== "queued" && job.status !== "running") return job;
    await wait(25);
  }
  throw new Error("The job did not end within ten seconds");
}

test("a job runs with its input and keeps its result; one that fails says why and can be begun again", async (t) => {
  const { engine, ctx } = await testWorkspace(t, { jobs: [counting, failing] });
  await engine.jobs.start();
  const done = await settled(ctx, await enqueue(ctx, "counting", { to: 3 }));
  assert.deepEqual([done.status, done.result, done.progress.done], ["done", { counted: 3 }, 3]);
  const failed = await settled(ctx, await enqueue(ctx, "failing", {}));
  assert.deepEqual([failed.status, failed.error], ["failed", "Row 7 is wrong"]);
  await retryJob(ctx, failed.id);
  assert.equal((await settled(ctx, failed.id)).status, "failed");
});

test("a running job goes on by the fields of now once there are others", async (t) => {
  const begun: boolean[] = [];
  const looking = defineJob({
    name: "looking",
    input: z.strictObject({}),
    run: async (job) => {
      const sees = job.ctx.catalogue.object("company").fields.has("x_colour");
      begun.push(sees);
      while (!sees) {
        if (await job.cancelled()) throw new JobCancelled();
        await wait(5);
      }
      return { sees };
    },
  });
  const { engine, ctx } = await testWorkspace(t, { jobs: [looking] });
  await engine.jobs.start();
  const id = await enqueue(ctx, "looking", {});
  while (begun.length === 0) await wait(5);
  await create(ctx, "customField", { object: "company", name: "x_colour", type: "text", label: { en: "Colour" } });
  const { status, result } = await settled(ctx, id);
  assert.deepEqual([status, result, begun], ["done", { sees: true }, [false, true]]);
});

test("a running job stops at its border when asked, a waiting one at once", async (t) => {
  const { engine, ctx } = await testWorkspace(t, { jobs: [counting] });
  const waiting = await enqueue(ctx, "counting", { to: 5 });
  assert.equal((await cancelJob(ctx, waiting)).status, "cancelled");
  await engine.jobs.start();
  const id = await enqueue(ctx, "counting", { to: 100_000 });
  while ((await readJob(ctx, id)).status === "queued") await wait(20);
  await cancelJob(ctx, id);
  assert.equal((await settled(ctx, id)).status, "cancelled");
});

test("one waiting job per key, and none where the deed was rolled back", async (t) => {
  const { ctx } = await testWorkspace(t, { jobs: [counting] });
  const first = await enqueue(ctx, "counting", { to: 1 }, { key: "refresh" });
  assert.equal(await enqueue(ctx, "counting", { to: 1 }, { key: "refresh" }), first);
  await assert.rejects(
    ctx.transaction(async (inner) => {
      await enqueue(inner, "counting", { to: 9 });
      throw new Error("the deed failed");
    }),
    /the deed failed/,
  );
  const [row] = await askedAsLogin(
    ctx,
    sql<{
      rows: number;
      queued: number;
    }>`select (select count(*)::int from job_runs) as rows, (select count(*)::int from graphile_worker.jobs) as queued`,
  );
  assert.deepEqual(row, { rows: 1, queued: 1 });
});

test("a job whose worker is gone is taken up again", async (t) => {
  const { engine, ctx } = await testWorkspace(t, { jobs: [counting] });
  const id = await enqueue(ctx, "counting", { to: 2 });
  // As a killed worker leaves it: running under a lock that nobody holds, the queue's row locked by a stranger.
  await ctx.db.query(
    sql`update job_runs set status = 'running', worker_id = 12345, attempts = 1 where id = ${id}::uuid`,
  );
  await askedAsLogin(ctx, sql`update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now()`);
  await engine.jobs.start();
  assert.equal((await settled(ctx, id)).status, "done");
});

test("a job that was given to another while it ran stops, and leaves the row to the other", async (t) => {
  const { engine, ctx } = await testWorkspace(t, { jobs: [counting] });
  await engine.jobs.start();
  const id = await enqueue(ctx, "counting", { to: 100_000 });
  while ((await readJob(ctx, id)).progress.done === 0) await wait(20);
  await ctx.db.query(sql`update job_runs set worker_id = 12345 where id = ${id}::uuid`);
  const idle = sql<{
    left: number;
  }>`select count(*)::int as left from graphile_worker._private_jobs where locked_by is not null`;
  while ((await askedAsLogin(ctx, idle))[0]!.left > 0) await wait(20);
  assert.equal((await readJob(ctx, id)).status, "running");
});

test("a job that a dead worker took and never began is queued again", async (t) => {
  const { engine, ctx } = await testWorkspace(t, { jobs: [counting] });
  const id = await enqueue(ctx, "counting", { to: 2 });
  await ctx.db.query(sql`update job_runs set created_at = now() - interval '1 minute'`);
  await askedAsLogin(
    ctx,
    sql`update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now() - interval '11 seconds'`,
  );
  await engine.jobs.start();
  assert.equal((await settled(ctx, id)).status, "done");
});
