/** Whether records are found by a field of the company's own, turned on and off while values stand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { list } from "#engine/query/list.ts";
import { create, purgeRecords, remove, restore, update } from "#engine/records/records.ts";
import type { JobDefinition } from "#engine/jobs/definition.ts";
import { sparesJob } from "#engine/schema/spares.job.ts";
import { rebuildJob } from "#engine/search/rebuild.job.ts";
import { plainText, type JsonObject, type RecordJson } from "#model/json.ts";
import { sql } from "#model/sql.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";

/** The context as the next request would have it. */
const anew = async ({ engine, workspace }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));

const names = async (at: TestWorkspace, q: string): Promise<string[]> => {
  const { data } = JSON.parse(await list(await anew(at), "company", { q, limit: 10 })) as { data: RecordJson[] };
  return data.map((company) => plainText(company["name"])).toSorted();
};

const run = async (
  at: TestWorkspace,
  job: JobDefinition<never>,
  input: JsonObject = {},
): Promise<{ records: number }> =>
  (await job.run({
    ctx: await anew(at),
    input,
    progress: () => Promise.resolve(),
    cancelled: () => Promise.resolve(false),
    signal: new AbortController().signal,
  } as never)) as { records: number };

/** Does what was asked for. @returns of each time, how many records were gone through */
async function rebuilt(at: TestWorkspace): Promise<number[]> {
  const asked = await at.ctx.db.query(
    sql<{ data: string }>`select (input->'data')::text as data from job_runs where name = 'search.rebuild'`,
  );
  const done: number[] = [];
  for (const { data } of asked) done.push((await run(at, rebuildJob, JSON.parse(data) as JsonObject)).records);
  await at.ctx.db.query(sql`delete from job_runs where name = 'search.rebuild'`);
  return done;
}

const keys = async ({ ctx }: TestWorkspace): Promise<string[]> => {
  const rows = await ctx.db.query(sql<{ key: string }>`select key from record_keys where field = 'x_own' order by key`);
  return rows.map(({ key }) => key);
};

async function withField(at: TestWorkspace, type: string, settings: JsonObject) {
  const label = { en: "Own" };
  return create(at.ctx, "customField", { object: "company", name: "own", type, label, settings });
}

test("values of before are found once search is turned on, and no more once it is off, retired or marked", async (t) => {
  const at = await testWorkspace(t);
  const { id } = await withField(at, "text", { maxLength: 50 });
  assert.deepEqual(await rebuilt(at), [], "a new field has no values");
  for (const name of ["Old", "Older"]) await create(await anew(at), "company", { name, x_own: "Quartz" });
  const say = async (settings: JsonObject) => update(await anew(at), "customField", id, { settings });
  const found = async () => [(await rebuilt(at)).length, (await names(at, "quartz")).length];
  assert.deepEqual(await found(), [0, 0]);
  await say({ maxLength: 50, search: true });
  assert.deepEqual(await found(), [1, 2]);
  await say({ maxLength: 60, search: true });
  assert.deepEqual(await found(), [0, 2], "nothing is rebuilt for what says nothing of search");
  await say({ maxLength: 60, search: false });
  assert.deepEqual(await found(), [1, 0]);
  await say({ maxLength: 60, search: true });
  assert.deepEqual(await found(), [1, 2]);
  await remove(await anew(at), "customField", id, {});
  assert.deepEqual(await found(), [1, 0]);
  await restore(await anew(at), "customField", id, {});
  assert.deepEqual(await found(), [1, 2]);
  await say({ maxLength: 60, search: true, sensitive: true });
  assert.deepEqual(await found(), [1, 0]);
  assert.deepEqual(await names(at, "old"), ["Old", "Older"]);
});

test("only records with a value are gone through, also where the field was deleted for good before", async (t) => {
  const at = await testWorkspace(t);
  const { id } = await withField(at, "text", { maxLength: 50, search: true });
  await create(await anew(at), "company", { name: "With", x_own: "Quartz" });
  for (const name of ["Without", "Without too"]) await create(await anew(at), "company", { name });
  await remove(await anew(at), "customField", id, {});
  await purgeRecords(await anew(at), "customField", [id]);
  assert.equal((await run(at, sparesJob)).records, 0, "values tell whose search is to be made anew");
  assert.deepEqual(await rebuilt(at), [1]);
  assert.equal((await run(at, sparesJob)).records, 1);
  assert.deepEqual([await names(at, "quartz"), await names(at, "with")], [[], ["With", "Without", "Without too"]]);
});

test("what a field identifies records by follows too, of those that are not in the trash", async (t) => {
  const at = await testWorkspace(t);
  const { id } = await withField(at, "emails", {});
  await create(await anew(at), "company", { name: "One", x_own: ["one@example.com"] });
  const gone = await create(await anew(at), "company", { name: "Gone", x_own: ["gone@example.com"] });
  await remove(await anew(at), "company", gone.id, {});
  assert.deepEqual(await keys(at), ["one@example.com"]);
  await update(await anew(at), "customField", id, { settings: { sensitive: true } });
  assert.equal((await rebuilt(at)).length, 1);
  assert.deepEqual([await keys(at), await names(at, "one@example.com")], [[], []]);
  await update(await anew(at), "customField", id, { settings: {} });
  assert.equal((await rebuilt(at)).length, 1);
  assert.deepEqual([await keys(at), await names(at, "one@example.com")], [["one@example.com"], ["One"]]);
  await restore(await anew(at), "company", gone.id, {});
  assert.deepEqual(await keys(at), ["gone@example.com", "one@example.com"]);
});
