/** Deleting for ever: what goes with a record, what stands in its way, and what the workspace empties by itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { type InvalidInput, NotFound } from "#model/errors.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { readHistory } from "../events/history.ts";
import { enqueue } from "../jobs/queue.ts";
import { list } from "../query/list.ts";
import { read } from "../query/read.ts";
import { create, createRecords, deleteRecords, outcomeId, purgeRecords, remove } from "../records/records.ts";
import { countTrash } from "./trash.ts";

const line = (product?: string) => ({
  description: "x",
  quantity: "1",
  unitPrice: "10",
  ...(product ? { product } : {}),
});

test("a purged company is gone with its customer row, keys and history; what it bought stays without a name", async (t) => {
  const { ctx } = await testWorkspace(t);
  const company = await create(ctx, "company", { name: "Secret Traders", number: "S1", emails: "secret@example.com" });
  const contact = await create(ctx, "contact", { name: "Amna", company: company.id });
  const order = await create(ctx, "order", { customer: { number: "S1" }, lines: [line()] });
  await assert.rejects(purgeRecords(ctx, "company", [company.id]), /not in the trash/);
  await remove(ctx, "company", company.id);
  await purgeRecords(ctx, "company", [company.id]);
  const [left] = await ctx.db.query(sql<Record<string, number>>`
    select (select count(*)::int from companies) as companies, (select count(*)::int from customers where number = 'S1') as customers,
      (select count(*)::int from timeline where subject_id = ${company.id}::uuid or record_id = ${company.id}::uuid) as items,
      (select count(*)::int from events where record_id = ${company.id}::uuid and (before is not null or after is not null)) as told,
      (select count(*)::int from events where record_id = ${company.id}::uuid and type = 'purged') as purged`);
  assert.deepEqual(left, { companies: 0, customers: 0, items: 0, told: 0, purged: 1 });
  assert.equal((await read(ctx, "contact", contact.id))["company"], null);
  assert.equal((await read(ctx, "order", order.id))["customer"], null);
  const history = await readHistory(ctx, "order", order.id, {});
  assert.ok(history.data[0]!.changes.some(({ field }) => field === "customer"));
});

test("a purged tag leaves an event on each record that bore it, in the trash or not, and no other tag", async (t) => {
  const { ctx } = await testWorkspace(t);
  const [gone, other, trashed] = (
    await createRecords(ctx, "tag", [{ name: "gone" }, { name: "other" }, { name: "trashed" }])
  ).map(outcomeId);
  const tags = [gone!, other!, trashed!];
  const [one, two] = (
    await createRecords(ctx, "company", [
      { name: "One", tags },
      { name: "Two", tags: [gone!] },
    ])
  ).map(outcomeId);
  await deleteRecords(ctx, "company", [two!]);
  await deleteRecords(ctx, "tag", [trashed!, gone!]);
  await assert.rejects(purgeRecords(ctx, "tag", [gone!], { ifVersion: 1 }), { current: 2 });
  await purgeRecords(ctx, "tag", [gone!], { ifVersion: 2 });
  for (const [id, before, after] of [
    [one!, tags, [other!, trashed!]],
    [two!, [gone!], []],
  ] as const) {
    const [event] = await ctx.db.query(sql<{ before: string; after: string; type: string }>`
      select type, before::text as before, after::text as after from events where record_id = ${id}::uuid order by id desc limit 1`);
    assert.equal(event!.type, "updated");
    assert.deepEqual([JSON.parse(event!.before), JSON.parse(event!.after)], [{ tags: before }, { tags: after }]);
  }
  const left = await ctx.db.query(
    sql<{ to_id: string }>`select to_id from company_tags where from_id = ${one!}::uuid order by position`,
  );
  assert.deepEqual(
    left.map((row) => row.to_id),
    [other, trashed],
    "what is in the trash may come back with its records",
  );
});

test("what was sold is kept as long as the order that says so", async (t) => {
  const { ctx } = await testWorkspace(t);
  const product = await create(ctx, "product", { name: "Lamp", code: "L" });
  const order = await create(ctx, "order", { lines: [line(product.id)] });
  await deleteRecords(ctx, "product", [product.id]);
  await assert.rejects(purgeRecords(ctx, "product", [product.id]), (error: InvalidInput) => {
    assert.equal(error.issues[0]!.code, "trash.needed");
    return true;
  });
  await remove(ctx, "order", order.id);
  await purgeRecords(ctx, "order", [order.id]);
  await purgeRecords(ctx, "product", [product.id]);
  await assert.rejects(read(ctx, "product", product.id), NotFound);
});

test("the trash shows the last to go first, is counted and searched, and empties itself after its days", async (t) => {
  const { ctx, engine } = await testWorkspace(t);
  const ids = (await createRecords(ctx, "company", [{ name: "First" }, { name: "Second" }])).map(outcomeId);
  await remove(ctx, "company", ids[1]!);
  await ctx.db.query(sql`update companies set deleted_at = now() - interval '40 days' where id = ${ids[1]!}::uuid`);
  await remove(ctx, "company", ids[0]!);
  const names = async (q?: string) =>
    (JSON.parse(await list(ctx, "company", { trash: true, q })) as { data: { name: string }[] }).data.map(
      (one) => one.name,
    );
  assert.deepEqual(await names(), ["First", "Second"]);
  assert.deepEqual(await names("second"), ["Second"]);
  assert.equal((await countTrash(ctx)).find((each) => each.object === "company")!.count.value, 2);
  await engine.workspaces.change("test", { settings: { trashDays: 30 } });
  await engine.jobs.prepare();
  await engine.jobs.start(1);
  const job = await settled(ctx, await enqueue(ctx, "trash", {}));
  assert.deepEqual(job.result, { purged: 1, kept: 0 });
  assert.deepEqual(await names(), ["First"]);
});
