/** Holds a workspace that has the retail file against the measures reckoned straight from the file, each by its name. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { decimal, thousandths, type RetailMeasures } from "./retail-measures.ts";

/** Asks an address below /api/v1/insight/, such as `abc?measure=gross`, however the workspace is reached. */
export type Ask = (path: string) => Promise<unknown>;

interface Abc {
  total: string;
  customers: number;
  classes: { class: string; customers: number; amount: string }[];
  curve: { customers: number; amount: number }[];
}

const same = (text: string): string => decimal(thousandths(text));
const pounds = (text: string): string => Number(text).toFixed(2);

/** The published figures (Chen, Sain and Guo 2012; foundations): what the reckoning itself must come to. */
export async function assertPublished(t: TestContext, expected: RetailMeasures): Promise<void> {
  await t.test("the file is the published one", () => {
    assert.deepEqual(
      [
        expected.lines,
        expected.customers,
        expected.customersWithPurchase,
        expected.orders,
        expected.productCodes,
        pounds(expected.grossAll),
        pounds(expected.salesWithCustomer),
        pounds(expected.feesWithCustomer),
        pounds(expected.netWithCustomer),
      ],
      [541909, 4372, 4338, 25900, 4070, "9747747.93", "8911407.90", "150341.25", "8300065.81"],
    );
  });
}

export async function assertRetailInsight(t: TestContext, ask: Ask, expected: RetailMeasures): Promise<void> {
  const measures = (await ask("measures")) as Record<string, string> & {
    customers: number;
    customersWithPurchase: number;
    orders: number;
    returns: number;
  };
  for (const name of ["customers", "customersWithPurchase", "orders", "returns"] as const) {
    await t.test(name, () => assert.equal(measures[name], expected[name]));
  }
  for (const name of [
    "salesWithCustomer",
    "feesWithCustomer",
    "returnsWithCustomer",
    "netWithCustomer",
    "salesAnonymous",
    "grossAll",
  ] as const) {
    await t.test(name, () => assert.equal(same(measures[name]!), expected[name]));
  }
  await t.test("ABC by revenue: total, classes and curve", async () =>
    assertAbc(
      (await ask("abc?measure=revenue&limits=80,95")) as Abc,
      [...expected.byCustomer.values()].map((customer) => customer.net),
      expected.netWithCustomer,
    ),
  );
  await t.test("ABC by gross sales", async () =>
    assertAbc(
      (await ask("abc?measure=gross&limits=80,95")) as Abc,
      [...expected.byCustomer.values()].map((customer) => customer.sales),
      expected.salesWithCustomer,
    ),
  );
  await t.test("RFM: fifths of those who bought, and groups that add up", async () => assertRfm(ask, expected));
  await t.test("revenue by month", async () => assertMonths(ask, expected));
  await t.test("top customers", async () => assertTop(ask, expected));
}

function assertAbc(answer: Abc, amounts: bigint[], total: string): void {
  assert.equal(same(answer.total), total);
  assert.equal(answer.customers, amounts.length);
  const sum = amounts.reduce((all, amount) => all + amount, 0n);
  const classes = new Map<string, { customers: number; amount: bigint }>();
  let before = 0n;
  for (const amount of amounts.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0))) {
    const name = amount <= 0n ? "none" : before * 100n < sum * 80n ? "A" : before * 100n < sum * 95n ? "B" : "C";
    const entry = classes.get(name) ?? { customers: 0, amount: 0n };
    classes.set(name, { customers: entry.customers + 1, amount: entry.amount + amount });
    before += amount;
  }
  for (const { class: name, customers, amount } of answer.classes) {
    assert.deepEqual(
      [name, customers, same(amount)],
      [name, classes.get(name)?.customers ?? 0, decimal(classes.get(name)?.amount ?? 0n)],
    );
  }
  assert.equal(answer.curve.at(-1)!.customers, 1);
  assert.ok(Math.abs(answer.curve.at(-1)!.amount - 1) < 1e-9);
}

async function assertRfm(ask: Ask, expected: RetailMeasures): Promise<void> {
  const { cells, groups } = (await ask("rfm")) as {
    cells: { recency: number; frequency: number; customers: number; revenue: string }[];
    groups: { customers: number; revenue: string }[];
  };
  const buyers = [...expected.byCustomer.values()].filter((customer) => customer.orders > 0);
  const net = decimal(buyers.reduce((sum, customer) => sum + customer.net, 0n));
  for (const list of [cells, groups]) {
    assert.equal(
      list.reduce((sum, each) => sum + each.customers, 0),
      buyers.length,
    );
    assert.equal(decimal(list.reduce((sum, each) => sum + thousandths(each.revenue), 0n)), net);
  }
  for (const axis of ["recency", "frequency"] as const) {
    for (const score of [1, 2, 3, 4, 5]) {
      const size = cells.filter((cell) => cell[axis] === score).reduce((sum, cell) => sum + cell.customers, 0);
      assert.ok(Math.abs(size - buyers.length / 5) < 1, `${axis} ${score} has ${size} customers`);
    }
  }
}

async function assertMonths(ask: Ask, expected: RetailMeasures): Promise<void> {
  const { data } = (await ask("revenue?interval=month")) as {
    data: { period: string; net: string; anonymous: string }[];
  };
  const found = data.map(({ period, net, anonymous }) => [period, decimal(thousandths(net) - thousandths(anonymous))]);
  assert.deepEqual(
    found,
    [...expected.byMonth].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([month, net]) => [month, decimal(net)]),
  );
}

async function assertTop(ask: Ask, expected: RetailMeasures): Promise<void> {
  const { data } = (await ask("top-customers?limit=10")) as { data: { amount: string; orders: number }[] };
  const best = [...expected.byCustomer.values()].toSorted((a, b) => (a.net < b.net ? 1 : -1)).slice(0, 10);
  assert.deepEqual(
    data.map(({ amount, orders }) => [same(amount), orders]),
    best.map((customer) => [decimal(customer.net), customer.orders]),
  );
}
