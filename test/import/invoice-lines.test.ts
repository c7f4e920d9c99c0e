import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { cancelImport, changeImport, checkImport, removeImported, startImport } from "#engine/transfer/imports.ts";
import { readJob } from "#engine/jobs/queue.ts";
import { update } from "#engine/records/records.ts";
import { brought, checked, done, importWorkspace, until, upload } from "./workspace.ts";
import { HEADER, invoices, TRAPS } from "./invoices.ts";

const count = async (ctx: Context, table: string): Promise<number> => {
  const [row] = await ctx.db.query(
    sql<{ count: number }>`select count(*)::int as count from ${sql.id(table)} where deleted_at is null`,
  );
  return row!.count;
};

/** Everything that an import makes, without ids and times. */
async function contents(ctx: Context): Promise<string> {
  const [row] = await ctx.db.query(sql<{ text: string }>`select json_build_object(
    'orders', (select json_agg(json_build_array(o.number, o.kind, o.status, o.ordered_at, o.total_base, o.country, c.number, o.anonymous) order by o.number) from orders o left join customers c on c.id = o.customer_id),
    'lines', (select json_agg(json_build_array(o.number, l.position, p.code, l.description, l.quantity, l.unit_price, l.base) order by o.number, l.position) from order_lines l join orders o on o.id = l.order_id left join products p on p.id = l.product_id),
    'products', (select json_agg(json_build_array(code, name, kind) order by code) from products), 'companies', (select json_agg(json_build_array(number, address) order by number) from companies))::text as text`);
  return row!.text;
}

test("invoice lines become customers, products and orders, with every trap of such files seen", async (t) => {
  const { ctx } = await importWorkspace(t);
  const found = await upload(ctx, TRAPS, "shop.csv");
  assert.equal(found.mapping.preset, "orderLines");
  assert.equal(found.detected.dateOrder, "ymd");
  assert.deepEqual(
    found.mapping.fees.map(({ code, lines, amount, fee }) => ({ code, lines, amount, fee })),
    [
      { code: "B", lines: 2, amount: "0", fee: true },
      { code: "D", lines: 1, amount: "-27.5", fee: true },
      { code: "POST", lines: 1, amount: "54", fee: true },
    ],
  );
  await changeImport(ctx, found.id, {
    mapping: {
      ...found.mapping,
      currency: "GBP",
      timeZone: "Europe/London",
      fees: found.mapping.fees.map((fee) => ({ ...fee, fee: fee.code !== "D" })),
    },
  });
  await ctx.db.query(
    sql`insert into currency_rates (id, created_at, updated_at, operation_id, currency, currency_key, rate, valid_from) values (gen_random_uuid(), now(), now(), gen_random_uuid(), 'GBP', 'gbp', 2, '2000-01-01')`,
  );
  const planned = await checked(ctx, found.id);
  assert.deepEqual(planned.counts!.objects, {
    company: { create: 3, update: 0, unchanged: 0 },
    product: { create: 8, update: 0, unchanged: 0 },
    order: { create: 10, update: 0, unchanged: 0 },
    orderLine: { create: 13, update: 0, unchanged: 0 },
  });
  assert.equal(await count(ctx, "orders"), 0);
  const end = await done(ctx, found.id);
  assert.deepEqual(end.counts, planned.counts);
  const orders = await ctx.db.query(
    sql<{
      text: string;
    }>`select number || ' ' || kind || ' ' || (total_amount)::text || ' ' || coalesce(country, '-') || ' ' || anonymous::text as text from orders order by number`,
  );
  assert.deepEqual(
    orders.map((row) => row.text),
    [
      "536365 sale 32.81 GB false",
      "536370 sale 144.00 FR false",
      "536414 sale 0.00 GB true",
      "536589 adjustment 0.00 GB true",
      "550000 sale 3.75 IE false",
      "550001 sale 3.75 IE false",
      "A563185 adjustment 11062.06 GB true",
      "A563186 adjustment -11062.06 GB true",
      "C536379 return -27.50 GB false",
      "C536380 return -15.30 GB false",
    ],
  );
});

test("the same file again changes nothing; a changed line replaces its order's lines; nothing is written over", async (t) => {
  const { ctx } = await importWorkspace(t);
  const made = invoices(300);
  const first = await brought(ctx, made.csv);
  assert.equal(first.counts!.accepted, made.lines);
  assert.equal(await count(ctx, "orders"), made.orders);
  const before = await contents(ctx);
  const [product] = await ctx.db.query(sql<{ id: string }>`select id from products where code = '21001A'`);
  await update(ctx, "product", product!.id, { name: "Renamed by hand" });
  const again = await brought(ctx, made.csv);
  for (const [object, counts] of Object.entries(again.counts!.objects))
    assert.deepEqual({ object, create: counts.create, update: counts.update }, { object, create: 0, update: 0 });
  assert.equal(again.counts!.objects["orderLine"]!.unchanged, made.lines);
  await update(ctx, "product", product!.id, { name: 'GOODS 1, "FINE"' });
  assert.equal(await contents(ctx), before);

  const [head, line, ...rest] = made.csv.split("\r\n");
  const cells = line!.split(",");
  const changed = [head, [...cells.slice(0, -5), "77", ...cells.slice(-4)].join(","), ...rest].join("\r\n");
  const third = await brought(ctx, changed);
  assert.deepEqual(third.counts!.objects["order"], { create: 0, update: 1, unchanged: made.orders - 1 });
  const [row] = await ctx.db.query(
    sql<{
      quantity: string;
      lines: number;
    }>`select (array_agg(l.quantity order by l.position))[1]::text as quantity, count(*)::int as lines from order_lines l join orders o on o.id = l.order_id where o.number = ${cells[0]!}`,
  );
  assert.equal(row!.quantity, "77");
  assert.equal(await count(ctx, "order_lines"), made.lines);
});

test("an order with a line that cannot be read stays out whole, and comes in when its rows are given again", async (t) => {
  const { ctx } = await importWorkspace(t);
  const csv = `${HEADER}\n1,A1,One,1,2011-01-01 10:00:00,2.00,c1,France\n1,A2,Two,many,2011-01-01 10:00:00,2.00,c1,France\n2,A1,One,1,2011-01-02 10:00:00,2.00,c1,France\n,A1,"=cmd()",1,2011-01-02 10:00:00,2.00,c1,France\n3,A1,One,1,2011-02-30 10:00:00,x,c1,Nowhereland\n4,A1,One,1,2011-01-02 10:00:00,2.00,c1,France,extra\n`;
  const end = await brought(ctx, csv);
  assert.equal(end.counts!.accepted, 1);
  assert.equal(end.counts!.rejected, 5);
  assert.deepEqual(
    end.issuesSample.map(({ row, column, code, value }) => ({ row, column, code, value })),
    [
      { row: 2, column: undefined, code: "transfer.sameOrder", value: undefined },
      { row: 3, column: "Quantity", code: "issue.number", value: "many" },
      { row: 5, column: "InvoiceNo", code: "issue.required", value: undefined },
      { row: 6, column: "InvoiceDate", code: "issue.datetime", value: "2011-02-30 10:00:00" },
      { row: 6, column: "UnitPrice", code: "issue.number", value: "x" },
      { row: 6, column: "Country", code: "issue.country", value: "Nowhereland" },
      { row: 7, column: undefined, code: "transfer.tooManyCells", value: undefined },
    ].toSorted((a, b) => a.row - b.row),
  );
  const { rejectsCsv } = await import("#engine/transfer/rejects.ts");
  const { issueWords } = await import("#engine/transfer/issue-words.ts");
  let file = "";
  for await (const piece of rejectsCsv(ctx, end.id, end.columns, issueWords("en"))) file += piece;
  assert.match(file, /^\ufeffInvoiceNo,.*,Raabta: reason\r\n/);
  assert.match(file, /'=cmd\(\)/);
  assert.match(file, /Quantity: ""many"" is not a number/);
  assert.ok(!file.includes("{{"));
  const mended = file.replace("many", "2").replace("\r\n,A1", "\r\n5,A1");
  const second = await brought(ctx, mended);
  assert.equal(second.counts!.objects["order"]!.create, 2);
  const lines = await ctx.db.query(
    sql<{
      text: string;
    }>`select o.number || ' ' || coalesce(l.description, '') as text from order_lines l join orders o on o.id = l.order_id order by 1`,
  );
  assert.deepEqual(
    lines.map((row) => row.text),
    ["1 One", "1 Two", "2 One", "5 =cmd()"],
  );
});

test("a cancelled run stops between chunks, goes on from there, and can be taken back but for what was touched", async (t) => {
  const { ctx, engine } = await importWorkspace(t, { worker: false });
  const made = invoices(4000);
  const found = await upload(ctx, made.csv);
  await checkImport(ctx, found.id);
  await engine.jobs.start(1);
  await until(ctx, found.id, "checked");
  await startImport(ctx, found.id);
  while ((await count(ctx, "orders")) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await cancelImport(ctx, found.id);
  const cancelled = await until(ctx, found.id, "cancelled");
  const stood = await count(ctx, "orders");
  assert.ok(stood > 0 && stood < made.orders, `${stood} orders`);
  assert.equal(cancelled.counts!.objects["order"]!.create, stood);
  assert.equal(await count(ctx, "order_lines"), cancelled.counts!.accepted);
  const end = await done(ctx, found.id);
  assert.equal(end.counts!.objects["order"]!.create, made.orders);
  assert.equal(await count(ctx, "order_lines"), made.lines);

  const [touched] = await ctx.db.query(
    sql<{ id: string }>`select id from orders where customer_id is not null limit 1`,
  );
  await update(ctx, "order", touched!.id, { notes: "paid in person" });
  const removing = await removeImported(ctx, found.id);
  let job = await readJob(ctx, removing.job!.id);
  while (job.status !== "done") {
    assert.notEqual(job.status, "failed", job.error ?? "");
    await new Promise((resolve) => setTimeout(resolve, 50));
    job = await readJob(ctx, removing.job!.id);
  }
  assert.equal(await count(ctx, "orders"), 1);
  assert.equal(await count(ctx, "companies"), 1);
  const left = await count(ctx, "products");
  assert.ok(left >= 1 && left <= 13, `${left} products are left`);
});

test("customers can be people, found again by number or by name", async (t) => {
  const { ctx } = await importWorkspace(t);
  const file = `Bill No,SKU,Item,Qty,Bill Date,Rate,Customer Name,Mobile\n1,A,Soap,2,05/01/2024,50,Ayesha Khan,0300 1234567\n2,A,Soap,1,25/01/2024,50,ayesha  khan,\n3,B,Oil,1,26/01/2024,300,,\n`;
  const found = await upload(ctx, file);
  await changeImport(ctx, found.id, { mapping: { ...found.mapping, customerKind: "contact" } });
  const end = await done(ctx, found.id);
  assert.deepEqual(end.counts!.objects["contact"], { create: 1, update: 0, unchanged: 0 });
  const rows = await ctx.db.query(
    sql<{
      text: string;
    }>`select o.number || ' ' || coalesce(initcap(regexp_replace(u.name, ' +', ' ')), '-') || ' ' || (o.ordered_at at time zone 'Asia/Karachi')::date as text from orders o left join customers u on u.id = o.customer_id order by o.number`,
  );
  assert.deepEqual(
    rows.map((row) => row.text),
    ["1 Ayesha Khan 2024-01-05", "2 Ayesha Khan 2024-01-25", "3 - 2024-01-26"],
  );
  const [person] = await ctx.db.query(sql<{ phone: string }>`select phones->0->>'value' as phone from contacts`);
  assert.equal(person!.phone, "+923001234567");
  const again = await upload(ctx, file);
  assert.equal(again.mapping.customerKind, "contact");
  const second = await done(ctx, again.id);
  assert.deepEqual(second.counts!.objects["order"], { create: 0, update: 0, unchanged: 3 });
  assert.equal(await count(ctx, "contacts"), 1);
});

test("only who may import and may write what the file makes can start one", async (t) => {
  const { ctx, person } = await importWorkspace(t);
  const found = await upload(ctx, TRAPS);
  const sales = await person("sales");
  const marketing = await person("marketing");
  await assert.rejects(checkImport(sales.ctx, found.id), { name: "Forbidden" });
  await assert.rejects(startImport(marketing.ctx, found.id), { name: "Forbidden" });
  const manager = await person("manager");
  const end = await brought(manager.ctx, TRAPS);
  assert.equal(end.counts!.rejected, 0);
  const [event] = await ctx.db.query(
    sql<{ by: string; via: string }>`select by_id as by, via from events where object = 'order' limit 1`,
  );
  assert.deepEqual(event, { by: manager.id, via: "import" });
});
