/** Merging carries everything over, whatever points at what goes; undoing it puts everything back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject, RecordJson } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { actingAs } from "../identity/on-behalf.ts";
import { list } from "../query/list.ts";
import { read } from "../query/read.ts";
import { create, remove, restore, update } from "../records/records.ts";
import { uuidv7 } from "../records/uuid.ts";
import { undoOperation } from "../undo/undo.ts";
import { mergedInto, previewMerge, startMerge, type MergeAsk } from "./merge.ts";
import { pointingAt } from "./pointing.ts";

const anew = (ctx: Context): Context => actingAs(ctx, ctx.actor, ctx.via, uuidv7());

async function all(ctx: Context, object: string, filter?: JsonObject): Promise<RecordJson[]> {
  return (JSON.parse(await list(ctx, object, { filter: filter as never, limit: 200 })) as { data: RecordJson[] }).data;
}
const customerOf = async (ctx: Context, side: string, id: string) =>
  (await all(ctx, "customer", { field: side, op: "eq", value: id }))[0]!;
const idOf = (value: unknown) => (value as { id: string } | null)?.id ?? null;

async function merged(ctx: Context, object: string, ask: MergeAsk): Promise<string> {
  const acting = anew(ctx);
  assert.equal((await startMerge(acting, object, ask)).id, ask.into);
  return acting.operationId;
}

test("two companies become one with all that hangs on both, and two again", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const { ctx: me } = await person("manager");
  const a = await create(anew(me), "company", { name: "Acme", number: "1", emails: ["a@acme.example"], tags: ["key"] });
  const b = await create(anew(me), "company", {
    name: "ACME Ltd",
    number: "2",
    emails: ["a@acme.example", "b@acme.example"],
    industry: "Cotton",
    tags: ["key", "old"],
  });
  const child = await create(anew(me), "company", { name: "Acme South", parent: b.id });
  const person1 = await create(anew(me), "contact", { name: "Ayesha", company: b.id });
  const [ca, cb] = [await customerOf(ctx, "company", a.id), await customerOf(ctx, "company", b.id)];
  const line = (price: string) => [{ description: "cloth", quantity: "1", unitPrice: price }];
  await create(anew(me), "order", { customer: ca.id, lines: line("10") });
  const order = await create(anew(me), "order", { customer: cb.id, lines: line("32") });
  const note = await create(anew(me), "activity", { kind: "note", subject: "Call back", company: b.id });

  const preview = await previewMerge(me, "company", { into: a.id, from: [b.id] });
  assert.deepEqual(preview.patch["industry"], "Cotton");
  assert.ok(preview.differing.includes("name"));
  assert.deepEqual(preview.moved.map(({ object, field, count }) => `${object}.${field} ${count}`).toSorted(), [
    "activity.company 1",
    "activity.customer 1",
    "company.parent 1",
    "contact.company 1",
    "order.company 1",
    "order.customer 1",
  ]);

  const operation = await merged(me, "company", { into: a.id, from: [b.id], take: { name: b.id } });
  const one = await read(me, "company", a.id);
  assert.equal(one["name"], "ACME Ltd");
  assert.equal(one["number"], "1");
  assert.equal(one["industry"], "Cotton");
  assert.deepEqual(
    (one["emails"] as { value: string }[]).map(({ value }) => value),
    ["a@acme.example", "b@acme.example"],
  );
  assert.equal((one["tags"] as unknown[]).length, 2);
  assert.equal(idOf((await read(me, "contact", person1.id))["company"]), a.id);
  assert.equal(idOf((await read(me, "company", child.id))["parent"]), a.id);
  assert.equal(idOf((await read(me, "activity", note.id))["company"]), a.id);
  assert.equal(idOf((await read(me, "order", order.id))["customer"]), ca.id);
  const customer = await customerOf(ctx, "company", a.id);
  assert.equal(customer["orderCount"], 2);
  assert.equal((customer["revenue"] as { amount: string }).amount, "42.00");
  assert.equal((await all(ctx, "customer", { field: "company", op: "eq", value: b.id })).length, 0);
  await assert.rejects(read(me, "company", b.id), /no such company/);
  assert.equal(await mergedInto(me, b.id), a.id);

  await undoOperation(anew(me), operation);
  assert.equal((await read(me, "company", a.id))["name"], "Acme");
  assert.equal((await read(me, "company", a.id))["industry"], null);
  assert.equal((await read(me, "company", b.id))["number"], "2");
  assert.equal(idOf((await read(me, "contact", person1.id))["company"]), b.id);
  assert.equal(idOf((await read(me, "company", child.id))["parent"]), b.id);
  assert.equal(idOf((await read(me, "order", order.id))["customer"]), cb.id);
  const back = await customerOf(ctx, "company", b.id);
  assert.equal(back.id, cb.id);
  assert.equal(back["orderCount"], 1);
  assert.equal((await customerOf(ctx, "company", a.id))["orderCount"], 1);
});

test("a person is merged into one who is at a company: what they bought goes to the company", async (t) => {
  const { ctx } = await testWorkspace(t);
  const company = await create(anew(ctx), "company", { name: "Acme" });
  const there = await create(anew(ctx), "contact", { name: "Ali Khan", company: company.id });
  const alone = await create(anew(ctx), "contact", { name: "علی خان", emails: ["ali@x.example"] });
  const order = await create(anew(ctx), "order", {
    customer: (await customerOf(ctx, "contact", alone.id)).id,
    lines: [{ description: "x", quantity: "1", unitPrice: "5" }],
  });
  await merged(ctx, "contact", { into: there.id, from: [alone.id] });
  const customer = await customerOf(ctx, "company", company.id);
  assert.equal(idOf((await read(ctx, "order", order.id))["customer"]), customer.id);
  assert.equal((await all(ctx, "customer", { field: "contact", op: "notEmpty" })).length, 0);
});

test("lines follow a merged product, and links a merged tag", async (t) => {
  const { ctx } = await testWorkspace(t);
  const [a, b] = [
    await create(anew(ctx), "product", { name: "Cloth", code: "C1" }),
    await create(anew(ctx), "product", { name: "Cloth again", code: "C2" }),
  ];
  const company = await create(anew(ctx), "company", { name: "Acme", tags: ["vip", "VIP customer"] });
  const order = await create(anew(ctx), "order", {
    customer: (await customerOf(ctx, "company", company.id)).id,
    lines: [{ product: b.id, quantity: "2", unitPrice: "7" }],
  });
  await merged(ctx, "product", { into: a.id, from: [b.id] });
  const after = await read(ctx, "order", order.id);
  const [line] = after["lines"] as RecordJson[];
  assert.equal(idOf(line!["product"]), a.id);
  assert.equal((after["total"] as { amount: string }).amount, (order["total"] as { amount: string }).amount);
  const tags = await all(ctx, "tag");
  const named = (name: string) => tags.find((tag) => tag["name"] === name)!.id;
  await merged(ctx, "tag", { into: named("vip"), from: [named("VIP customer")] });
  assert.deepEqual(
    ((await read(ctx, "company", company.id))["tags"] as { id: string }[]).map(({ id }) => id),
    [named("vip")],
  );
});

test("what is in the trash follows a merge too, and finds its way when it is taken out", async (t) => {
  const { ctx } = await testWorkspace(t);
  const [a, b] = [await create(anew(ctx), "company", { name: "A" }), await create(anew(ctx), "company", { name: "B" })];
  const [ca, cb] = [await customerOf(ctx, "company", a.id), await customerOf(ctx, "company", b.id)];
  const product = await create(anew(ctx), "product", { name: "Cloth", code: "C1" });
  const other = await create(anew(ctx), "product", { name: "Cloth again", code: "C2" });
  const contacts = [
    await create(anew(ctx), "contact", { name: "Ayesha", company: b.id }),
    await create(anew(ctx), "contact", { name: "Bano", company: b.id }),
  ];
  const lines = [{ product: other.id, quantity: "2", unitPrice: "7" }];
  const order = await create(anew(ctx), "order", { customer: cb.id, lines });
  for (const { id } of contacts) await remove(anew(ctx), "contact", id);
  await remove(anew(ctx), "order", order.id);
  await merged(ctx, "product", { into: product.id, from: [other.id] });
  const operation = await merged(ctx, "company", { into: a.id, from: [b.id] });
  assert.equal((await customerOf(ctx, "company", a.id))["orderCount"], 0);

  const [ayesha, bano] = contacts;
  assert.equal(idOf((await restore(anew(ctx), "contact", ayesha!.id))["company"]), a.id);
  await remove(anew(ctx), "contact", ayesha!.id);
  const found = await restore(anew(ctx), "order", order.id);
  assert.equal(idOf(found["customer"]), ca.id);
  assert.equal(idOf((found["lines"] as RecordJson[])[0]!["product"]), product.id);
  assert.equal((await customerOf(ctx, "company", a.id))["orderCount"], 1);

  const undone = await undoOperation(anew(ctx), operation);
  assert.deepEqual(
    undone.conflicts.map(({ id, reason }) => [id, reason]),
    [[ayesha!.id, "gone"]],
    "deleted since, by somebody who saw it as it is now",
  );
  assert.equal(idOf((await restore(anew(ctx), "contact", bano!.id))["company"]), b.id);
  assert.equal(idOf((await read(ctx, "order", order.id))["customer"]), cb.id);
});

test("nobody merges what they may not delete or see, nor a record with itself, nor changes a hidden choice", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const [a, b] = [await create(anew(ctx), "company", { name: "A" }), await create(anew(ctx), "company", { name: "B" })];
  const sales = await person("sales");
  await assert.rejects(startMerge(anew(sales.ctx), "company", { into: a.id, from: [b.id] }), { status: 404 });
  const service = await person("service");
  await assert.rejects(startMerge(anew(service.ctx), "company", { into: a.id, from: [b.id] }), { status: 403 });
  await assert.rejects(startMerge(anew(ctx), "company", { into: a.id, from: [a.id] }), { status: 422 });
  await assert.rejects(startMerge(anew(ctx), "company", { into: a.id, from: [b.id], take: { nothing: a.id } }), {
    status: 422,
  });
  assert.equal((await read(ctx, "company", b.id))["name"], "B");
});

test("what was changed after a merge stays when it is taken back", async (t) => {
  const { ctx } = await testWorkspace(t);
  const [a, b] = [
    await create(anew(ctx), "contact", { name: "A" }),
    await create(anew(ctx), "contact", { name: "B", jobTitle: "Buyer" }),
  ];
  const operation = await merged(ctx, "contact", { into: a.id, from: [b.id] });
  await update(anew(ctx), "contact", a.id, { jobTitle: "Head buyer" });
  const undone = await undoOperation(anew(ctx), operation);
  assert.equal(undone.conflictCount, 1);
  assert.equal((await read(ctx, "contact", a.id))["jobTitle"], "Head buyer");
  assert.equal((await read(ctx, "contact", b.id))["jobTitle"], "Buyer");
});

test("every relation of the catalogue is one that a merge knows", async (t) => {
  const { ctx } = await testWorkspace(t);
  for (const object of ctx.catalogue.objects.values())
    for (const field of object.fields.values()) {
      if (field.target === undefined || field.source === "system") continue;
      const known = pointingAt(ctx.catalogue, field.target).some(
        (each) => each.object === object && each.field === field,
      );
      const isLine = field.type.storage === "children" || object.definition.childOf?.object === field.target;
      assert.equal(known || isLine, true, `${object.name}.${field.name}`);
    }
});
