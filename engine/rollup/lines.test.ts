/** Figures of lines and of customers: right after anything that is done to orders, as if reckoned from all of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { plainText, type Json, type JsonObject, type RecordJson } from "#model/json.ts";
import { InvalidInput } from "#model/errors.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { actingAs } from "../identity/on-behalf.ts";
import { startMerge } from "../merge/merge.ts";
import { list } from "../query/list.ts";
import {
  create,
  createRecords,
  deleteRecords,
  purgeRecords,
  restoreRecords,
  updateRecords,
} from "../records/records.ts";
import { uuidv7 } from "../records/uuid.ts";
import { undoOperation } from "../undo/undo.ts";

const DAY = 86_400_000;
const WINDOW = 30;

const figure = (object: string, name: string, settings: JsonObject) => ({
  object,
  name,
  type: "rollUp",
  label: { en: name },
  settings,
});
const NOT_CANCELLED = { not: { field: "order.status", op: "eq", value: "cancelled" } };
const FIGURES = [
  figure("order", "pieces", { object: "orderLine", by: "order", aggregate: "sum", field: "quantity" }),
  figure("order", "most", { object: "orderLine", by: "order", aggregate: "max", field: "quantity" }),
  figure("product", "sold", {
    object: "orderLine",
    by: "product",
    aggregate: "sum",
    field: "quantity",
    filter: NOT_CANCELLED,
  }),
  figure("product", "lines", { object: "orderLine", by: "product", aggregate: "count" }),
  figure("product", "recent", {
    object: "orderLine",
    by: "product",
    aggregate: "sum",
    field: "quantity",
    window: { field: "order.orderedAt", days: WINDOW },
  }),
  figure("customer", "orders", { object: "order", by: "customer", aggregate: "count" }),
  figure("customer", "late", {
    object: "order",
    by: "customer",
    aggregate: "count",
    window: { field: "orderedAt", days: WINDOW },
  }),
];

async function anew(at: TestWorkspace): Promise<Context> {
  const admin = at.engine.systemContext(await at.engine.workspaces.get(at.workspace.slug));
  return actingAs(admin, admin.actor, "api", uuidv7());
}

const rows = async (ctx: Context, object: string, trash = false): Promise<RecordJson[]> =>
  (JSON.parse(await list(ctx, object, { limit: 200, sort: "createdAt", trash })) as { data: RecordJson[] }).data;

const idOf = (value: Json | undefined): unknown => (value as JsonObject | null)?.["id"];

/** Orders with their lines as the tables have them. */
interface Sold {
  id: string;
  status: string;
  customer: string | null;
  at: string;
  living: boolean;
  lines: { product: string | null; quantity: number }[];
}

async function sold(ctx: Context): Promise<Sold[]> {
  const [row] = await ctx.db.query(sql<{ all: string }>`
    select coalesce(json_agg(json_build_object('id', o.id, 'status', o.status, 'customer', o.customer_id, 'at', o.ordered_at, 'living', o.deleted_at is null,
      'lines', (select coalesce(json_agg(json_build_object('product', l.product_id, 'quantity', l.quantity)), '[]') from order_lines l where l.order_id = o.id))), '[]')::text as all
    from orders o`);
  return JSON.parse(row!.all) as Sold[];
}

const sum = (numbers: readonly number[]): string => String(numbers.reduce((all, each) => all + each, 0));
const isRecent = ({ at }: Sold): boolean => Date.parse(at) > Date.now() - WINDOW * DAY && Date.parse(at) <= Date.now();

async function compare(at: TestWorkspace, said: string): Promise<void> {
  const ctx = await anew(at);
  const orders = await sold(ctx);
  const living = orders.filter(({ living }) => living);
  for (const trash of [false, true])
    for (const order of await rows(ctx, "order", trash)) {
      const { lines } = orders.find(({ id }) => id === order.id)!;
      const most = lines.length > 0 ? String(Math.max(...lines.map(({ quantity }) => quantity))) : null;
      assert.deepEqual(
        [order["x_pieces"], order["x_most"]],
        [sum(lines.map(({ quantity }) => quantity)), most],
        `order after ${said}`,
      );
    }
  for (const product of await rows(ctx, "product")) {
    const quantities = (of: readonly Sold[]): number[] =>
      of.flatMap(({ lines }) => lines.filter((line) => line.product === product.id).map(({ quantity }) => quantity));
    assert.deepEqual(
      [product["x_sold"], product["x_lines"], product["x_recent"]],
      [
        sum(quantities(living.filter(({ status }) => status !== "cancelled"))),
        quantities(living).length,
        sum(quantities(living.filter(isRecent))),
      ],
      `${plainText(product["code"])} after ${said}`,
    );
  }
  for (const customer of await rows(ctx, "customer")) {
    const own = living.filter((order) => order.customer === customer.id);
    assert.deepEqual(
      [customer["x_orders"], customer["x_late"]],
      [own.length, own.filter(isRecent).length],
      `${plainText(customer["name"])} after ${said}`,
    );
  }
}

test("figures of lines and of customers stay as if reckoned from all, whatever is done to orders", async (t) => {
  const at = await testWorkspace(t);
  let seed = 7;
  const n = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const before = await anew(at);
  const companies = await createRecords(before, "company", [{ name: "a" }, { name: "b" }]);
  const products = await createRecords(
    before,
    "product",
    [{ code: "p" }, { code: "q" }, { code: "r" }].map((each) => ({ ...each, name: each.code })),
  );
  const customers = (await rows(before, "customer")).filter((each) =>
    companies.some(({ id }) => id === idOf(each["company"])),
  );
  const lines = (): JsonObject[] =>
    Array.from({ length: n(4) }, () => ({ product: products[n(3)]!.id!, quantity: String(n(9) + 1), unitPrice: "2" }));
  const order = (): JsonObject => ({
    customer: customers[n(2)]!.id,
    status: ["draft", "confirmed", "cancelled"][n(3)]!,
    orderedAt: new Date(Date.now() - n(60) * DAY - 3_600_000).toISOString(),
    lines: lines(),
  });
  // What was there before the figures is filled by the job.
  await createRecords(before, "order", [order(), order(), order()]);
  await createRecords(await anew(at), "customField", FIGURES);
  await at.engine.jobs.prepare();
  await at.engine.jobs.start();
  const [job] = await before.db.query(sql<{ id: string }>`select id from job_runs where name = 'rollUp.fill'`);
  assert.equal((await settled(await anew(at), job!.id)).status, "done");
  await compare(at, "filling");
  for (let round = 0; round < 25; round += 1) {
    const ctx = await anew(at);
    const [there, trashed] = [await rows(ctx, "order"), await rows(ctx, "order", true)];
    const some = there[n(there.length || 1)];
    const steps: [string, () => Promise<unknown>][] = [
      ["create", () => createRecords(ctx, "order", [order(), order()])],
      ["lines", async () => some && updateRecords(ctx, "order", [{ id: some.id, patch: { lines: lines() } }])],
      ["status", async () => some && updateRecords(ctx, "order", [{ id: some.id, patch: { status: "cancelled" } }])],
      ["all", async () => some && updateRecords(ctx, "order", [{ id: some.id, patch: order() }])],
      ["delete", async () => some && deleteRecords(ctx, "order", [some.id])],
      ["restore", async () => trashed[0] && restoreRecords(ctx, "order", [trashed[0].id])],
      ["purge", async () => trashed[1] && purgeRecords(ctx, "order", [trashed[1].id])],
    ];
    const [word, step] = steps[n(steps.length)]!;
    await step();
    await compare(at, `${word} (${round})`);
    if (n(3) === 0 && word !== "purge" && word !== "restore") {
      const [done] = await ctx.db.query(sql`select 1 from operations where id = ${ctx.operationId}::uuid`);
      if (done) await undoOperation(await anew(at), ctx.operationId);
      await compare(at, `${word} taken back (${round})`);
    }
  }
  await startMerge(await anew(at), "product", { into: products[0]!.id!, from: [products[1]!.id!] });
  await compare(at, "merging products");
});

test("customers take what is reckoned, and no field that nobody could write", async (t) => {
  const at = await testWorkspace(t);
  await assert.rejects(
    create(at.ctx, "customField", { object: "customer", name: "note", type: "text", label: { en: "Note" } }),
    (error: unknown) => error instanceof InvalidInput && error.issues[0]!.code === "shape.reckonedOnly",
  );
  const made = await create(at.ctx, "customField", {
    object: "customer",
    name: "loud",
    type: "formula",
    label: { en: "Loud" },
    settings: { expression: "upper(name)" },
  });
  assert.equal(made["name"], "x_loud");
  const ctx = await anew(at);
  await create(ctx, "company", { name: "Quiet" });
  assert.equal((await rows(ctx, "customer"))[0]!["x_loud"], "QUIET");
});
