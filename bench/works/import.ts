/** B7: a CSV file through the API into an empty workspace, with types, duplicates, history, timeline and search; the limit is COPY of the same rows. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import type { Context, Workspace } from "#engine/context.ts";
import type { JsonObject } from "#model/json.ts";
import { SETTINGS } from "../generator/database.ts";
import { contacts } from "../generator/invent.ts";
import { residentOf } from "../measure/processes.ts";
import { inRounds, type Side } from "../measure/rounds.ts";
import { spread } from "../measure/statistics.ts";
import { type Colleague, makeOwner } from "../people.ts";
import { beside } from "./results.ts";
import type { Bench, Result, Work } from "./work.ts";

const HEAD = ["Name", "E-mail", "Phone", "City", "Country", "Birthday", "Number", "Job title"];

/** A tenth of the size: ten thousand rows at S, a hundred thousand at M. */
const rowsOf = (bench: Bench): number => bench.contacts / 10;

export const importing: Work = {
  name: "import",
  ids: ["B7"],
  async run(bench) {
    const ours = await bench.ours();
    const file = csv(rowsOf(bench));
    const resident: number[] = [];
    const { house, database } = bench.bench;
    let last: Workspace | undefined;
    const mine: Side = {
      pids: [ours.pid, database.pid!],
      run: async () => {
        if (last) await house.engine.workspaces.drop(last.slug);
        last = await emptyWorkspace(bench);
        const owner = await makeOwner(house, last, ours.url);
        const id = await upload(ours.url, owner, file);
        const begun = performance.now();
        await call(ours.url, owner, "POST", `/api/v1/imports/${id}/start`);
        for (;;) {
          const { status, counts } = await call(ours.url, owner, "GET", `/api/v1/imports/${id}`);
          resident.push(residentOf(ours.pid));
          if (status === "done") assert.equal((counts as { accepted: number }).accepted, rowsOf(bench));
          if (status === "done") break;
          if (status === "failed") throw new Error("The import failed");
          await wait(50);
        }
        return { value: (rowsOf(bench) * 1000) / (performance.now() - begun), units: rowsOf(bench) };
      },
    };
    await mine.run();
    const source = last!;
    last = undefined;
    try {
      const from = house.engine.systemContext(source);
      const tables = await written(from);
      const live = copySide(bench, from, tables, "live");
      const after = copySide(bench, from, tables, "after");
      const results: Result[] = [];
      const said = { id: "B7", unit: "rows/s", better: "more" } as const;
      const withLive = await inRounds(bench.rounds, mine, live);
      results.push(
        beside(bench, { ...said, metric: "import of contacts", aim: 0.6, of: "COPY with live indexes" }, withLive),
      );
      const withAfter = await inRounds(Math.min(2, bench.rounds), mine, after);
      results.push(
        beside(bench, { ...said, metric: "import of contacts", aim: 0.7, of: "COPY, then the indexes" }, withAfter),
      );
      return [...results, memory(bench, resident)];
    } finally {
      for (const each of [source, last as Workspace | undefined])
        if (each) await house.engine.workspaces.drop(each.slug);
      await house.engine.database.within("public").query(sql`drop schema if exists bench_limit cascade`);
    }
  },
};

function memory({ size, rounds }: Bench, resident: number[]): Result {
  const ours = spread(resident.map((bytes) => bytes / 2 ** 20));
  return {
    id: "B7",
    metric: "resident memory of the server while importing, highest",
    unit: "MB",
    size,
    better: "less",
    ours,
    limit: null,
    ratio: null,
    growth: null,
    goal: "at most 200 MB",
    reached: ours.max <= 200,
    rounds,
  };
}

let made = 0;

function emptyWorkspace({ bench }: Bench): Promise<Workspace> {
  made += 1;
  const slug = `bench-import-${Date.now().toString(36)}-${made}`;
  return bench.house.engine.workspaces.create({ slug, name: slug, settings: SETTINGS });
}

/** The records of the generator as a file that somebody might bring. */
function csv(rows: number): string {
  const lines = [HEAD.join(",")];
  for (const record of contacts(3, rows, { users: [""], companies: [] })) {
    const { city, country } = record["address"] as Record<string, string>;
    const first = (field: string) => ((record[field] as string[] | undefined) ?? [""])[0];
    const { name, birthday, number, jobTitle } = record as Record<string, string | undefined>;
    lines.push(
      [name, first("emails"), first("phones"), city, country, birthday ?? "", number ?? "", jobTitle ?? ""].join(","),
    );
  }
  return lines.join("\n");
}

async function call(url: string, { headers }: Colleague, method: string, path: string): Promise<JsonObject> {
  const answer = await fetch(url + path, { method, headers });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as JsonObject;
}

async function upload(url: string, { headers }: Colleague, file: string): Promise<string> {
  const form = new FormData();
  form.append("file", new Blob([file], { type: "text/csv" }), "contacts.csv");
  const answer = await fetch(`${url}/api/v1/imports?object=contact`, { method: "POST", headers, body: form });
  if (!answer.ok) throw new Error(`The file was refused: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

/** Tables that the import filled. */
async function written({ db, workspace }: Context): Promise<string[]> {
  const tables = await db.query(sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = ${workspace.schema}::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname in ('contacts', 'customers', 'customer_stats', 'record_keys', 'search_words', 'events', 'timeline')`);
  return tables.map((table) => table.name);
}

/** Rows of the finished import, read from files on the server and copied into tables with the same indexes. */
function copySide(bench: Bench, from: Context, tables: string[], indexes: "live" | "after"): Side {
  const { house, database } = bench.bench;
  return {
    pids: [database.pid!],
    own: true,
    run: async () => {
      const db = house.engine.database.within("public");
      const [count] = await from.db.query(sql<{ n: number }>`select count(*)::int as n from contacts`);
      await db.query(sql`drop schema if exists bench_limit cascade`);
      await db.query(sql`create schema bench_limit`);
      for (const table of tables) {
        const source = `${from.workspace.schema}.${table}`;
        await db.query(sql.raw(`create table bench_limit.${table} (like ${source} including defaults)`));
        await db.query(sql.raw(`copy (select * from ${source}) to '${fileOf(table)}' (format binary)`));
        if (indexes === "live") await addIndexes(from, table);
      }
      const begun = performance.now();
      for (const table of tables) {
        await db.query(sql.raw(`copy bench_limit.${table} from '${fileOf(table)}' (format binary)`));
        if (indexes === "after") await addIndexes(from, table);
      }
      const value = (count!.n * 1000) / (performance.now() - begun);
      for (const table of tables) rmSync(fileOf(table), { force: true });
      return { value, units: count!.n };
    },
  };
}

/** PostgreSQL writes and reads it itself. */
const fileOf = (table: string): string => join(tmpdir(), `raabta-bench-${process.pid}-${table}`);

async function addIndexes({ db, workspace }: Context, table: string): Promise<void> {
  const definitions = await db.query(sql<{ text: string }>`
    select pg_get_indexdef(indexrelid) as text from pg_index where indrelid = ${`${workspace.schema}.${table}`}::regclass`);
  for (const { text } of definitions) {
    const there = text
      .replace(/ ON ONLY /, " ON ")
      .replace(` ON ${workspace.schema}.`, " ON bench_limit.")
      .replace(/INDEX \S+ ON/, "INDEX ON");
    await db.query(sql.raw(there));
  }
}
