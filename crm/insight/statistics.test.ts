/** Statistics, classes and scores add up, and what is kept step by step equals what is reckoned from scratch. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { createRecords, deleteRecords, outcomeId, restoreRecords, updateRecords } from "#engine/records/records.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { abc } from "./abc.queries.ts";
import { measures } from "./measures.queries.ts";
import { revenue } from "./revenue.queries.ts";
import { RFM_CELLS } from "./rfm-groups.ts";
import { rfm } from "./rfm.queries.ts";
import { refreshClasses, refreshFigures } from "./statistics.queries.ts";
import { topCustomers, topProducts } from "./top.queries.ts";

async function customers(ctx: Context, count: number, owner?: string): Promise<string[]> {
  const made = await createRecords(
    ctx,
    "company",
    Array.from({ length: count }, (_, index) => ({ name: `${owner ?? "C"} ${index}`, ...(owner ? { owner } : {}) })),
  );
  const rows = await ctx.db.query(
    sql<{ id: string }>`select id from customers where company_id = any(${made.map(outcomeId)}::uuid[]) order by name`,
  );
  return rows.map((row) => row.id);
}

const stored = (ctx: Context) =>
  ctx.db.query<Record<string, unknown>>(
    sql`select to_jsonb(s) - 'refreshed_at' as row from customer_stats s order by id`,
  );

const pennies = (text: string): bigint => BigInt(Math.round(Number(text) * 100));

test("step by step equals from scratch, whatever happens to orders", async (t) => {
  const { ctx } = await testWorkspace(t);
  const ids = await customers(ctx, 4);
  const deed = fc.record({
    act: fc.constantFrom("create", "update", "delete", "restore"),
    customer: fc.constantFrom(...ids, null),
    kind: fc.constantFrom("sale", "sale", "return", "adjustment"),
    status: fc.constantFrom("confirmed", "draft", "cancelled", "paid"),
    price: fc.integer({ min: -3, max: 500 }),
    pick: fc.nat(),
  });
  const orders: { id: string; living: boolean }[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 6 }), async (deeds) => {
      for (const { act, customer, kind, status, price, pick } of deeds) {
        const input = {
          customer,
          kind,
          status,
          lines: [{ quantity: "1", unitPrice: String(price / 100), unitCost: "1" }],
        };
        const chosen = orders[pick % Math.max(1, orders.length)];
        if (act === "create" || !chosen)
          orders.push({ id: outcomeId((await createRecords(ctx, "order", [input]))[0]!), living: true });
        else if (act === "update" && chosen.living)
          await updateRecords(ctx, "order", [{ id: chosen.id, patch: input }]);
        else if (act === "delete" && chosen.living) await deleteRecords(ctx, "order", [chosen.id]);
        else if (act === "restore" && !chosen.living) await restoreRecords(ctx, "order", [chosen.id]);
        if (chosen && (act === "delete" || act === "restore")) chosen.living = act === "restore";
      }
      const kept = await stored(ctx);
      await refreshFigures(ctx, "all");
      assert.deepEqual(kept, await stored(ctx));
    }),
    { numRuns: 12 },
  );
  await refreshClasses(ctx);
  assert.equal(await refreshClasses(ctx), 0, "a second run finds nothing to change");
});

test("classes and groups add up to the whole; limits are where they are said", async (t) => {
  const { ctx } = await testWorkspace(t);
  const ids = await customers(ctx, 12);
  const amounts = [50, 20, 10, 5, 5, 4, 3, 2, 1, 0, -7];
  await createRecords(
    ctx,
    "order",
    amounts.map((amount, index) => ({
      customer: ids[index]!,
      kind: amount < 0 ? "adjustment" : "sale",
      orderedAt: `2024-0${1 + (index % 9)}-10T10:00:00Z`,
      lines: [{ unitPrice: String(amount) }],
    })),
  );
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const answer = await abc(ctx, { measure: "revenue", limits: [80, 95] });
  assert.equal(answer.total, String(total));
  assert.equal(
    answer.classes.reduce((sum, each) => sum + pennies(each.amount), 0n),
    pennies(answer.total),
  );
  // 80 % of 93 is 74.4: 50 + 20 do not reach it, the third crosses it and is A; 95 % is 88.35, crossed by the fifth.
  assert.deepEqual(
    answer.classes.map((each) => [each.class, each.customers]),
    [
      ["A", 3],
      ["B", 2],
      ["C", 4],
      ["none", 3],
    ],
  );
  assert.deepEqual(answer.curve.at(-1), { customers: 1, amount: 1 });
  assert.ok(
    Math.max(...answer.curve.map((point) => point.amount)) > 1,
    "who costs more than they bring bends the curve down again",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 }),
      async (unsorted) => {
        const limits = unsorted.toSorted((a, b) => a - b);
        const { classes } = await abc(ctx, { measure: "gross", limits });
        assert.equal(
          classes.reduce((sum, each) => sum + each.customers, 0),
          12,
        );
        let carried = 0;
        for (const [index, limit] of limits.entries()) {
          carried += classes[index]!.amountShare;
          assert.ok(carried >= limit / 100 - 1e-9, `the classes down to ${classes[index]!.class} reach ${limit} %`);
        }
      },
    ),
    { numRuns: 10 },
  );

  await refreshClasses(ctx);
  const marks = await ctx.db.query(
    sql<{
      class: string;
      count: number;
    }>`select class, count(*)::int as count from customer_stats group by class order by class collate "C"`,
  );
  assert.deepEqual(marks, [
    { class: "A", count: 3 },
    { class: "B", count: 2 },
    { class: "C", count: 4 },
    { class: "none", count: 3 },
  ]);
  const scores = await rfm(ctx);
  assert.equal(
    scores.groups.reduce((sum, group) => sum + group.customers, 0),
    9,
    "those with a sale above zero",
  );
  assert.deepEqual(
    scores.cells.reduce((sum, cell) => sum + pennies(cell.revenue), 0n),
    scores.groups.reduce((sum, group) => sum + pennies(group.revenue), 0n),
  );
  const inMarch = await abc(ctx, { measure: "revenue", limits: [80], from: "2024-03-01", to: "2024-03-31" });
  assert.deepEqual([inMarch.total, inMarch.classes[0]!.customers], ["10", 1]);
});

test("every cell of the grid has one name, and all names are used", () => {
  assert.equal(new Set(RFM_CELLS.map((cell) => `${cell.recency}${cell.frequency}`)).size, 25);
  assert.equal(new Set(RFM_CELLS.map((cell) => cell.name)).size, 11);
});

test("a rep sees the figures of their customers, and that it is so", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const rep = await person("sales");
  const [mine] = await customers(ctx, 1, rep.id);
  const [other] = await customers(ctx, 1);
  const product = outcomeId((await createRecords(ctx, "product", [{ name: "Tawa" }]))[0]!);
  const line = { product, quantity: "2", unitPrice: "50" };
  await createRecords(ctx, "order", [
    { customer: mine!, orderedAt: "2024-01-31T20:00:00Z", lines: [line] },
    { customer: other!, orderedAt: "2024-03-01T00:00:00Z", lines: [line, line] },
    { orderedAt: "2024-03-01T00:00:00Z", lines: [line] },
  ]);
  const [all, own] = [await measures(ctx, {}), await measures(rep.ctx, {})];
  assert.deepEqual(
    [all.visible, all.customers, all.netWithCustomer, all.salesAnonymous, all.grossAll],
    ["all", 2, "300", "100", "400"],
  );
  assert.deepEqual([own.visible, own.customers, own.netWithCustomer, own.salesAnonymous], ["team", 1, "100", "0"]);
  assert.equal((await abc(rep.ctx, { measure: "revenue", limits: [80, 95] })).total, "100");
  assert.deepEqual(
    (await topCustomers(rep.ctx, { limit: 5 })).data.map((each) => [each.id, each.share]),
    [[mine, 1]],
  );
  assert.deepEqual(
    (await topProducts(rep.ctx, { limit: 5 })).data.map((each) => [each.title, each.quantity, each.amount]),
    [["Tawa", "2", "100"]],
  );
  const months = await revenue(ctx, { interval: "month" });
  assert.deepEqual(
    months.data.map((each) => [each.period, each.net]),
    [
      ["2024-02", "100"],
      ["2024-03", "300"],
    ],
    "in Karachi it was February already",
  );
  assert.deepEqual(
    (await revenue(ctx, { interval: "quarter", to: "2024-02-29" })).data.map((each) => [
      each.period,
      each.sales,
      each.orders,
    ]),
    [["2024-Q1", "100", 1]],
  );
});
