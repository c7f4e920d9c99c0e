/** A field with values becomes of another kind: what fits stays, what does not is told before and comes back by undo, and nothing written meanwhile is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { JobCancelled, JobPaused } from "#engine/jobs/definition.ts";
import { list } from "#engine/query/list.ts";
import { read } from "#engine/query/read.ts";
import { create, remove, update } from "#engine/records/records.ts";
import { askerOf } from "#engine/identity/on-behalf.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { conversionJob, startConversion } from "./conversion.job.ts";
import { previewConversion } from "./preview.ts";

/** The context as the next request would have it. */
const anew = async ({ engine, workspace }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));

async function withField(at: TestWorkspace, type: string, settings: JsonObject, values: readonly Json[]) {
  const field = await create(at.ctx, "customField", {
    object: "company",
    name: "size",
    type,
    label: { en: "Size" },
    settings,
  });
  const ctx = await anew(at);
  const companies: RecordJson[] = [];
  for (const [index, value] of values.entries())
    companies.push(await create(ctx, "company", { name: `C${index}`, x_size: value }));
  return { field, companies };
}

const sizes = async (at: TestWorkspace): Promise<Json[]> => {
  const text = await list(await anew(at), "company", { limit: 50, trash: false, sort: "createdAt" } as never);
  return (JSON.parse(text) as { data: RecordJson[] }).data.map((company) => company["x_size"] ?? null);
};

interface Running {
  meanwhile?: () => Promise<unknown>;
  cancelled?: boolean;
}

const convert = async (
  at: TestWorkspace,
  field: string,
  wanted: JsonObject,
  { meanwhile, cancelled = false }: Running = {},
): Promise<Json> =>
  conversionJob.run({
    ctx: await anew(at),
    input: { settings: {}, ...wanted, field, by: askerOf(at.ctx.actor) },
    progress: async () => void (await meanwhile?.()),
    cancelled: () => Promise.resolve(cancelled),
    signal: new AbortController().signal,
  } as never);

test("what would be lost is told before, with the values themselves, and nothing is written", async (t) => {
  const at = await testWorkspace(t);
  const { field } = await withField(at, "text", {}, ["12", "1,500", "many", "many", "few", null]);
  const ctx = await anew(at);
  assert.deepEqual(await previewConversion(ctx, field.id, { type: "integer", settings: {} }), {
    judged: 5,
    complete: true,
    kept: 2,
    lost: 3,
    examples: [
      { text: "many", count: 2 },
      { text: "few", count: 1 },
    ],
    options: [],
  });
  const choice = await previewConversion(ctx, field.id, { type: "choice", settings: {} });
  assert.deepEqual([choice.lost, choice.options], [0, ["many", "12", "1,500", "few"]]);
  await assert.rejects(previewConversion(ctx, field.id, { type: "relation", settings: { to: "user" } }), InvalidInput);
  await assert.rejects(startConversion(ctx, field.id, { type: "choice", settings: {} }), InvalidInput);
  assert.deepEqual(await sizes(at), ["12", "1,500", "many", "many", "few", null]);
});

test("values become of the other kind, also those written while it is under way; undone, all are as they were", async (t) => {
  const at = await testWorkspace(t);
  const { field, companies } = await withField(at, "text", { index: true }, ["12", "1,500", "many", "4", "5"]);
  const before = await anew(at);
  const told = await convert(
    at,
    field.id,
    { type: "integer", settings: { index: true } },
    {
      meanwhile: async () => {
        await update(before, "company", companies[0]!.id, { x_size: "13" });
        await update(before, "company", companies[3]!.id, { x_size: null });
        if ((await sizes(at)).length === 5) await create(before, "company", { name: "New", x_size: "77" });
      },
    },
  );
  assert.deepEqual(told, { records: 5, lost: 1 });
  assert.deepEqual(await sizes(at), [13, 1500, null, null, 5, 77]);
  const ctx = await anew(at);
  const filter = { field: "x_size", op: "gte", value: 77 };
  const found = JSON.parse(await list(ctx, "company", { limit: 5, trash: false, filter } as never)) as { data: Json[] };
  assert.equal(found.data.length, 2);
  // Who has not heard of it writes nothing anywhere.
  await assert.rejects(update(before, "company", companies[1]!.id, { x_size: "lost" }));
  await update(ctx, "company", companies[1]!.id, { x_size: 1600 });
  await update(ctx, "customField", field.id, { type: "text", settings: { index: true } });
  assert.deepEqual(await sizes(at), ["13", "1600", "many", null, "5", "77"]);
  await update(await anew(at), "customField", field.id, { type: "integer", settings: { index: true } });
  assert.deepEqual(await sizes(at), [13, 1600, null, null, 5, 77]);
});

test("a transaction that was open long before takes nothing from what undo brings back", async (t) => {
  const at = await testWorkspace(t);
  await at.ctx.transaction(async (open) => {
    await open.db.query(sql`select pg_current_xact_id()::text`);
    const { field, companies } = await withField(at, "text", {}, ["12", "many"]);
    await convert(at, field.id, { type: "integer" });
    assert.deepEqual(await sizes(at), [12, null]);
    await update(await anew(at), "company", companies[0]!.id, { x_size: 13 });
    await update(await anew(at), "customField", field.id, { type: "text" });
    assert.deepEqual(await sizes(at), ["13", "many"]);
  });
});

test("a text becomes a choice of its values, and a choice a text again", async (t) => {
  const at = await testWorkspace(t);
  const { field } = await withField(at, "text", { search: true }, ["gold", "Silver", "gold"]);
  const { options } = await previewConversion(await anew(at), field.id, { type: "choice", settings: {} });
  await convert(at, field.id, { type: "choice", settings: { options } });
  assert.deepEqual(await sizes(at), ["gold", "Silver", "gold"]);
  await assert.rejects(create(await anew(at), "company", { name: "No", x_size: "iron" }), InvalidInput);
  await convert(at, field.id, { type: "longText" });
  assert.deepEqual(await sizes(at), ["gold", "Silver", "gold"]);
});

test("stopped in the middle it leaves nothing behind; begun again it goes on", async (t) => {
  const at = await testWorkspace(t);
  const { field } = await withField(at, "text", {}, ["1", "2"]);
  const columns = async () => {
    const rows = await at.ctx.db.query(sql<{ name: string }>`select attname as name from pg_attribute
      where attrelid = 'companies'::regclass and attname like 'x%' and not attisdropped order by 1`);
    return rows.map((row) => row.name);
  };
  const former = await columns();
  await assert.rejects(convert(at, field.id, { type: "integer" }, { cancelled: true }), JobCancelled);
  assert.deepEqual(await columns(), former);
  const pause = () => Promise.reject(new JobPaused());
  await assert.rejects(convert(at, field.id, { type: "integer" }, { meanwhile: pause }), JobPaused);
  assert.deepEqual(await sizes(at), ["1", "2"]);
  await convert(at, field.id, { type: "integer" });
  assert.deepEqual(await sizes(at), [1, 2]);
  await remove(await anew(at), "customField", field.id, {});
});

test("a value written in the very moment in which an empty field changes its kind is not lost", async (t) => {
  const at = await testWorkspace(t);
  const { field, companies } = await withField(at, "text", {}, [null]);
  const ctx = await anew(at);
  let change: Promise<unknown> = Promise.resolve();
  await ctx.transaction(async (inner) => {
    await update(inner, "company", companies[0]!.id, { x_size: "here" });
    change = update(await anew(at), "customField", field.id, { type: "integer" });
    change.catch(() => undefined);
    // It has come as far as it can: it waits for the table.
    for (let waits = false; !waits;)
      [{ waits }] = (await at.ctx.db.query(
        sql<{ waits: boolean }>`select exists (select 1 from pg_locks where not granted) as waits`,
      )) as [{ waits: boolean }];
  });
  await assert.rejects(
    change,
    (error: unknown) => error instanceof InvalidInput && error.issues[0]!.code === "shape.hasValues",
  );
  assert.equal((await read(await anew(at), "company", companies[0]!.id))["x_size"], "here");
});
