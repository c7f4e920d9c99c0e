/** A worker killed while a field changes its kind: begun again it goes on, what was written meanwhile counts, and undo brings all values back. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { suite, test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { cancelJob, readJob } from "#engine/jobs/queue.ts";
import { create, createRecords, outcomeId, update } from "#engine/records/records.ts";
import { startConversion } from "#engine/workspace/custom/conversion/conversion.job.ts";
import type { Context } from "#engine/context.ts";
import { sql } from "#model/sql.ts";
import { root } from "../harness/server.ts";
import { testWorkspace, type TestWorkspace } from "../harness/workspace.ts";

/** Two chunks. */
const RECORDS = 1_200;
/** Of so many one cannot be read as a number. */
const UNREADABLE = 10;

const textOf = (n: number): string => (n % UNREADABLE === 0 ? `about ${n}` : `${n}`);
const numberOf = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);

interface Death {
  /** When, in words. */
  when: string;
  part: string;
  times?: number;
  answered?: boolean;
}

const DEATHS: Death[] = [
  { when: "its columns are being made", part: "alter table companies add column" },
  { when: "its first values are being moved", part: 'update "companies" as t set' },
  {
    when: "some of its values stand, and the word of it does not",
    part: 'update "companies" as t set',
    times: 2,
    answered: true,
  },
  { when: "the last values stand", part: "insert into field_conversions", times: 4 },
  { when: "columns change places", part: "rename column", answered: true },
  { when: "the field has its new kind, and nobody was told", part: "pg_notify", answered: true },
];

suite("changing the kind of a field while it is killed", { timeout: 240_000 }, () => {
  for (const death of DEATHS)
    test(`kill -9 while ${death.when}: same end, nothing lost`, async (t) => {
      const { at, field, ids, job } = await begun(t);
      await dies(t, at, death);
      assert.notEqual((await readJob(at.ctx, job)).status, "done", "it died before its end");
      // Who works with the old kind goes on doing so.
      const texts = ids.map((_, n) => textOf(n));
      const before = await anew(at);
      for (const [n, text] of [
        [1, "4711"],
        [RECORDS - 9, "no number"],
      ] as const) {
        texts[n] = text;
        await update(before, "company", ids[n]!, { x_size: text });
      }
      const worker = works(t, at);
      await ended(at, job);
      await stopped(worker);
      assert.deepEqual(await values(at), texts.map(numberOf));
      await update(await anew(at), "customField", field, { type: "text" });
      assert.deepEqual(await values(at), texts);
      assert.equal(await columnsBeside(at), 1, "those of the kind that was taken back, and no others");
    });

  test("given up after a kill, the field is as it was and can become of another kind", async (t) => {
    const { at, field, ids, job } = await begun(t);
    await dies(t, at, DEATHS[2]!);
    assert.equal((await cancelJob(at.ctx, job)).status === "done", false);
    const texts = ids.map((_, n) => textOf(n));
    assert.deepEqual(await values(at), texts);
    const other = await startConversion(await anew(at), field, { type: "longText", settings: {} });
    const worker = works(t, at);
    await ended(at, other);
    await stopped(worker);
    assert.deepEqual(await values(at), texts);
    assert.equal(await columnsBeside(at), 1);
  });
});

/** A field of texts with a value in every record, and the job that makes numbers of them, not begun yet. */
async function begun(t: TestContext) {
  const at = await testWorkspace(t);
  await at.engine.jobs.prepare();
  const { id: field } = await create(at.ctx, "customField", {
    object: "company",
    name: "size",
    type: "text",
    label: { en: "Size" },
  });
  const ctx = await anew(at);
  const inputs = Array.from({ length: RECORDS }, (_, n) => ({ name: `Company ${n}`, x_size: textOf(n) }));
  const ids: string[] = [];
  for (let from = 0; from < RECORDS; from += 500)
    ids.push(...(await createRecords(ctx, "company", inputs.slice(from, from + 500))).map(outcomeId));
  const job = await startConversion(ctx, field, { type: "integer", settings: {} });
  return { at, field, ids, job };
}

/** The context as the next request would have it. */
async function anew({ engine, workspace }: TestWorkspace): Promise<Context> {
  engine.workspaces.forget();
  return engine.systemContext(await engine.workspaces.get(workspace.slug));
}

function works(t: TestContext, { database }: TestWorkspace, death?: Death) {
  const program = ["--import", join(root, "test", "crash", "dying-at.mjs"), join(root, "test", "import", "worker.ts")];
  const child = spawn(process.execPath, program, {
    env: { ...process.env, DATABASE_URL: database.url, UPLOADS: "/nowhere", DIES_AT: JSON.stringify(death ?? {}) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

async function dies(t: TestContext, at: TestWorkspace, death: Death): Promise<void> {
  const [, signal] = (await once(works(t, at, death), "exit")) as [number | null, string | null];
  assert.equal(signal, "SIGKILL");
}

async function stopped(child: ReturnType<typeof works>): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function ended({ ctx }: TestWorkspace, job: string): Promise<void> {
  for (const until = performance.now() + 60_000; ; await wait(20)) {
    const { status, error } = await readJob(ctx, job);
    if (status === "done") return;
    assert.ok(["queued", "running"].includes(status), `${status}: ${error}`);
    assert.ok(performance.now() < until, `It did not end: ${status}`);
  }
}

/** In the order in which the records were made. */
async function values(at: TestWorkspace): Promise<unknown[]> {
  const ctx = await anew(at);
  const { column } = ctx.catalogue.object("company").fields.get("x_size")!;
  const rows = await ctx.db.query(
    sql<{
      value: string;
    }>`select to_json(${sql.id(column!)})::text as value from companies order by substr(name, 9)::int`,
  );
  return rows.map(({ value }) => JSON.parse(value ?? "null") as unknown);
}

/** How many other kinds the field has columns of, beside its own. */
async function columnsBeside({ ctx }: TestWorkspace): Promise<number> {
  const [row] = await ctx.db.query(sql<{ count: number }>`
    select count(distinct substring(attname from '^x\\d+'))::int as count from pg_attribute
    where attrelid = 'companies'::regclass and attname ~ '^x\\d+' and not attisdropped`);
  return row!.count - 1;
}
