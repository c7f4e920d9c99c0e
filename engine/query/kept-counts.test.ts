/** Counts beside lists are kept, and never shown where they are wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "#engine/database/statement.ts";
import type { Context } from "#engine/context.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { create, createRecords } from "../records/records.ts";
import { aggregate } from "./aggregate.ts";
import { KeptCounts, keepCounts } from "./kept-counts.ts";
import { list, type ListQuery } from "./list.ts";
import { mayProbe, pageKeys, readAsked, type PageOrder } from "./page.ts";
import { readSort } from "./sort.ts";

const COUNTING = /select count\(\*\)::text from/;

/** The same context, which notes whether a list's statement counts. */
function watched(ctx: Context): { ctx: Context; counted: () => number } {
  let counted = 0;
  const query: Context["db"]["query"] = (statement) => {
    if (COUNTING.test(("text" in statement ? statement : compile(statement)).text)) counted += 1;
    return ctx.db.query(statement);
  };
  return { ctx: { ...ctx, db: { ...ctx.db, query } }, counted: () => counted };
}

async function countIn(ctx: Context, query: ListQuery = {}): Promise<number> {
  const { count } = JSON.parse(await list(ctx, "company", { limit: 1, ...query })) as { count: { value: number } };
  return count.value;
}

test("one question is counted once, until a record changes", async (t) => {
  const { engine, ctx: plain } = await testWorkspace(t);
  const { ctx, counted } = watched(plain);
  let trusted = true;
  const counts = keepCounts(engine.catalogue, () => trusted);
  engine.database.onCommitted((schema) => counts.changed(schema));
  for (const name of ["A", "B", "C"]) await create(plain, "company", { name });
  assert.equal(await countIn(ctx), 3);
  assert.equal(await countIn(ctx, { sort: "-createdAt" }), 3, "in another order they are as many");
  assert.equal(counted(), 1);
  const some: ListQuery = { filter: { field: "name", op: "ne", value: "A" } };
  assert.equal(await countIn(ctx, some), 2);
  assert.equal(counted(), 2, "another question is counted");
  await create(plain, "company", { name: "D" });
  assert.deepEqual([await countIn(ctx), await countIn(ctx, some)], [4, 3]);
  assert.equal(counted(), 4);
  trusted = false;
  assert.equal(await countIn(ctx), 4);
  assert.equal(counted(), 5, "where changes of others are not heard of, nothing is kept");
});

test("a company that shapes its own objects has its counts kept too", async (t) => {
  const { engine, ctx: before, workspace } = await testWorkspace(t);
  const counts = keepCounts(engine.catalogue, () => true);
  engine.database.onCommitted((schema) => counts.changed(schema));
  await create(before, "customField", { object: "company", type: "text", label: { en: "Standing" } });
  engine.workspaces.forget();
  const shaped = engine.systemContext(await engine.workspaces.get(workspace.slug));
  assert.ok(shaped.catalogue.object("company").fields.has("x_standing"));
  const { ctx, counted } = watched(shaped);
  await create(shaped, "company", { name: "A" });
  assert.deepEqual([await countIn(ctx), await countIn(ctx), counted()], [1, 1, 1]);
});

test("the sums of a board are kept until a record changes", async (t) => {
  const { engine, ctx: plain } = await testWorkspace(t);
  let asked = 0;
  const ctx: Context = {
    ...plain,
    db: { ...plain.db, query: (statement) => ((asked += 1), plain.db.query(statement)) },
  };
  const counts = keepCounts(engine.catalogue, () => true);
  engine.database.onCommitted((schema) => counts.changed(schema));
  const board = async () => {
    const text = await aggregate(ctx, "company", { groupBy: "industry", measures: ["count"] });
    return (JSON.parse(text) as { data: { count: number }[] }).data.reduce((sum, group) => sum + group.count, 0);
  };
  await create(plain, "company", { name: "A" });
  assert.deepEqual([await board(), await board(), asked], [1, 1, 1]);
  await create(plain, "company", { name: "B" });
  assert.deepEqual([await board(), asked], [2, 2]);
});

test("a page of common words is the same, read on from its place or found first", async (t) => {
  const { ctx } = await testWorkspace(t);
  const names = Array.from({ length: 120 }, (_, index) =>
    index % 3 === 0 ? `Omar Khan ${index}` : `Noor Malik ${index}`,
  );
  await createRecords(
    ctx,
    "company",
    names.map((name) => ({ name })),
  );
  const object = ctx.catalogue.object("company");
  const asked = await readAsked(ctx, object, { q: "khan" });
  for (const sort of ["name", "-name", "createdAt", "-createdAt"]) {
    const order: PageOrder = { sort: readSort(ctx, object, sort), reverse: false, limit: 11 };
    assert.ok(mayProbe(ctx, object, asked, order));
    const ids = async (probe?: number) =>
      (
        await ctx.db.query<{ id: string }>(
          pageKeys(ctx, object, asked, probe === undefined ? order : { ...order, probe }),
        )
      ).map((row) => row.id);
    const all = await ids();
    assert.equal(all.length, 11);
    assert.deepEqual(await ids(1000), all, sort);
    const few = await ids(5);
    assert.ok(few.length <= 5, "a probe reads no further than its bound");
    assert.deepEqual(few, all.slice(0, few.length));
  }
});

test("who sees fewer records is told of fewer, and a transaction sees its own", async (t) => {
  const { engine, ctx, person } = await testWorkspace(t);
  keepCounts(engine.catalogue, () => true);
  const one = await person("sales");
  const other = await person("sales");
  await create(one.ctx, "company", { name: "A" });
  assert.deepEqual([await countIn(ctx), await countIn(one.ctx), await countIn(other.ctx)], [1, 1, 0]);
  await ctx.transaction(async (inner) => {
    await create(inner, "company", { name: "B" });
    assert.equal(await countIn(inner), 2);
  });
});

test("what was counted while records changed is not kept; a number beyond the bound is", () => {
  const counts = new KeptCounts(() => true);
  const state = counts.stateOf("w1");
  counts.changed("w1");
  counts.put("w1", "a", 5, true, state);
  counts.put("w1", "b", 10_001, false, state);
  assert.deepEqual(
    [counts.get("w1", "a"), counts.get("w1", "b"), counts.get("w2", "b")],
    [undefined, 10_001, undefined],
  );
  counts.put("w1", "a", 6, true, counts.stateOf("w1"));
  counts.changed("w2");
  assert.equal(counts.get("w1", "a"), 6);
  counts.changed();
  assert.equal(counts.get("w1", "a"), undefined);
});
