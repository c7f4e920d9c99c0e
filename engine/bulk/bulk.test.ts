/** Bulk work: on what a list asks for, with the rights of the one who asks, in chunks that stand whole. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { sql } from "#model/sql.ts";
import { Conflict, Forbidden, InvalidInput } from "#model/errors.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { settled } from "#test/harness/jobs.ts";
import type { Context } from "../context.ts";
import { list } from "../query/list.ts";
import { read } from "../query/read.ts";
import { cancelJob } from "../jobs/queue.ts";
import { create, createRecords, outcomeId, remove } from "../records/records.ts";
import { previewBulk, startBulk } from "./bulk.ts";
import { readBulk, type Bulk } from "./bulk-row.ts";
import type { Deed, Selection } from "./deed.ts";

async function bulkWorkspace(t: TestContext) {
  const made = await testWorkspace(t);
  await made.engine.jobs.prepare();
  await made.engine.jobs.start(1);
  return made;
}

async function companies(ctx: Context, count: number, values: object = {}): Promise<string[]> {
  const inputs = Array.from({ length: count }, (_, n) => ({ name: `Company ${n}`, number: `C${n}`, ...values }));
  return (await createRecords(ctx, "company", inputs)).map(outcomeId);
}

async function done(ctx: Context, object: string, deed: Deed, selection: Selection): Promise<Bulk> {
  const { id, jobId } = await startBulk(ctx, object, deed, selection);
  const job = await settled(ctx, jobId);
  assert.equal(job.status, "done", job.error ?? "");
  return readBulk(ctx, id, { mine: true });
}

const industry = (value: string): Selection => ({ filter: { field: "industry", op: "eq", value } });
const counted = async (ctx: Context, filter: Selection["filter"], trash = false): Promise<number> =>
  (JSON.parse(await list(ctx, "company", { filter, trash, limit: 1 })) as { count: { value: number } }).count.value;

test("an update reaches all that the filter picks, once, though it changes the very field", async (t) => {
  const { ctx } = await bulkWorkspace(t);
  await companies(ctx, 2300, { industry: "Cotton" });
  await createRecords(ctx, "company", [{ name: "Other", industry: "Steel" }]);
  const run = await done(ctx, "company", { act: "update", patch: { industry: "Textile" } }, industry("Cotton"));
  assert.deepEqual([run.total, run.done, run.refused, run.unchanged], [{ value: 2300, exact: true }, 2300, 0, 0]);
  assert.equal(await counted(ctx, industry("Textile").filter), 2300);
  const [events] = await ctx.db.query(sql<{ events: number; records: number }>`
    select count(*)::int as events, count(distinct record_id)::int as records from events where operation_id = ${run.operationId}::uuid and type = 'updated'`);
  assert.deepEqual(events, { events: 2300, records: 2300 });
  const again = await done(ctx, "company", { act: "update", patch: { industry: "Textile" } }, industry("Textile"));
  assert.deepEqual([again.done, again.unchanged], [0, 2300]);
});

test("tags are added and taken away, others stay; a new one is made by its name", async (t) => {
  const { ctx } = await bulkWorkspace(t);
  const ids = await companies(ctx, 3, { tags: ["old"] });
  await done(ctx, "company", { act: "add", field: "tags", values: ["vip", "old"] }, { ids });
  const tags = async () =>
    ((await read(ctx, "company", ids[0]!))["tags"] as { title: string }[]).map((tag) => tag.title);
  assert.deepEqual(await tags(), ["old", "vip"]);
  const gone = await done(ctx, "company", { act: "remove", field: "tags", values: ["old", "never"] }, { ids });
  assert.equal(gone.done, 3);
  assert.deepEqual(await tags(), ["vip"]);
});

test("rights hold for each record, and what is refused is told with its reason", async (t) => {
  const { ctx, person } = await bulkWorkspace(t);
  const sales = await person("sales");
  const mine = await companies(ctx, 2, { owner: sales.id });
  const [theirs] = (await createRecords(ctx, "company", [{ name: "Theirs", number: "T" }])).map(outcomeId);
  const run = await done(sales.ctx, "company", { act: "delete" }, { ids: [...mine, theirs!] });
  assert.deepEqual([run.done, run.refused], [2, 1]);
  assert.deepEqual([run.problems[0]!.id, run.problems[0]!.code, run.problems[0]!.title], [theirs, "not_found", null]);
  const same = await companies(ctx, 2, { number: null, owner: sales.id });
  const numbers = await done(sales.ctx, "company", { act: "update", patch: { number: "SAME" } }, { ids: same });
  assert.deepEqual([numbers.done, numbers.refused, numbers.problems[0]!.issues[0]!.path], [1, 1, "number"]);
});

test("giving records away to where one could not act on them is refused for each, not for all", async (t) => {
  const { ctx, person } = await bulkWorkspace(t);
  const sales = await person("sales");
  const other = await person("sales");
  const ids = await companies(ctx, 3, { owner: sales.id });
  const run = await done(sales.ctx, "company", { act: "assign", owner: other.id }, { ids });
  assert.deepEqual([run.done, run.refused, run.problems[0]!.code], [0, 3, "forbidden"]);
  const manager = await person("manager");
  assert.equal((await done(manager.ctx, "company", { act: "assign", owner: other.id }, { ids })).done, 3);
});

test("whoever may not work here any more gets nothing done, though they asked before", async (t) => {
  const { ctx, engine, person } = await testWorkspace(t);
  const manager = await person("manager");
  const ids = await companies(ctx, 2);
  const { jobId } = await startBulk(manager.ctx, "company", { act: "delete" }, { ids });
  await ctx.db.query(sql`update users set status = 'suspended' where id = ${manager.id}::uuid`);
  await engine.jobs.start(1);
  assert.equal((await settled(ctx, jobId)).status, "failed");
  assert.equal(await counted(ctx, undefined), 2);
});

test("a preview says what would be, and writes nothing", async (t) => {
  const { ctx, person } = await bulkWorkspace(t);
  await companies(ctx, 12, { industry: "Cotton" });
  const manager = await person("manager");
  const found = await previewBulk(
    manager.ctx,
    "company",
    { act: "update", patch: { industry: "Textile" } },
    industry("Cotton"),
  );
  assert.deepEqual(
    [found.matching, found.allowed, found.tried],
    [{ value: 12, exact: true }, { value: 12, exact: true }, 12],
  );
  assert.equal(found.sample.length, 10);
  assert.deepEqual(found.sample[0]!.changes, [{ field: "industry", from: "Cotton", to: "Textile" }]);
  assert.equal(await counted(ctx, industry("Textile").filter), 0);
  const same = await previewBulk(manager.ctx, "company", { act: "update", patch: { number: "X" } }, { all: true });
  assert.equal(same.problems.length, 10);
});

test("delete, restore and purge go round; a purge is not for everyone", async (t) => {
  const { ctx, person } = await bulkWorkspace(t);
  await companies(ctx, 5, { industry: "Cotton" });
  assert.equal((await done(ctx, "company", { act: "delete" }, industry("Cotton"))).done, 5);
  assert.equal((await done(ctx, "company", { act: "restore" }, { q: "Company 1" })).done, 1);
  assert.equal(await counted(ctx, industry("Cotton").filter), 1);
  const manager = await person("manager");
  await assert.rejects(startBulk(manager.ctx, "company", { act: "purge" }, { all: true }), Forbidden);
  const admin = await person("admin");
  assert.equal((await done(admin.ctx, "company", { act: "purge" }, { all: true })).done, 4);
  assert.equal(await counted(ctx, undefined, true), 0);
});

test("what could change no record is refused at once", async (t) => {
  const { ctx } = await testWorkspace(t);
  const id = (await create(ctx, "company", { name: "A" })).id;
  const refused = (deed: Deed, selection: Selection, path: string) =>
    assert.rejects(startBulk(ctx, "company", deed, selection), (error: InvalidInput) => {
      assert.ok(error instanceof InvalidInput);
      assert.equal(error.issues[0]!.path, path);
      return true;
    });
  await refused({ act: "update", patch: { colour: "red" } }, { ids: [id] }, "patch.colour");
  await refused({ act: "update", patch: {} }, { ids: [id] }, "patch");
  await refused({ act: "delete" }, {}, "ids");
  await refused({ act: "add", field: "name", values: ["x"] }, { ids: [id] }, "field");
  await assert.rejects(startBulk(ctx, "customer", { act: "delete" }, { all: true }), Conflict);
});

test("cancelled before it begins, nothing is done; it can be taken up again", async (t) => {
  const { ctx, engine } = await testWorkspace(t);
  await engine.jobs.prepare();
  const ids = await companies(ctx, 2);
  const { id, jobId } = await startBulk(ctx, "company", { act: "delete" }, { ids });
  await cancelJob(ctx, jobId);
  assert.equal((await readBulk(ctx, id, { mine: false })).status, "cancelled");
  assert.equal(await counted(ctx, undefined), 2);
});

test("figures, search and timeline follow a bulk change as they follow a single one", async (t) => {
  const { ctx } = await bulkWorkspace(t);
  const company = await create(ctx, "company", { name: "Buyer", number: "B1" });
  const order = { customer: { number: "B1" }, lines: [{ description: "x", quantity: "1", unitPrice: "10" }] };
  await createRecords(ctx, "order", [order, order]);
  const revenue = async () => {
    const answer = JSON.parse(
      await list(ctx, "customer", { filter: { field: "company", op: "eq", value: company.id } }),
    ) as {
      data: { revenue: { amount: string } | null; orderCount: number }[];
    };
    return [answer.data[0]!.orderCount, Number(answer.data[0]!.revenue?.amount ?? 0)];
  };
  assert.deepEqual(await revenue(), [2, 20]);
  await done(ctx, "order", { act: "update", patch: { status: "cancelled" } }, { all: true });
  assert.deepEqual(await revenue(), [0, 0]);
  await done(ctx, "company", { act: "update", patch: { name: "Zafar Brothers" } }, { all: true });
  const found = JSON.parse(await list(ctx, "customer", { q: "zafar" })) as { data: unknown[] };
  assert.equal(found.data.length, 1);
  await remove(ctx, "company", company.id);
});
