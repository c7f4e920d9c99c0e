/** A field with values becomes of another kind: what fits stays, what does not is told before and comes back by undo, and nothing written meanwhile is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { compile } from "#engine/database/statement.ts";
import { JobCancelled, JobPaused } from "#engine/jobs/definition.ts";
import { list } from "#engine/query/list.ts";
import { read } from "#engine/query/read.ts";
import { create, remove, update } from "#engine/records/records.ts";
import { askerOf } from "#engine/identity/on-behalf.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { conversionJob, startConversion, tidyConversions } from "./conversion.job.ts";
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

async function columnsOf({ ctx }: TestWorkspace): Promise<string[]> {
  const rows = await ctx.db.query(sql<{ name: string }>`select attname::text as name from pg_attribute
    where attrelid = 'companies'::regclass and attname like 'x%' and not attisdropped order by 1`);
  return rows.map((row) => row.name);
}

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
  const former = await columnsOf(at);
  await assert.rejects(convert(at, field.id, { type: "integer" }, { cancelled: true }), JobCancelled);
  assert.deepEqual(await columnsOf(at), former);
  const pause = () => Promise.reject(new JobPaused());
  await assert.rejects(convert(at, field.id, { type: "integer" }, { meanwhile: pause }), JobPaused);
  assert.deepEqual(await sizes(at), ["1", "2"]);
  await convert(at, field.id, { type: "integer" });
  assert.deepEqual(await sizes(at), [1, 2]);
  await remove(await anew(at), "customField", field.id, {});
});

test("cancelled while it waits to go on, nothing of it is left; one that never began takes nothing from another under way", async (t) => {
  const at = await testWorkspace(t);
  await at.engine.jobs.prepare();
  const { field } = await withField(at, "text", {}, ["1", "2"]);
  const former = await columnsOf(at);
  const wanted = { type: "integer", settings: {} };
  const job = await startConversion(await anew(at), field.id, wanted);
  const pause = () => Promise.reject(new JobPaused());
  const paused = () => assert.rejects(convert(at, field.id, wanted, { meanwhile: pause }), JobPaused);
  await paused();
  assert.notDeepEqual(await columnsOf(at), former);
  assert.equal((await at.engine.jobs.cancel(await anew(at), job)).status, "cancelled");
  assert.deepEqual(await columnsOf(at), former);
  assert.deepEqual(await sizes(at), ["1", "2"]);
  await paused();
  const begun = await columnsOf(at);
  const under = await startConversion(await anew(at), field.id, wanted);
  await at.ctx.db.query(sql`update job_runs set status = 'running' where id = ${under}::uuid`);
  const waiting = await startConversion(await anew(at), field.id, { type: "number", settings: {} });
  assert.equal((await at.engine.jobs.cancel(await anew(at), waiting)).status, "cancelled");
  assert.deepEqual(await columnsOf(at), begun);
});

test("a change of kind that failed leaves no columns, whether at once or tried often enough; a worker that died leaves none for long", async (t) => {
  const at = await testWorkspace(t);
  const { field } = await withField(at, "text", {}, ["1", "2"]);
  const former = await columnsOf(at);
  const wanted = { type: "integer", settings: {} };
  const pause = () => Promise.reject(new JobPaused());
  const begun = async () => {
    await assert.rejects(convert(at, field.id, wanted, { meanwhile: pause }), JobPaused);
    assert.notDeepEqual(await columnsOf(at), former);
  };
  await at.engine.jobs.prepare();
  await begun();
  // Whoever asked for it may not any more: the last step is refused, and the job fails at once.
  const [reader] = await at.ctx.db.query(sql<{ id: string }>`select id from roles where key = 'readOnly'`);
  const person = await at.person("admin");
  const job = await startConversion(person.ctx, field.id, wanted);
  await update(await anew(at), "user", person.id, { role: reader!.id });
  await at.engine.jobs.start(1);
  assert.equal((await settled(at.ctx, job)).status, "failed");
  await cleared(at, former);
  assert.deepEqual(await sizes(at), ["1", "2"]);

  await begun();
  // What no statement can read fails each time: the first try is the last here.
  await at.ctx.db.query(sql`alter table field_conversions add constraint stuck check (done_id is null) not valid`);
  const tried = await startConversion(await anew(at), field.id, wanted);
  await at.ctx.db.query(sql`update job_runs set max_attempts = 1 where id = ${tried}::uuid`);
  assert.equal((await settled(at.ctx, tried)).status, "failed");
  await at.ctx.db.query(sql`alter table field_conversions drop constraint stuck`);
  await cleared(at, former);

  await begun();
  await tidyConversions(await anew(at));
  assert.deepEqual(await columnsOf(at), former);
});

/** Clearing away follows the word that the job has failed. */
async function cleared(at: TestWorkspace, former: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (JSON.stringify(await columnsOf(at)) === JSON.stringify(former)) return;
    await wait(25);
  }
  assert.deepEqual(await columnsOf(at), former);
}

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

test("what was written long before is looked through before anybody has to wait", async (t) => {
  const at = await testWorkspace(t);
  const { field, companies } = await withField(at, "text", {}, ["12", "many"]);
  await convert(at, field.id, { type: "integer" });
  const [left] = await at.ctx.db.query(sql<{ xid: string }>`select xid::text as xid from field_conversions`);
  await update(await anew(at), "company", companies[0]!.id, { x_size: 13 });
  // All that was open when the columns were left has ended.
  for (let over = false; !over;)
    [{ over }] = (await at.ctx.db.query(
      sql<{ over: boolean }>`select pg_snapshot_xmin(pg_current_snapshot()) > ${left!.xid}::xid8 as over`,
    )) as [{ over: boolean }];
  const asked: { text: string; values: readonly unknown[] }[] = [];
  await update(watched(await anew(at), asked), "customField", field.id, { type: "text" });
  assert.deepEqual(await sizes(at), ["13", "many"]);
  const locked = asked.findIndex(({ text }) => /lock table .* in access exclusive mode/.test(text));
  const looks = asked.flatMap(({ text, values }, place) =>
    text.includes("distinct record_id") ? [{ place, from: BigInt(values[0] as string) }] : [],
  );
  assert.deepEqual(
    looks.map(({ place, from }) => [place > locked, from > BigInt(left!.xid)]),
    [
      [false, false],
      [true, true],
    ],
  );
});

test("figures that hang on the field are reckoned anew by its values of now", async (t) => {
  const at = await testWorkspace(t);
  await at.engine.jobs.prepare();
  const made = (object: string, name: string, type: string, settings: JsonObject) =>
    create(at.ctx, "customField", { object, name, type, label: { en: name }, settings });
  const field = await made("contact", "points", "number", {});
  await made("company", "sum", "rollUp", { object: "contact", by: "company", aggregate: "sum", field: "x_points" });
  const filled = async (): Promise<void> => {
    const [job] = await at.ctx.db.query(
      sql<{ id: string }>`select id from job_runs where name = 'rollUp.fill' order by created_at desc limit 1`,
    );
    assert.equal((await settled(at.ctx, job!.id)).status, "done");
  };
  const ctx = await anew(at);
  const company = await create(ctx, "company", { name: "C" });
  for (const x_points of ["12.5", "3"]) await create(ctx, "contact", { name: "A", company: company.id, x_points });
  await at.engine.jobs.start(1);
  await filled();
  const sum = async () => (await read(await anew(at), "company", company.id))["x_sum"];
  assert.equal(await sum(), "15.5");
  await convert(at, field.id, { type: "money" });
  await filled();
  assert.equal(Number(((await sum()) as JsonObject)["amount"]), 15.5);
});

test("what becomes an amount is worth something, or is told as lost", async (t) => {
  const at = await testWorkspace(t);
  const base = at.workspace.settings.baseCurrency;
  const foreign = base === "USD" ? "EUR" : "USD";
  const { field } = await withField(at, "text", {}, ["12.50", `${foreign} 3`, `${base} 4`]);
  const wanted = { type: "money", settings: {} };
  const { kept, lost, examples } = await previewConversion(await anew(at), field.id, wanted);
  assert.deepEqual([kept, lost, examples], [2, 1, [{ text: `${foreign} 3`, count: 1 }]]);
  await create(await anew(at), "currencyRate", { currency: foreign, validFrom: "2020-01-01", rate: "2" });
  assert.equal((await previewConversion(await anew(at), field.id, wanted)).lost, 0);
  await convert(at, field.id, wanted);
  assert.deepEqual(
    (await sizes(at)).map((size) => (size as JsonObject)["base"]),
    ["12.50", "6.00", "4.00"],
  );
});

test("who may not see a field is told nothing of its values by what they could become", async (t) => {
  const at = await testWorkspace(t);
  const { field } = await withField(at, "text", {}, ["gold", "silver"]);
  const { workspace, engine } = at;
  const { actor } = (await at.person("admin")).ctx;
  const rights = actor.rights!;
  const company = { ...(rights.objects["company"] ?? rights.standard), fields: { x_size: "hidden" as const } };
  const blind = engine.context(await engine.workspaces.get(workspace.slug), {
    actor: { ...actor, rights: { ...rights, objects: { ...rights.objects, company } } },
    via: "api",
  });
  const guess = { type: "choice", settings: { options: ["gold"] } };
  await assert.rejects(previewConversion(blind, field.id, guess), { name: "NotFound" });
  await assert.rejects(startConversion(blind, field.id, guess), { name: "NotFound" });
});

/** The context with what it asks written down, in its transactions too. */
function watched(ctx: Context, asked: { text: string; values: readonly unknown[] }[]): Context {
  return {
    ...ctx,
    db: {
      ...ctx.db,
      query: (statement) => {
        const { text, values } = "text" in statement ? statement : compile(statement);
        asked.push({ text: text.trim(), values: values ?? [] });
        return ctx.db.query(statement);
      },
    } as Context["db"],
    transaction: ((work: (inner: Context) => Promise<unknown>) =>
      ctx.transaction((inner) => work(watched(inner, asked)))) as Context["transaction"],
  };
}
