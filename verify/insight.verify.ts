/** Insight on a year of real purchases, put through the one door, against figures reckoned from the file by other code. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createGunzip } from "node:zlib";
import Papa from "papaparse";
import { routes } from "#crm/index.ts";
import { refreshClasses } from "#crm/insight/statistics.queries.ts";
import type { Context } from "#engine/context.ts";
import { createRecords } from "#engine/records/records.ts";
import type { JsonObject } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { assertPublished, assertRetailInsight, type Ask } from "./retail-insight.ts";
import { FEE_CODES, retailMeasures } from "./retail-measures.ts";

const FILE = join(process.env["RAABTA_VERIFY_DATA"] ?? "../shared/data", "transactions/online_retail.csv.gz");

interface Line {
  InvoiceNo: string;
  StockCode: string;
  Description: string;
  Quantity: string;
  InvoiceDate: string;
  UnitPrice: string;
  CustomerID: string;
  Country: string;
}

/** Customers, products and orders of the file, in sets; times are London's. */
async function load(ctx: Context): Promise<void> {
  const orders = new Map<string, { order: JsonObject; lines: JsonObject[] }>();
  const customers = new Map<string, JsonObject>();
  const products = new Map<string, JsonObject>();
  const rows = createReadStream(FILE)
    .pipe(createGunzip())
    .pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true, skipEmptyLines: true }));
  for await (const row of rows as AsyncIterable<Line>) {
    if (row.CustomerID && !customers.has(row.CustomerID)) customers.set(row.CustomerID, { number: row.CustomerID });
    if (!products.has(row.StockCode))
      products.set(row.StockCode, {
        code: row.StockCode,
        name: row.Description || null,
        kind: FEE_CODES.includes(row.StockCode) ? "fee" : "goods",
      });
    const kind = row.InvoiceNo.startsWith("C") ? "return" : row.InvoiceNo.startsWith("A") ? "adjustment" : "sale";
    const customer = row.CustomerID ? { number: row.CustomerID } : null;
    const entry = orders.get(row.InvoiceNo) ?? {
      order: { number: row.InvoiceNo, kind, orderedAt: row.InvoiceDate, customer },
      lines: [] as JsonObject[],
    };
    entry.lines.push({ product: { code: row.StockCode }, quantity: row.Quantity, unitPrice: row.UnitPrice });
    orders.set(row.InvoiceNo, entry);
  }
  await createRecords(ctx, "company", [...customers.values()]);
  await createRecords(ctx, "product", [...products.values()]);
  const all = [...orders.values()].map(({ order, lines }) => ({ ...order, lines }));
  for (let from = 0; from < all.length; from += 1000) await createRecords(ctx, "order", all.slice(from, from + 1000));
}

const asker =
  (ctx: Context): Ask =>
  (path) => {
    const url = new URL(path, "http://insight/api/v1/insight/");
    const route = routes.find((each) => each.path === url.pathname)!;
    return route.run({ ctx, query: route.query.parse(Object.fromEntries(url.searchParams)) as undefined });
  };

test("Insight meets the retail file", async (t) => {
  const expected = await retailMeasures(FILE);
  await assertPublished(t, expected);
  const { engine } = await testWorkspace(t);
  const settings = {
    country: "GB",
    language: "en",
    baseCurrency: "GBP",
    timeZone: "Europe/London",
    weekStart: 1,
    fiscalYearStart: "04-06",
    numberingSystem: "latn",
    sample: false,
  } as const;
  const ctx = engine.systemContext(await engine.workspaces.create({ slug: "retail", name: "Retail", settings }));
  const started = performance.now();
  await load(ctx);
  t.diagnostic(`${expected.lines} lines through the one door in ${Math.round((performance.now() - started) / 1000)} s`);
  const classes = performance.now();
  await refreshClasses(ctx);
  t.diagnostic(
    `classes and scores of ${expected.customers} customers in ${Math.round(performance.now() - classes)} ms`,
  );
  for (const path of ["measures", "abc", "rfm", "revenue", "top-customers", "top-products"]) {
    const asked = performance.now();
    await asker(ctx)(path);
    t.diagnostic(`${path}: ${Math.round(performance.now() - asked)} ms`);
  }
  await assertRetailInsight(t, asker(ctx), expected);
});
