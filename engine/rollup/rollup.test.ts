/** Figures of related records: right after anything that is done to these, as if reckoned from all of them; filled for what was there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { sql } from "#model/sql.ts";
import { decimal, decimalText, plus, quotient, rounded, ofInteger, compared } from "#model/formula/decimal.ts";
import { columnText, plainText, type Json, type JsonObject, type RecordJson } from "#model/json.ts";
import { InvalidInput } from "#model/errors.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { actingAs } from "../identity/on-behalf.ts";
import { startMerge } from "../merge/merge.ts";
import { list } from "../query/list.ts";
import { read } from "../query/read.ts";
import {
  create,
  createRecords,
  deleteRecords,
  purgeRecords,
  restoreRecords,
  updateRecords,
} from "../records/records.ts";
import { uuidv7 } from "../records/uuid.ts";
import { undoOperation } from "../undo/undo.ts";
import { askToMoveWindows } from "./windows.job.ts";

const field = (object: string, name: string, type: string, settings: JsonObject = {}) => ({
  object,
  name,
  type,
  label: { en: name },
  settings,
});
const deals = (name: string, aggregate: string, more: JsonObject = {}) =>
  field("company", name, "rollUp", { object: "x_deal", by: "x_of", aggregate, ...more });

const FIGURES = [
  deals("count", "count", { index: true }),
  deals("won", "count", { filter: { field: "x_stage", op: "eq", value: "won" } }),
  deals("sum", "sum", { field: "x_worth", filter: { not: { field: "x_stage", op: "eq", value: "lost" } } }),
  deals("total", "sum", { field: "x_size" }),
  deals("average", "average", { field: "x_size" }),
  deals("least", "min", { field: "x_worth" }),
  deals("latest", "max", { field: "x_day" }),
  deals("first", "first", { field: "x_stage", orderBy: "x_day" }),
  deals("last", "last", { field: "name", orderBy: "createdAt" }),
  deals("recent", "count", { window: { field: "x_day", days: 30 } }),
  deals("twice", "sum", { field: "x_size", filter: { field: "createdAt", op: "notEmpty" } }),
];

/** The next request of somebody who may do everything. */
async function anew(at: TestWorkspace): Promise<Context> {
  const workspace = await at.engine.workspaces.get(at.workspace.slug);
  const admin = at.engine.systemContext(workspace);
  return actingAs(admin, admin.actor, "api", uuidv7());
}

async function prepared(t: Parameters<typeof testWorkspace>[0]): Promise<TestWorkspace> {
  const at = await testWorkspace(t);
  await create(at.ctx, "customObject", { name: "x_deal", label: { en: { one: "Deal", many: "Deals" } } });
  await createRecords(await anew(at), "customField", [
    field("x_deal", "of", "relation", { to: "company" }),
    field("x_deal", "worth", "money"),
    field("x_deal", "size", "number"),
    field("x_deal", "stage", "choice", { options: ["open", "won", "lost"] }),
    field("x_deal", "day", "date"),
  ]);
  return at;
}

const rows = async (ctx: Context, object: string): Promise<RecordJson[]> =>
  (JSON.parse(await list(ctx, object, { limit: 200, sort: "createdAt", trash: false })) as { data: RecordJson[] }).data;

const today = (ctx: Context): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: ctx.workspace.settings.timeZone }).format(new Date());
const daysAgo = (ctx: Context, days: number): string =>
  new Date(Date.parse(`${today(ctx)}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** The figures of one company, reckoned here from its deals. */
function wanted(ctx: Context, own: readonly RecordJson[]): JsonObject {
  const sum = (values: readonly Json[]) =>
    values
      .filter((value) => value !== null)
      .reduce((all, value) => plus(all, decimal(columnText(value))), decimal("0"));
  const sizes = own.map((deal) => deal["x_size"]!).filter((size) => size !== null);
  const bases = own
    .map((deal) => (deal["x_worth"] as JsonObject | null)?.["base"] ?? null)
    .filter((base) => base !== null);
  const dated = own
    .filter((deal) => deal["x_day"] !== null)
    .toSorted((a, b) => order(`${plainText(a["x_day"])}${a.id}`, `${plainText(b["x_day"])}${b.id}`));
  const made = own.toSorted((a, b) =>
    order(`${plainText(a["createdAt"])}${a.id}`, `${plainText(b["createdAt"])}${b.id}`),
  );
  const unlost = own
    .filter((deal) => deal["x_stage"] !== "lost")
    .map((deal) => (deal["x_worth"] as JsonObject | null)?.["base"] ?? null);
  const least = bases.map((base) => decimal(base as string)).toSorted(compared)[0];
  return {
    x_count: own.length,
    x_won: own.filter((deal) => deal["x_stage"] === "won").length,
    x_sum: decimalText(sum(unlost)),
    x_total: decimalText(sum(sizes)),
    x_average: sizes.length > 0 ? decimalText(rounded(quotient(sum(sizes), ofInteger(sizes.length)), 6)) : null,
    x_least: least ? decimalText(least) : null,
    x_latest: dated.at(-1)?.["x_day"] ?? null,
    x_first: dated[0]?.["x_stage"] ?? null,
    x_last: made.at(-1)?.["name"] ?? null,
    x_recent: dated.filter(
      (deal) => (deal["x_day"] as string) > daysAgo(ctx, 30) && (deal["x_day"] as string) <= today(ctx),
    ).length,
    x_twice: decimalText(sum(sizes)),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : 1);
const plain = (value: Json | undefined): Json =>
  typeof value === "object" && value !== null
    ? decimalText(decimal((value as JsonObject)["base"] as string))
    : (value ?? null);

async function compare(ctx: Context, said: string): Promise<void> {
  const all = await rows(ctx, "x_deal");
  for (const company of await rows(ctx, "company")) {
    const own = all.filter((deal) => (deal["x_of"] as JsonObject | null)?.["id"] === company.id);
    const expected = wanted(ctx, own);
    const got = Object.fromEntries(Object.keys(expected).map((name) => [name, plain(company[name])]));
    assert.deepEqual(got, expected, `${plainText(company["name"])} after ${said}`);
  }
}

type Rng = (below: number) => number;

function deal(n: Rng, ctx: Context, companies: readonly string[]): JsonObject {
  return {
    name: `deal ${n(1000)}`,
    x_of: n(6) === 0 ? null : companies[n(companies.length)]!,
    x_worth: n(4) === 0 ? null : { amount: `${n(500)}.${n(10)}5` },
    x_size: n(4) === 0 ? null : `${n(90) - 30}.${n(10)}`,
    x_stage: [null, "open", "won", "lost"][n(4)]!,
    x_day: n(4) === 0 ? null : daysAgo(ctx, n(70) - 5),
  };
}

test("whatever is done, figures are what all records come to", async (t) => {
  const at = await prepared(t);
  await createRecords(await anew(at), "customField", FIGURES);
  const first = await anew(at);
  const made = await createRecords(
    first,
    "company",
    ["a", "b", "c", "d"].map((name) => ({ name })),
  );
  let companies = made.map(({ id }) => id!);
  await compare(first, "nothing");
  const deeds: string[] = [];
  const steps = fc.sample(fc.array(fc.nat(0xffff), { minLength: 40, maxLength: 40 }), { numRuns: 26, seed: 4711 });
  for (const numbers of steps) {
    let place = 0;
    const n: Rng = (below) => numbers[place++ % numbers.length]! % below;
    const ctx = await anew(at);
    const living = (await rows(ctx, "x_deal")).map(({ id }) => id);
    const gone = (
      await ctx.db.query(sql<{ id: string }>`select id from x_deals where deleted_at is not null order by id`)
    ).map(({ id }) => id);
    const some = (ids: readonly string[]) => ids.filter(() => n(3) === 0).slice(0, 30);
    const what = n(8);
    const said = ["one", "many", "change", "delete", "restore", "purge", "merge", "undo"][what]!;
    if (what === 0) await create(ctx, "x_deal", deal(n, ctx, companies));
    if (what === 1)
      await createRecords(
        ctx,
        "x_deal",
        Array.from({ length: n(60) + 1 }, () => deal(n, ctx, companies)),
      );
    if (what === 2) {
      const patches = some(living).map((id) => {
        const all = Object.entries(deal(n, ctx, companies));
        return { id, patch: Object.fromEntries(all.filter(() => n(2) === 0)) };
      });
      await updateRecords(ctx, "x_deal", patches);
    }
    if (what === 3) await deleteRecords(ctx, "x_deal", some(living));
    if (what === 4) await restoreRecords(ctx, "x_deal", some(gone));
    if (what === 5) await purgeRecords(ctx, "x_deal", some(gone));
    if (what === 6 && companies.length > 2) {
      const [into, from] = [companies[0]!, companies.at(-1)!];
      await startMerge(ctx, "company", { into, from: [from] });
      companies = companies.slice(0, -1);
    }
    if (what === 7 && deeds.length > 0) await undoOperation(ctx, deeds.pop()!);
    else if (what < 5) deeds.push(ctx.operationId);
    companies = (await rows(ctx, "company")).map(({ id }) => id);
    await compare(ctx, said);
  }
});

test("many who write at once come to the same figures, and none waits for another in a ring", async (t) => {
  const at = await prepared(t);
  await createRecords(await anew(at), "customField", FIGURES);
  const ctx = await anew(at);
  const made = await createRecords(
    ctx,
    "company",
    ["a", "b", "c"].map((name) => ({ name })),
  );
  const ids = made.map(({ id }) => id!);
  const several = (turn: number) =>
    Array.from({ length: 3 }, (_, n) => ({
      name: `d${turn}`,
      x_of: ids[(turn + n * 2) % 3]!,
      x_size: n,
      x_stage: "won",
    }));
  const done = await Promise.all(
    Array.from({ length: 12 }, async (_, turn) =>
      createRecords(await anew(at), "x_deal", turn % 2 ? several(turn) : several(turn).toReversed()),
    ),
  );
  const deals = done.flat().map(({ id }) => id!);
  await Promise.all(deals.slice(0, 12).map(async (id) => deleteRecords(await anew(at), "x_deal", [id])));
  await compare(ctx, "all at once");
});

test("what was there before is filled by a job, and what moves with the days by another", async (t) => {
  const at = await prepared(t);
  let ctx = await anew(at);
  const company = await create(ctx, "company", { name: "Old" });
  const day = daysAgo(ctx, 10);
  await createRecords(
    ctx,
    "x_deal",
    Array.from({ length: 7 }, (_, n) => ({ name: `d${n}`, x_of: company.id, x_size: n, x_day: day })),
  );
  await createRecords(await anew(at), "customField", FIGURES);
  ctx = await anew(at);
  assert.equal((await read(ctx, "company", company.id))["x_count"], null);
  // A figure that is not there yet is not begun in the middle.
  await create(ctx, "x_deal", { name: "late", x_of: company.id, x_size: 10, x_day: day });
  assert.equal((await read(ctx, "company", company.id))["x_count"], null);
  await at.engine.jobs.prepare();
  await at.engine.jobs.start();
  const jobOf = async (name: string) =>
    (
      await ctx.db.query(
        sql<{ id: string }>`select id from job_runs where name = ${name} order by created_at desc limit 1`,
      )
    )[0]!.id;
  assert.equal((await settled(ctx, await jobOf("rollUp.fill"))).status, "done");
  await compare(ctx, "filling");
  // A day passes, told by the back door: nobody changes a record.
  await ctx.db.query(
    sql`update x_deals set ${sql.id(ctx.catalogue.object("x_deal").fields.get("x_day")!.column)} = ${daysAgo(ctx, 31)}::date where name in ('d1', 'd2')`,
  );
  await askToMoveWindows(ctx);
  assert.equal((await settled(ctx, await jobOf("rollUp.windows"))).status, "done");
  assert.equal((await read(ctx, "company", company.id))["x_recent"], 6);
  // It runs every hour, and leaves no heap of runs.
  for (let again = 0; again < 2; again += 1) {
    await askToMoveWindows(ctx);
    assert.equal((await settled(ctx, await jobOf("rollUp.windows"))).status, "done");
  }
  const runs = await ctx.db.query(sql`select id from job_runs where name = 'rollUp.windows'`);
  assert.equal(runs.length, 2);
});

test("who began to write before a figure was there is waited for before it is filled", async (t) => {
  const at = await prepared(t);
  const before = await anew(at);
  const company = await create(before, "company", { name: "Old" });
  const begun = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  const writing = before.transaction(async (inner) => {
    await inner.db.query(sql`select 1`);
    begun.resolve();
    await told.promise;
    await create(inner, "x_deal", { name: "of then", x_of: company.id });
  });
  await begun.promise;
  await create(await anew(at), "customField", deals("count", "count"));
  await at.engine.jobs.prepare();
  await at.engine.jobs.start();
  const ctx = await anew(at);
  const job = async () =>
    (
      await ctx.db.query(
        sql<{ id: string; status: string }>`select id, status from job_runs where name = 'rollUp.fill'`,
      )
    )[0]!;
  while ((await job()).status === "queued") await wait(20);
  told.resolve();
  await writing;
  assert.equal((await settled(ctx, (await job()).id)).status, "done");
  assert.equal((await read(ctx, "company", company.id))["x_count"], 1);
});

test("figures are filtered and sorted like fields, count in formulas, and stay with who may read the records", async (t) => {
  const at = await prepared(t);
  await createRecords(await anew(at), "customField", FIGURES);
  await createRecords(await anew(at), "customField", [
    field("company", "each", "formula", { expression: "x_total / x_count", index: true }),
  ]);
  const ctx = await anew(at);
  const made = await createRecords(ctx, "company", [{ name: "a" }, { name: "b" }]);
  await createRecords(ctx, "x_deal", [
    { name: "1", x_of: made[0]!.id, x_size: 3 },
    { name: "2", x_of: made[1]!.id, x_size: 5 },
    { name: "3", x_of: made[1]!.id, x_size: 2 },
  ]);
  const page = async (query: object, as = ctx): Promise<Json[]> =>
    (JSON.parse(await list(as, "company", { limit: 10, trash: false, ...query })) as { data: RecordJson[] }).data.map(
      (each) => each["name"]!,
    );
  assert.deepEqual(await page({ sort: "-x_count" }), ["b", "a"]);
  assert.deepEqual(await page({ sort: "x_each" }), ["a", "b"]);
  assert.deepEqual(await page({ filter: { field: "x_total", op: "gte", value: 7 } }), ["b"]);
  const before = await read(ctx, "company", made[0]!.id!);
  assert.equal(before.version, 1);
  const sales = await at.person("sales");
  const all = { read: "all", create: true, update: "all", delete: "all" } as const;
  const seeing = (rights: object): Context =>
    at.engine.context(ctx.workspace, {
      actor: { ...sales.ctx.actor, rights: { standard: all, objects: rights, capabilities: [] } as never },
      via: "api",
    });
  const blind = seeing({ x_deal: { read: "none", create: false, update: "none", delete: "none" } });
  const hidden = seeing({ x_deal: { ...all, fields: { x_size: "hidden" } } });
  assert.ok(!("x_count" in (await read(blind, "company", made[0]!.id!))));
  const shown = await read(hidden, "company", made[0]!.id!);
  assert.equal(shown["x_count"], 1);
  for (const name of ["x_total", "x_average", "x_each", "x_twice"]) assert.ok(!(name in shown), name);
});

test("what cannot be kept right is refused", async (t) => {
  const at = await prepared(t);
  const wrong: [JsonObject, string][] = [
    [{ object: "x_nothing" }, "rollUp.object"],
    [{ object: "orderLine" }, "rollUp.field"],
    [{ object: "file" }, "rollUp.object"],
    [{ by: "x_size" }, "rollUp.by"],
    [{ by: "owner" }, "rollUp.by"],
    [{ aggregate: "sum", field: "x_stage" }, "formula.kindless"],
    [{ aggregate: "sum", field: "x_nothing" }, "rollUp.field"],
    [{ aggregate: "sum" }, "rollUp.field"],
    [{ aggregate: "last", field: "name" }, "rollUp.field"],
    [{ filter: { field: "x_of.name", op: "eq", value: "a" } }, "rollUp.filter"],
    [{ filter: { field: "x_day", op: "last", value: 7 } }, "rollUp.filter"],
    [{ filter: { field: "owner", op: "eq", value: { me: true } } }, "rollUp.filter"],
    [{ filter: { field: "x_size", op: "gt", value: "much" } }, "issue.number"],
    [{ window: { field: "x_stage", days: 7 } }, "formula.kindless"],
    [{ window: { field: "x_stage", since: "startOfFiscalYear" } }, "formula.kindless"],
  ];
  for (const [settings, code] of wrong) {
    const asked = deals("wrong", "count", settings);
    await assert.rejects(create(await anew(at), "customField", asked), (error: unknown) => {
      assert.ok(error instanceof InvalidInput, String(error));
      assert.equal(error.issues[0]!.code, code, JSON.stringify([settings, error.issues]));
      return true;
    });
  }
});
