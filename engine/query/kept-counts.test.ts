/** Counts beside lists are kept, and never shown where they are wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "#engine/database/statement.ts";
import type { Context } from "#engine/context.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { create } from "../records/records.ts";
import { KeptCounts, keepCounts } from "./kept-counts.ts";
import { list, type ListQuery } from "./list.ts";

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
