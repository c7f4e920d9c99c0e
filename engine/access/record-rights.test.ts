/** Rights that a condition picks: on computed facts, on lines, and what a role sees whose list order is hidden from it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ObjectRights, Rights } from "#model/rights.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { list } from "../query/list.ts";
import { read } from "../query/read.ts";
import { create } from "../records/records.ts";
import type { RecordJson } from "#model/json.ts";

const open: ObjectRights = { read: "all", create: true, update: "all", delete: "all" };

async function seen(ctx: Context, object: string): Promise<RecordJson[]> {
  return (JSON.parse(await list(ctx, object, {})) as { data: RecordJson[] }).data;
}

async function house(t: { after(hook: () => Promise<void>): void }) {
  const { ctx, engine, workspace, person } = await testWorkspace(t);
  const { id } = await person("readOnly");
  const as = (objects: Record<string, ObjectRights>, standard = open): Context => {
    const rights: Rights = { standard, objects, capabilities: [] };
    return engine.context(workspace, {
      actor: { kind: "user", userId: id, roleId: null, rights, teamIds: [] },
      via: "api",
    });
  };
  await create(ctx, "company", { name: "Acme" });
  const customer = (await seen(ctx, "customer"))[0]!;
  const order = await create(ctx, "order", {
    customer: customer.id,
    lines: [
      { description: "cheap", quantity: "1", unitPrice: "3" },
      { description: "dear", quantity: "1", unitPrice: "300" },
    ],
  });
  return { ctx, as, customer, order };
}

test("a condition on computed facts holds in lists, on single records and on every hop", async (t) => {
  const { as, customer, order } = await house(t);
  const many = { field: "orderCount", op: "gt", value: 999 } as const;
  const yes = as({ customer: { ...open, read: { filter: { not: many } } } });
  const no = as({ customer: { ...open, read: { filter: many } } });
  assert.equal((await seen(yes, "customer")).length, 1);
  assert.equal((await read(yes, "customer", customer.id)).id, customer.id);
  assert.equal(((await seen(yes, "order"))[0]!["customer"] as { id: string }).id, customer.id);
  assert.equal((await seen(no, "customer")).length, 0);
  assert.equal((await read(no, "order", order.id))["customer"], null);
});

test("a condition on lines holds within the order and beside it, and an order out of reach keeps its lines", async (t) => {
  const { as, order } = await house(t);
  const dear: ObjectRights = { ...open, read: { filter: { field: "unitPrice", op: "gt", value: "100" } } };
  const some = as({ orderLine: dear });
  assert.deepEqual(
    ((await read(some, "order", order.id))["lines"] as RecordJson[]).map((line) => line["description"]),
    ["dear"],
  );
  assert.deepEqual(
    (await seen(some, "orderLine")).map((line) => line["description"]),
    ["dear"],
  );
  assert.equal((await seen(as({ orderLine: dear, order: { ...open, read: "own" } }), "orderLine")).length, 0);
  const sales: ObjectRights = { ...open, read: { filter: { field: "kind", op: "eq", value: "sale" } } };
  assert.equal((await seen(as({ order: sales }), "orderLine")).length, 2);
  const returns: ObjectRights = { ...open, read: { filter: { field: "kind", op: "eq", value: "return" } } };
  assert.equal((await seen(as({ order: returns }), "orderLine")).length, 0);
});

test("a role that may not know the order of a list still reads it", async (t) => {
  const { as } = await house(t);
  const blind = as({ company: { ...open, fields: { name: "hidden" } } });
  assert.equal((await seen(blind, "company")).length, 1);
  const nobody = as({}, { ...open, read: "none" });
  await assert.rejects(seen(nobody, "company"), /may not read/);
});
