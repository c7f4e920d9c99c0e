/** Brings in the retail file as a user does and holds every count and sum against the file itself; says how fast it went. */
import assert from "node:assert/strict";
import { createReadStream, createWriteStream, existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Context } from "#engine/context.ts";
import { changeImport, checkImport, createImport, startImport } from "#engine/transfer/imports.ts";
import { brought, importWorkspace, until } from "#test/import/workspace.ts";
import { FEE_CODES, retailMeasures, thousandths } from "./retail-measures.ts";

const FILE = join(
  process.env["RAABTA_VERIFY_DATA"] ?? resolve(import.meta.dirname, "..", "..", "shared", "data"),
  "transactions",
  "online_retail.csv.gz",
);
const TICKS = 100;

/** Seconds of processor time that each backend of the database has used; empty where the system does not tell. */
async function backendSeconds(ctx: Context): Promise<Map<number, number>> {
  const rows = await ctx.db.query(
    sql<{ pid: number }>`select pid from pg_stat_activity where datname = current_database()`,
  );
  const seconds = new Map<number, number>();
  for (const { pid } of rows) {
    if (!existsSync(`/proc/${pid}/stat`)) continue;
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    seconds.set(pid, (Number(fields[11]) + Number(fields[12])) / TICKS);
  }
  return seconds;
}

interface Cost {
  wall: number;
  node: number;
  database: number | undefined;
}

async function costOf(ctx: Context, work: () => Promise<unknown>): Promise<Cost> {
  const [cpu, before, began] = [process.cpuUsage(), await backendSeconds(ctx), performance.now()];
  await work();
  const [used, after] = [process.cpuUsage(cpu), await backendSeconds(ctx)];
  // A backend that came in between has used all of its time here; one that has gone is lost, which is little.
  const database = [...after].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0), 0);
  return {
    wall: (performance.now() - began) / 1000,
    node: (used.user + used.system) / 1e6,
    database: after.size === 0 ? undefined : database,
  };
}

/** The same lines by a bare COPY into a table with the same columns and indexes: what no import can beat. */
async function bareCopy(ctx: Context, pool: pg.Pool): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), "raabta-bare-"));
  const client = await pool.connect();
  try {
    await client.query(`set search_path to "${ctx.workspace.schema}"`);
    await pipeline(client.query(copyTo("copy order_lines to stdout")), createWriteStream(join(folder, "lines")));
    await client.query("create table bare_lines (like order_lines including all)");
    return await costOf(ctx, () =>
      pipeline(
        createReadStream(join(folder, "lines"), { highWaterMark: 1 << 20 }),
        client.query(copyFrom("copy bare_lines from stdin")),
      ),
    );
  } finally {
    await client.query("drop table if exists bare_lines");
    client.release();
    await rm(folder, { recursive: true });
  }
}

const say = (what: string, lines: number, { wall, node, database }: Cost): void => {
  const micro = (seconds: number | undefined): string =>
    seconds === undefined ? "?" : ((seconds * 1e6) / lines).toFixed(1);
  console.log(
    `${what}: ${wall.toFixed(1)} s, ${Math.round(lines / wall)} lines/s; per line ${micro(node)} µs in Node, ${micro(database)} µs in PostgreSQL`,
  );
};

test("the retail file comes in whole, exact, and a second time changes nothing", { timeout: 3_600_000 }, async (t) => {
  const { ctx: first, engine, database } = await importWorkspace(t);
  const workspace = await engine.workspaces.change(first.workspace.slug, {
    settings: { ...first.workspace.settings, country: "GB", baseCurrency: "GBP", timeZone: "Europe/London" },
  });
  const ctx = engine.systemContext(workspace, "command");
  const truth = await retailMeasures(FILE);
  const found = await createImport(ctx, { name: "online_retail.csv.gz", stream: createReadStream(FILE) });
  assert.equal(found.rows, 541_909);
  assert.equal(found.mapping.preset, "orderLines");
  assert.deepEqual(
    found.mapping.fees
      .filter((fee) => fee.fee)
      .map((fee) => fee.code)
      .toSorted(),
    FEE_CODES.toSorted(),
  );
  await changeImport(ctx, found.id, { mapping: { ...found.mapping, currency: "GBP", timeZone: "Europe/London" } });

  const checking = await costOf(ctx, async () => {
    await checkImport(ctx, found.id);
    await until(ctx, found.id, "checked");
  });
  const running = await costOf(ctx, async () => {
    await startImport(ctx, found.id);
    await until(ctx, found.id, "done");
  });
  const memory = process.memoryUsage().rss;
  const bare = await bareCopy(ctx, database.pool);
  say("check", truth.lines, checking);
  say("import", truth.lines, running);
  say("bare COPY of the lines", truth.lines, bare);
  console.log(
    `import / bare COPY: ${(running.wall / bare.wall).toFixed(1)} in time${bare.database && running.database ? `, ${((running.database + running.node) / (bare.database + bare.node)).toFixed(1)} in processor time` : ""}; memory ${Math.round(memory / 1024 ** 2)} MB`,
  );

  const end = await until(ctx, found.id, "done");
  assert.deepEqual(end.counts!.objects, {
    company: { create: 4372, update: 0, unchanged: 0 },
    product: { create: 4070, update: 0, unchanged: 0 },
    order: { create: 25_900, update: 0, unchanged: 0 },
    orderLine: { create: 541_909, update: 0, unchanged: 0 },
  });
  assert.equal(end.counts!.rejected, 0);
  const [row] = await ctx.db.query(sql<{ facts: string }>`select json_build_object(
    'lines', (select count(*) from order_lines), 'orders', (select count(*) from orders), 'returns', (select count(*) from orders where kind = 'return'), 'customers', (select count(*) from customers),
    'products', (select count(*) from products), 'anonymousLines', (select count(*) from order_lines l join orders o on o.id = l.order_id where o.customer_id is null),
    'all', (select sum(base) from order_lines)::text, 'net', (select sum(l.base) from order_lines l join orders o on o.id = l.order_id where o.customer_id is not null)::text,
    'sales', (select sum(l.base) from order_lines l join orders o on o.id = l.order_id where o.customer_id is not null and o.kind = 'sale')::text,
    'fees', (select sum(l.base) from order_lines l join orders o on o.id = l.order_id join products p on p.id = l.product_id where o.customer_id is not null and o.kind = 'sale' and p.kind = 'fee')::text,
    'returned', (select sum(total_base) from orders where kind = 'return' and customer_id is not null)::text)::text as facts`);
  const facts = JSON.parse(row!.facts) as Record<string, number | string>;
  const sum = (name: string): bigint => thousandths(String(facts[name]));
  assert.deepEqual(
    [facts["lines"], facts["orders"], facts["returns"], facts["customers"], facts["products"], facts["anonymousLines"]],
    [541_909, 25_900, truth.returns, 4372, 4070, 135_080],
  );
  assert.deepEqual([truth.lines, truth.orders, truth.customers, truth.productCodes], [541_909, 25_900, 4372, 4070]);
  for (const [name, expected] of Object.entries({
    all: truth.grossAll,
    net: truth.netWithCustomer,
    sales: truth.salesWithCustomer,
    fees: truth.feesWithCustomer,
    returned: truth.returnsWithCustomer,
  }))
    assert.equal(sum(name), thousandths(expected), name);
  assert.deepEqual(
    end.counts!.notes!.map(({ code, count }) => [code, count]),
    [
      ["transfer.note.descriptions", 1321],
      ["transfer.note.times", 43],
      ["transfer.note.countries", 8],
    ],
  );

  const again = await brought(ctx, readFileSync(FILE), "online_retail.csv.gz");
  for (const [object, counts] of Object.entries(again.counts!.objects))
    assert.deepEqual([object, counts.create, counts.update], [object, 0, 0]);
  assert.equal(again.counts!.objects["orderLine"]!.unchanged, 541_909);
});
