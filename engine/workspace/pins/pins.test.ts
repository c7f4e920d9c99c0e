/** Pinned views: in one's own order, of the role, within rights, and gone without a word when the view is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_PINS } from "#model/view-parts.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../../context.ts";
import { read } from "../../query/read.ts";
import { create, remove, restore, update } from "../../records/records.ts";
import { pinsOf, pinsToKeep } from "./pins.ts";

const make = async (ctx: Context, name: string, more: object = {}): Promise<string> =>
  (await create(ctx, "view", { name, object: "company", definition: {}, ...more })).id;

const shared = { sharing: "shared" };

/** A person with what their record would keep. */
async function sitDown(at: TestWorkspace, role: string) {
  const { ctx } = await at.person(role);
  let kept: Parameters<typeof pinsOf>[1];
  return {
    ctx,
    names: async () => (await pinsOf(ctx, kept)).map(({ name }) => name),
    pin: async (...views: string[]) => void (kept = await pinsToKeep(ctx, views)),
  };
}

test("own pins stand in their order; one that is deleted goes without a word and comes back", async (t) => {
  const at = await testWorkspace(t);
  const sales = await sitDown(at, "sales");
  const board = { definition: { layout: "board", boardField: "industry" } };
  const [a, b] = [await make(sales.ctx, "A", board), await make(sales.ctx, "B")];
  await sales.pin(b, a);
  assert.deepEqual(await sales.names(), ["B", "A"]);
  assert.deepEqual(
    (await pinsOf(sales.ctx, { views: [a], without: [] })).map(({ object, layout }) => [object, layout]),
    [["company", "board"]],
  );
  await remove(sales.ctx, "view", b);
  assert.deepEqual(await sales.names(), ["A"]);
  await assert.rejects(sales.pin(a, b), { name: "InvalidInput", message: /pins\.1/ });
  await restore(sales.ctx, "view", b);
  assert.deepEqual(await sales.names(), ["B", "A"]);
});

test("nobody pins what is not theirs to read, and what is no longer shared is gone", async (t) => {
  const at = await testWorkspace(t);
  const [owner, sales] = [await sitDown(at, "owner"), await sitDown(at, "sales")];
  const mine = await make(owner.ctx, "Mine");
  await assert.rejects(sales.pin(mine), { name: "InvalidInput" });
  const open = await make(owner.ctx, "Open", shared);
  await sales.pin(open);
  assert.deepEqual(await sales.names(), ["Open"]);
  await update(owner.ctx, "view", open, { sharing: "mine" });
  assert.deepEqual(await sales.names(), []);
});

test("whoever may not read an object's records has no view of it in the rail", async (t) => {
  const at = await testWorkspace(t);
  const sales = await sitDown(at, "sales");
  await sales.pin(await make(sales.ctx, "Companies"));
  const rights = sales.ctx.actor.rights!;
  const company = { ...rights.standard, read: "none" as const };
  const actor = { ...sales.ctx.actor, rights: { ...rights, objects: { ...rights.objects, company } } };
  const kept = await pinsToKeep(sales.ctx, [await make(sales.ctx, "Again")]);
  assert.deepEqual(await pinsOf({ ...sales.ctx, actor }, kept), []);
});

test("what is pinned for a role follows what its people pinned, until they take it away", async (t) => {
  const at = await testWorkspace(t);
  const [owner, sales, service] = [
    await sitDown(at, "owner"),
    await sitDown(at, "sales"),
    await sitDown(at, "service"),
  ];
  const role = sales.ctx.actor.roleId!;
  const own = await make(sales.ctx, "Own");
  const first = await make(owner.ctx, "First", { ...shared, position: "1", pinnedFor: [role] });
  const second = await make(owner.ctx, "Second", { ...shared, position: "2", pinnedFor: [role] });
  assert.deepEqual(await sales.names(), ["First", "Second"]);
  assert.deepEqual(await service.names(), []);
  await sales.pin(first, own, second);
  assert.deepEqual(await sales.names(), ["First", "Own", "Second"]);
  await sales.pin(own, second);
  assert.deepEqual(await sales.names(), ["Own", "Second"]);
  await make(owner.ctx, "Third", { ...shared, position: "3", pinnedFor: [role] });
  assert.deepEqual(await sales.names(), ["Own", "Second", "Third"]);
});

test("only who looks after the settings pins for a role, only shared views, and no more than fit", async (t) => {
  const at = await testWorkspace(t);
  const [owner, sales] = [await sitDown(at, "owner"), await sitDown(at, "sales")];
  const pinnedFor = [sales.ctx.actor.roleId!];
  await assert.rejects(make(sales.ctx, "x", { ...shared, pinnedFor }), { name: "InvalidInput", message: /pinnedFor/ });
  await assert.rejects(make(owner.ctx, "x", { pinnedFor }), { name: "InvalidInput", message: /pinnedFor/ });
  const ids: string[] = [];
  for (let n = 0; n < MOST_PINS; n++) ids.push(await make(owner.ctx, `View ${n}`, { ...shared, pinnedFor }));
  await assert.rejects(make(owner.ctx, "x", { ...shared, pinnedFor }), { name: "InvalidInput", message: /pinnedFor/ });
  await update(owner.ctx, "view", ids[0]!, { name: "Still fits" });
  await remove(owner.ctx, "view", ids[0]!);
  await make(owner.ctx, "Fits", { ...shared, pinnedFor });
  await assert.rejects(restore(owner.ctx, "view", ids[0]!), { name: "InvalidInput" });
});

test("what a person pinned is told to nobody else", async (t) => {
  const at = await testWorkspace(t);
  const { ctx } = await at.person("owner");
  assert.ok(!("pins" in (await read(ctx, "user", ctx.actor.userId!))));
});
