/** B3: a field that the company has just made: how long making it takes, sorting by it before and after it has an index; the limit is bare SQL with that index. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { create, purgeRecords, remove, update } from "#engine/records/records.ts";
import type { Context } from "#engine/context.ts";
import { closedLoop, oneByOne } from "../measure/load.ts";
import { inRounds } from "../measure/rounds.ts";
import { spread } from "../measure/statistics.ts";
import { Wire } from "../measure/wire.ts";
import { signIn } from "../people.ts";
import { startBare } from "../programs.ts";
import { beside } from "./results.ts";
import type { Bench, Result, Work } from "./work.ts";

const NAME = "x_benchScore";
const FIELD = { object: "contact", name: NAME, type: "integer", label: { en: "Score of the benchmark" } };
const path = `/api/v1/contacts?fields=name,jobTitle,${NAME}&sort=-${NAME}&limit=50&count=none`;
const INDEX_PATIENCE = 600_000;

export const custom: Work = {
  name: "custom",
  ids: ["B3"],
  async run(bench) {
    const ours = await bench.ours();
    const { house, database } = bench.bench;
    const ctx = house.engine.systemContext(bench.workspace);
    await drop(ctx);
    const begun = performance.now();
    const { id } = await create(ctx, "customField", FIELD);
    const results = [once(bench, "a field is added", performance.now() - begun, 1_000)];
    try {
      const column = await fill(ctx, id);
      const reader = await signIn(house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
      const asking = () => ({ path, headers: reader.headers });
      const before = await oneByOne(ours.url, 20, asking);
      results.push(once(bench, "page sorted by it before it has an index, one user, p95", before.p95, 300));
      const indexed = performance.now();
      await update(ctx, "customField", id, { settings: { index: true } });
      await indexOf(ctx, column);
      bench.tell(`  its index stood after ${Math.round(performance.now() - indexed)} ms`);
      const after = await oneByOne(ours.url, 100, asking);
      results.push(once(bench, "page sorted by it with its index, one user, p95", after.p95, 10));
      const statement = `select coalesce(json_agg(r), '[]')::text from (
        select c.id, c.version, c.name, c.job_title as "jobTitle", c.${column} as "${NAME}" from contacts c
        where c.deleted_at is null and c.${column} is not null order by ${column} desc, id desc limit 50) as r`;
      const bare = await startBare({
        connection: database.connection,
        schema: bench.workspace.schema,
        statements: { "/page": statement },
      });
      try {
        await sameRecords(ours.url, bare.url, reader.headers);
        const measured = await inRounds(
          bench.rounds,
          { pids: [ours.pid, database.pid!], run: () => closedLoop(ours.url, 32, 2000, asking) },
          { pids: [bare.pid, database.pid!], run: () => closedLoop(bare.url, 32, 2000, () => ({ path: "/page" })) },
        );
        const said = { id: "B3", unit: "requests/s", better: "more", aim: 0.5, of: "the bare server" } as const;
        results.push(beside(bench, { ...said, metric: "pages sorted by it, 32 connections" }, measured));
      } finally {
        await bare.stop();
      }
      return results;
    } finally {
      await drop(ctx);
    }
  },
};

function once(bench: Bench, metric: string, ms: number, aim: number): Result {
  return {
    id: "B3",
    metric,
    unit: "ms",
    size: bench.size,
    better: "less",
    ours: spread([ms]),
    limit: null,
    ratio: null,
    growth: null,
    goal: `at most ${aim} ms`,
    reached: ms <= aim,
    rounds: 1,
  };
}

/** Values for all records, written by SQL: how they came there is not what is measured. @returns the column */
async function fill(ctx: Context, id: string): Promise<string> {
  const [row] = await ctx.db.query(sql<{ n: number }>`select number as n from custom_fields where id = ${id}::uuid`);
  const column = `x${row!.n}`;
  await ctx.db.query(sql`update contacts set ${sql.id(column)} = abs(hashtextextended(id::text, 1) % 1000)`);
  await ctx.db.query(sql`vacuum analyze contacts`);
  return column;
}

/** Waits until the index can be used. */
async function indexOf(ctx: Context, column: string): Promise<void> {
  for (const until = performance.now() + INDEX_PATIENCE; performance.now() < until; await wait(100)) {
    const [row] = await ctx.db.query(sql<{ n: number }>`
      select count(*)::int as n from pg_index i where i.indrelid = 'contacts'::regclass and i.indisvalid and pg_get_indexdef(i.indexrelid) like ${`%(${column}%`}`);
    if (row!.n > 0) return;
  }
  throw new Error("The index was not built");
}

async function sameRecords(ours: string, bare: string, headers: Record<string, string>): Promise<void> {
  const [one, other] = [await Wire.open(ours), await Wire.open(bare)];
  const mine = await one.send({ path, headers });
  const theirs = await other.send({ path: "/page" });
  assert.equal(mine.status, 200, mine.body);
  const ids = (rows: unknown) => (rows as { id: string }[]).map((row) => row.id);
  assert.deepEqual(ids((JSON.parse(mine.body) as { data: unknown }).data), ids(JSON.parse(theirs.body)));
  one.close();
  other.close();
}

/** What is left of it, and of a run that was broken off. */
async function drop(ctx: Context): Promise<void> {
  const rows = await ctx.db.query(sql<{ id: string; gone: boolean }>`
    select id, deleted_at is not null as gone from custom_fields where name = ${NAME}`);
  for (const { id, gone } of rows) {
    if (!gone) await remove(ctx, "customField", id);
    await purgeRecords(ctx, "customField", [id]);
  }
}
