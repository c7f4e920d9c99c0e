/** Jobs that throw, hang or kill their process are given up after their attempts; the others go on, each once. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { enqueue, listJobs, readJob, retryJob } from "#engine/jobs/queue.ts";
import { sql } from "#model/sql.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { poison } from "./poison.ts";

const GOOD = 30;

const REASONS: Record<string, RegExp> = {
  throws: /It never works/,
  hangs: /no sign of life/,
  "hangs in the database": /no sign of life|statement timeout/,
  kills: /process that worked on it has ended/,
};

/** A worker that is started again whenever it has ended. */
function supervised(t: TestContext, url: string): { deaths: () => number; stop(): Promise<void> } {
  let over = false;
  let deaths = 0;
  let child: ChildProcess | undefined;
  const running = (async () => {
    while (!over) {
      child = spawn(process.execPath, [join(import.meta.dirname, "poison.ts")], {
        env: { ...process.env, DATABASE_URL: url },
        stdio: ["ignore", "inherit", "inherit"],
      });
      await once(child, "exit");
      deaths += over ? 0 : 1;
    }
  })();
  const stop = async (): Promise<void> => {
    over = true;
    child?.kill("SIGKILL");
    await running;
  };
  t.after(stop);
  return { deaths: () => deaths, stop };
}

test(
  "what poisons the queue is given up, told and can be begun again; the rest is done once",
  { timeout: 240_000 },
  async (t) => {
    const { ctx, database } = await testWorkspace(t, { jobs: poison });
    await ctx.db.query(sql`create table done (job uuid primary key, n integer not null)`);
    const worker = supervised(t, database.url);
    const bad: Record<string, string> = {};
    // What kills the process comes by itself, for the others would end of it too.
    for (const names of [["throws", "hangs", "hangs in the database"], ["kills"]]) {
      for (const name of names) bad[name] = await enqueue(ctx, name, {}, { attempts: 3 });
      const good: string[] = [];
      for (let n = 0; n < GOOD; n++) good.push(await enqueue(ctx, "good", { n }));
      for (const id of good) assert.equal((await settled(ctx, id)).status, "done");
      for (const name of names) {
        const ended = await settled(ctx, bad[name]!);
        assert.deepEqual([ended.status, ended.attempts], ["failed", 3], name);
        assert.match(ended.error!, REASONS[name]!);
        assert.ok(ended.finishedAt);
      }
    }
    const done = await ctx.db.query(
      sql<{ n: number; times: number }>`select n, count(*)::int as times from done group by n`,
    );
    assert.equal(done.length, GOOD);
    assert.ok(done.every(({ times }) => times === 2));
    assert.equal(worker.deaths(), 3);
    // Nothing holds what the hanging one had locked.
    await ctx.transaction((inner) => inner.db.query(sql`select from roles for update nowait`));
    assert.equal((await listJobs(ctx, { limit: 200 })).filter(({ status }) => status === "failed").length, 4);
    await retryJob(ctx, bad["throws"]!);
    assert.equal((await settled(ctx, bad["throws"]!)).status, "failed");
    assert.equal((await settled(ctx, await enqueue(ctx, "good", { n: GOOD }))).status, "done");
    assert.equal((await readJob(ctx, bad["throws"]!)).attempts, 3);
    await worker.stop();
    t.diagnostic(
      `${2 * GOOD + 1} good jobs done once beside 4 bad ones; the worker was killed ${worker.deaths()} times`,
    );
  },
);
