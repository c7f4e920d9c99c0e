/** Orders are reckoned from their lines, exactly, at a rate frozen on their day. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { create, createRecords, update } from "#engine/records/records.ts";
import { InvalidInput } from "#model/errors.ts";
import type { JsonObject } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";

const money = (record: JsonObject, field: string) =>
  record[field] as { amount: string; currency: string; base: string } | null;
const lines = (record: JsonObject) => record["lines"] as Record<string, string | null>[];
const refusedWith = (code: string, path: string) => (error: unknown) =>
  error instanceof InvalidInput && error.issues.some((issue) => issue.code === code && issue.path === path);

const company = async (ctx: Context, name = "Ravi Traders"): Promise<string> => {
  const made = await create(ctx, "company", { name, address: { country: "PK" } });
  const [row] = await ctx.db.query(sql<{ id: string }>`select id from customers where company_id = ${made.id}::uuid`);
  return row!.id;
};

test("totals are the exact sums of the lines", async (t) => {
  const { ctx } = await testWorkspace(t);
  const product = await create(ctx, "product", {
    name: "Steel karahi",
    code: "CK-1",
    price: "2.555",
    cost: "1.1",
    tax: "18",
  });
  const order = await create(ctx, "order", {
    customer: await company(ctx),
    lines: [
      { product: product.id, quantity: "3" },
      { description: "Delivery", quantity: "1", unitPrice: "0.1", tax: "0" },
      { quantity: "10", unitPrice: "0.2", discount: "0.5" },
    ],
  });
  assert.equal(order["number"], "S-0000001");
  assert.equal(order["country"], "PK");
  assert.equal(order["anonymous"], false);
  assert.deepEqual(
    lines(order).map((line) => [line["net"], line["tax"], line["unitCost"]]),
    [
      ["7.665", "1.3797", "1.1"],
      ["0.1", "0", null],
      ["1.5", null, null],
    ],
  );
  assert.deepEqual(
    [
      money(order, "net"),
      money(order, "tax"),
      money(order, "total"),
      money(order, "cost"),
      money(order, "margin"),
      money(order, "discount"),
    ].map((value) => value?.base),
    ["9.265", "1.3797", "10.6447", "3.30", "5.965", "0.50"],
  );
  assert.equal(order["marginPercent"], "64.38");
});

test("what comes back is negative, however it was written; an adjustment keeps its sign", async (t) => {
  const { ctx } = await testWorkspace(t);
  const customer = await company(ctx);
  const sale = await create(ctx, "order", { customer, number: "INV-1", lines: [{ quantity: "5", unitPrice: "10" }] });
  const back = await create(ctx, "order", {
    customer,
    kind: "return",
    original: { number: "inv-1" },
    lines: [
      { quantity: "2", unitPrice: "10", discount: "1", tax: "3" },
      { quantity: "-1", unitPrice: "10" },
    ],
  });
  assert.equal((back["original"] as { id: string }).id, sale.id);
  assert.deepEqual(
    lines(back).map((line) => [line["quantity"], line["discount"], line["tax"], line["net"]]),
    [
      ["-2", "-1", "-3", "-19"],
      ["-1", null, null, "-10"],
    ],
  );
  assert.equal(money(back, "net")!.base, "-29.00");
  const debt = await create(ctx, "order", { kind: "adjustment", lines: [{ quantity: "1", unitPrice: "-11062.06" }] });
  assert.equal(money(debt, "net")!.amount, "-11062.06");
  assert.equal(debt["anonymous"], true);
  const turned = await update(ctx, "order", sale.id, { kind: "return" });
  assert.equal(money(turned, "net")!.base, "-50.00");
});

test("the rate of the day is frozen: later rates change nothing, another day does", async (t) => {
  const { ctx } = await testWorkspace(t);
  await assert.rejects(create(ctx, "order", { currency: "GBP", lines: [] }), refusedWith("sales.noRate", "currency"));
  await createRecords(ctx, "currencyRate", [
    { currency: "gbp", rate: "350", validFrom: "2024-01-01" },
    { currency: "GBP", rate: "360.5", validFrom: "2024-07-01" },
  ]);
  const input = {
    customer: await company(ctx),
    currency: "GBP",
    orderedAt: "2024-06-30T18:59:59Z",
    lines: [{ quantity: "3", unitPrice: "1.11" }],
  };
  const order = await create(ctx, "order", input);
  assert.deepEqual([order["rate"], money(order, "net")], ["350", { amount: "3.33", currency: "GBP", base: "1165.50" }]);
  await create(ctx, "currencyRate", { currency: "GBP", rate: "999", validFrom: "2024-06-01" });
  assert.equal(
    (await update(ctx, "order", order.id, { lines: [{ quantity: "2", unitPrice: "1.11" }] }))["rate"],
    "350",
  );
  const moved = await update(ctx, "order", order.id, { orderedAt: "2024-06-30T19:00:00Z" });
  assert.deepEqual(
    [moved["rate"], money(moved, "net")!.base],
    ["360.5", "800.31"],
    "midnight in Karachi is 19:00 in UTC",
  );
  await assert.rejects(
    create(ctx, "currencyRate", { currency: "GBP", rate: "1", validFrom: "2024-06-01" }),
    refusedWith("sales.rateTaken", "validFrom"),
  );
  await assert.rejects(
    create(ctx, "currencyRate", { currency: "PKR", rate: "1", validFrom: "2024-06-01" }),
    refusedWith("sales.rateOfBase", "currency"),
  );
});

test("numbers are given in a row to a set, and money everywhere gets its base", async (t) => {
  const { ctx } = await testWorkspace(t);
  await createRecords(ctx, "order", [
    { number: "s-0000003", lines: [] },
    { lines: [] },
    { kind: "return", lines: [] },
    { lines: [] },
  ]);
  const numbers = await ctx.db.query(sql<{ number: string }>`select number from orders order by number_key`);
  assert.deepEqual(
    numbers.map((row) => row.number),
    ["R-0000002", "S-0000001", "s-0000003", "S-0000004"],
  );
  await assert.rejects(
    create(ctx, "product", { name: "Tawa", price: { amount: "5", currency: "EUR" } }),
    refusedWith("sales.noRate", "price"),
  );
  await create(ctx, "currencyRate", { currency: "EUR", rate: "300", validFrom: "2020-01-01" });
  assert.equal(
    money(await create(ctx, "product", { name: "Tawa", price: { amount: "5", currency: "EUR" } }), "price")!.base,
    "1500.00",
  );
  await assert.rejects(create(ctx, "product", { kind: "goods" }), refusedWith("sales.needsNameOrCode", "name"));
});
