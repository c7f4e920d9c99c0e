/** The sample company is believable, and the same each time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { measures } from "#crm/insight/measures.queries.ts";
import { abc } from "#crm/insight/abc.queries.ts";
import { rfm } from "#crm/insight/rfm.queries.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { inventCustomer } from "./customers.ts";
import { loadSampleCompany } from "./load.ts";
import { purchases } from "./purchases.ts";
import { chance } from "./random.ts";

const TODAY = new Date("2025-11-20T00:00:00Z");
const DAY = 86_400_000;

test("the same seed and day make the same customers and purchases", () => {
  const make = () => {
    const random = chance(5);
    const books = { from: TODAY.getTime() - 1095 * DAY, today: TODAY.getTime() };
    return Array.from({ length: 20 }, (_, index) => inventCustomer(random, index, books.from, books.today)).map(
      (customer) => [customer, purchases(random, customer, books)],
    );
  };
  assert.deepEqual(make(), make());
});

test("2,000 customers in three scripts and currencies, three years, seasons, returns and a Pareto shape", async (t) => {
  const { ctx } = await testWorkspace(t);
  const started = performance.now();
  await loadSampleCompany(ctx, { today: TODAY });
  t.diagnostic(`loaded in ${Math.round(performance.now() - started)} ms`);
  const all = await measures(ctx, {});
  t.diagnostic(JSON.stringify(all));
  assert.equal(all.customers, 2000);
  assert.ok(all.orders > 10_000 && all.returns > 400);
  assert.equal(Number(all.salesAnonymous), 0);
  const scripts = await ctx.db.query(sql<{ latin: number; devanagari: number; arabic: number }>`
    select (count(*) filter (where name ~ '[A-Za-z]'))::int as latin, (count(*) filter (where name ~ '[\u0900-\u097F]'))::int as devanagari, (count(*) filter (where name ~ '[\u0600-\u06FF]'))::int as arabic from customers`);
  assert.ok(
    scripts[0]!.latin > 800 && scripts[0]!.devanagari > 250 && scripts[0]!.arabic > 250,
    JSON.stringify(scripts[0]),
  );
  const { curve, classes, total } = await abc(ctx, { measure: "revenue", limits: [80, 95] });
  const best = curve.find((point) => point.customers >= 0.2)!;
  assert.ok(best.amount > 0.72 && best.amount < 0.84, `the best fifth carry ${best.amount}`);
  assert.equal(total, all.netWithCustomer);
  assert.equal(
    classes.reduce((sum, each) => sum + each.customers, 0),
    2000,
  );
  assert.equal(
    (await rfm(ctx)).groups.reduce((sum, group) => sum + group.customers, 0),
    all.customersWithPurchase,
  );
  const months = await ctx.db.query(sql<{ currency: string; month: number; share: number }>`
    select currency, extract(month from ordered_at)::int as month, (sum(net_amount) / sum(sum(net_amount)) over (partition by currency))::float8 as share from orders group by 1, 2`);
  const share = (currency: string, list: number[]) =>
    months
      .filter((row) => row.currency === currency && list.includes(row.month))
      .reduce((sum, row) => sum + row.share, 0);
  assert.ok(share("GBP", [11, 12]) > 0.24, `Christmas: ${share("GBP", [11, 12])}`);
  assert.ok(share("INR", [9, 10, 11]) > 0.33, `Diwali: ${share("INR", [9, 10, 11])}`);
  await loadSampleCompany(ctx, { today: TODAY });
  assert.equal((await measures(ctx, {})).orders, all.orders, "a second run changes nothing");
});
