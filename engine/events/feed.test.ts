/** The feed of changes: everything once and nothing missed beside slow writers, within the reader's rights, in one time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";
import { create, remove, update } from "../records/records.ts";
import { beginNewEpochs } from "../workspace/directory.ts";
import { othersOver } from "#test/harness/others-over.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { readFeed, type FeedEntry } from "./feed.ts";

/** Reads on until told to stop and nothing is left. */
async function follow(ctx: Context, done: () => boolean, limit: number): Promise<FeedEntry[]> {
  const read: FeedEntry[] = [];
  let cursor: string | undefined;
  for (;;) {
    const last = done();
    const page = await readFeed(ctx, { cursor, objects: ["company"], limit });
    read.push(...page.data);
    cursor = page.nextCursor;
    if (last && !page.more) return read;
  }
}

test("two readers see each change exactly once while long and short transactions overlap", async (t) => {
  const { ctx } = await testWorkspace(t);
  const writer = async (number: number): Promise<void> => {
    for (let round = 0; round < 12; round += 1)
      await ctx
        .transaction(async (inner) => {
          const { id } = await create(inner, "company", { name: `Company ${number}.${round}` });
          // Long ones hold their transaction open across many short ones.
          if (number % 2 === 0) await inner.db.query(sql`select pg_sleep(${(round % 4) * 0.01})`);
          await update(inner, "company", id, { name: `Firm ${number}.${round}` });
          if (round % 5 === 4) throw new Error("changed my mind");
        })
        .catch((error: Error) => assert.equal(error.message, "changed my mind"));
  };
  let written = false;
  const readers = [7, 100].map((limit) => follow(ctx, () => written, limit));
  await Promise.all([0, 1, 2, 3, 4].map(writer));
  await othersOver(ctx);
  written = true;
  const stand = await ctx.db.query(sql<{ id: string }>`select id from events where object = 'company' order by id`);
  assert.equal(stand.length, 5 * 10 * 2);
  for (const read of await Promise.all(readers)) {
    assert.deepEqual(
      read.map((entry) => entry.id).toSorted(),
      stand.map((row) => row.id),
    );
    for (const own of Map.groupBy(read, (entry) => entry.recordId).values())
      assert.deepEqual(
        own.map((entry) => [entry.type, entry.version]),
        [
          ["created", 1],
          ["updated", 2],
        ],
      );
  }
});

test("a reader is told what it may read now: no hidden field, no record out of reach, no deletion of one", async (t) => {
  const { ctx, person, engine, workspace } = await testWorkspace(t);
  const sales = await person("sales");
  const mine = await create(ctx, "company", { name: "Mine", owner: sales.id, website: "https://mine.example" });
  const other = await create(ctx, "company", { name: "Other" });
  await remove(ctx, "company", other.id);
  const rights = structuredClone(sales.ctx.actor.rights!);
  rights.objects["company"] = { ...rights.objects["company"]!, fields: { website: "hidden" } };
  const limited = engine.context(workspace, { actor: { ...sales.ctx.actor, rights }, via: "api" });
  await othersOver(ctx);
  const told = (await readFeed(limited, { objects: ["company"] })).data;
  assert.deepEqual(
    told.map((entry) => [entry.recordId, entry.type]),
    [[mine.id, "created"]],
  );
  const fields = told[0]!.changes.map((change) => change.field);
  assert.ok(fields.includes("name") && !fields.includes("website"), fields.join());
  const owner = await person("owner");
  await othersOver(ctx);
  const all = (await readFeed(owner.ctx, { objects: ["company"] })).data;
  assert.deepEqual(
    all.map((entry) => entry.type),
    ["created", "created", "deleted"],
  );
  await update(ctx, "company", mine.id, { owner: owner.id });
  await othersOver(ctx);
  assert.deepEqual((await readFeed(limited, { objects: ["company"] })).data, []);
  const blind = engine.context(workspace, {
    actor: {
      ...sales.ctx.actor,
      rights: { ...rights, objects: { company: { ...rights.objects["company"]!, read: "none" } } },
    },
    via: "api",
  });
  await assert.rejects(readFeed(blind, { objects: ["company"] }), { status: 400 });
});

test("a cursor goes on where it was given out, and holds no longer once the database was put back", async (t) => {
  const { ctx, engine, database } = await testWorkspace(t);
  await create(ctx, "company", { name: "Before" });
  await othersOver(ctx);
  const { nextCursor } = await readFeed(ctx, {});
  await create(ctx, "company", { name: "After" });
  await othersOver(ctx);
  const { data } = await readFeed(ctx, { cursor: nextCursor, objects: ["company"] });
  assert.deepEqual(
    data.map((entry) => entry.changes.find((change) => change.field === "name")?.to),
    ["After"],
  );
  for (const cursor of ["", "x", Buffer.from("1.2.3").toString("base64url")])
    await assert.rejects(readFeed(ctx, { cursor }), { status: 400 });
  await beginNewEpochs(database.config);
  const [workspace] = await engine.workspaces.list();
  const [row] = await ctx.db.query(sql<{ epoch: string }>`select epoch from raabta.workspaces`);
  const later = engine.systemContext({ ...workspace!, epoch: row!.epoch });
  await assert.rejects(readFeed(later, { cursor: nextCursor }), { status: 410, message: /Begin anew/ });
});
