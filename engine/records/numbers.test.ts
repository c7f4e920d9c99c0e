/** Numbers that the machine gives: one each, never twice, also to those who write at once, and to records that were there before. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { JobCancelled } from "#engine/jobs/definition.ts";
import { list } from "#engine/query/list.ts";
import { InvalidInput } from "#model/errors.ts";
import type { RecordJson } from "#model/json.ts";
import { sql } from "#model/sql.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { numbersJob } from "./numbers.job.ts";
import { read } from "../query/read.ts";
import { create, createRecords, remove, restore, update } from "./records.ts";

async function numbered(at: TestWorkspace, settings: object): Promise<Context> {
  await create(at.ctx, "customField", {
    object: "company",
    name: "no",
    type: "autoNumber",
    label: { en: "No" },
    settings,
  });
  return at.engine.systemContext(await at.engine.workspaces.get(at.workspace.slug));
}

const listed = async (ctx: Context, query: object): Promise<unknown[]> => {
  const { data } = JSON.parse(await list(ctx, "company", { limit: 50, trash: false, ...query } as never)) as {
    data: RecordJson[];
  };
  return data.map((record) => record["x_no"]);
};

const giveNumbers = async (ctx: Context): Promise<unknown> =>
  numbersJob.run({
    ctx,
    input: {},
    progress: () => Promise.resolve(),
    cancelled: () => Promise.resolve(false),
    signal: new AbortController().signal,
  } as never);

test("each new record gets the next number, found by a filter, a range, a search and in order", async (t) => {
  const ctx = await numbered(await testWorkspace(t), { pattern: "K-{000}", start: 998 });
  for (const name of ["a", "b", "c", "d"]) await create(ctx, "company", { name });
  assert.deepEqual(await listed(ctx, { sort: "x_no" }), ["K-998", "K-999", "K-1000", "K-1001"]);
  assert.deepEqual(await listed(ctx, { filter: { field: "x_no", op: "gte", value: "k-1000" }, sort: "-x_no" }), [
    "K-1001",
    "K-1000",
  ]);
  assert.deepEqual(await listed(ctx, { q: "K-999" }), ["K-999"]);
});

test("nobody gets a number twice, however many write at once, and what failed leaves a gap", async (t) => {
  const ctx = await numbered(await testWorkspace(t), { pattern: "{YYYY}/{0}" });
  const at = (name: string) => create(ctx, "company", { name }).then((made) => made["x_no"]);
  const given = await Promise.all(Array.from({ length: 20 }, (_, n) => at(`c${n}`)));
  assert.equal(new Set(given).size, 20);
  await ctx
    .transaction(async (inner) => {
      await create(inner, "company", { name: "lost" });
      throw new Error("no");
    })
    .catch(() => undefined);
  const year = new Date().getFullYear();
  assert.equal(await at("after"), `${year}/22`);
});

test("it is written by nobody, and stays through a change, the trash and a new pattern", async (t) => {
  const at = await testWorkspace(t);
  const ctx = await numbered(at, { pattern: "A{0}" });
  const { ctx: seller } = await at.person("owner");
  const own = at.engine.context(await at.engine.workspaces.get(at.workspace.slug), { actor: seller.actor, via: "api" });
  await assert.rejects(create(own, "company", { name: "x", x_no: "A7" }), InvalidInput);
  const made = await create(ctx, "company", { name: "x" });
  await update(ctx, "company", made.id, { name: "y" });
  await remove(ctx, "company", made.id, {});
  await restore(ctx, "company", made.id, {});
  assert.equal((await read(ctx, "company", made.id))["x_no"], "A1");
  const fields = JSON.parse(await list(ctx, "customField", { limit: 1, trash: false } as never)) as {
    data: RecordJson[];
  };
  await update(ctx, "customField", fields.data[0]!.id, { settings: { pattern: "B{0}" } });
  const next = at.engine.systemContext(await at.engine.workspaces.get(at.workspace.slug));
  assert.equal((await create(next, "company", { name: "z" }))["x_no"], "B2");
});

test("stopped in the middle it tells how far it is of how many; begun again it goes on behind", async (t) => {
  const at = await testWorkspace(t);
  const names = Array.from({ length: 520 }, (_, n) => ({ name: `c${String(n).padStart(3, "0")}` }));
  await createRecords(at.ctx, "company", names);
  const ctx = await numbered(at, {});
  const told: unknown[] = [];
  const run = (stop: boolean) =>
    numbersJob.run({
      ctx,
      input: {},
      progress: (...said: unknown[]) => Promise.resolve(void told.push(said)),
      cancelled: () => Promise.resolve(stop && told.length > 0),
      signal: new AbortController().signal,
    } as never);
  await assert.rejects(run(true), JobCancelled);
  const given = async () => {
    const { column } = ctx.catalogue.object("company").fields.get("x_no")!;
    const rows = await ctx.db.query(
      sql<{
        no: string;
      }>`select ${sql.id(column)} as no from companies where ${sql.id(column)} is not null order by name`,
    );
    return rows.map(({ no }) => Number(no));
  };
  assert.deepEqual([told, (await given()).length], [[[500, 520]], 500]);
  told.length = 0;
  assert.deepEqual(await run(false), { records: 20 });
  assert.deepEqual([told[0], await given()], [[20, 20], names.map((_, n) => n + 1)]);
});

test("records that were there before are numbered by the job, the oldest first, once", async (t) => {
  const at = await testWorkspace(t);
  const before: string[] = [];
  for (const name of ["first", "second", "gone"]) before.push((await create(at.ctx, "company", { name })).id);
  await remove(at.ctx, "company", before[2]!, {});
  const ctx = await numbered(at, {});
  await giveNumbers(ctx);
  await giveNumbers(ctx);
  const fresh = await create(ctx, "company", { name: "fresh" });
  assert.equal(fresh["x_no"], "0004");
  assert.deepEqual(await listed(ctx, { sort: "x_no" }), ["0001", "0002", "0004"]);
  assert.deepEqual(await listed(ctx, { trash: true }), ["0003"]);
  assert.deepEqual(await listed(ctx, { q: "0002" }), ["0002"]);
  assert.equal((await read(ctx, "company", before[0]!)).version, 1);
});
