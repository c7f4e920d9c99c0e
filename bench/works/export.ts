/** B16: a whole list as CSV and Excel, within rights; the limit is COPY TO of the same columns. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { residentOf } from "../measure/processes.ts";
import { inRounds, type Side } from "../measure/rounds.ts";
import { spread } from "../measure/statistics.ts";
import { type Colleague, signIn } from "../people.ts";
import { beside } from "./results.ts";
import type { Bench, Result, Work } from "./work.ts";

const FIELDS = [
  "name",
  "number",
  "jobTitle",
  "emails",
  "phones",
  "address",
  "birthday",
  "nextTouchOn",
  "createdAt",
  "owner",
];
const COLUMNS = `name->>'full', number, job_title, emails->0->>'value', phones->0->>'value', address->>'city', birthday, next_touch_on, created_at,
  (select o.name from users o where o.id = owner_id)`;

export const exporting: Work = {
  name: "export",
  ids: ["B16"],
  async run(bench) {
    const ours = await bench.ours();
    const { house, database } = bench.bench;
    const person = await signIn(house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
    const before = residentOf(ours.pid);
    const resident: number[] = [];
    const mine = (format: string): Side => ({
      pids: [ours.pid, database.pid!],
      run: async () => {
        const begun = performance.now();
        const rows = await exportAll(ours.url, person, format, () => resident.push(residentOf(ours.pid)));
        assert.ok(rows >= bench.contacts, `${rows} rows of ${bench.contacts}`);
        return { value: (rows * 1000) / (performance.now() - begun), units: rows };
      },
    });
    const limit: Side = { pids: [database.pid!], own: true, run: () => copyAll(bench) };
    const results: Result[] = [];
    for (const [format, aim] of [
      ["csv", 0.3],
      ["xlsx", 0.05],
    ] as const) {
      const measured = await inRounds(bench.rounds, mine(format), limit);
      const said = {
        id: "B16",
        metric: `export of contacts as ${format}`,
        unit: "rows/s",
        better: "more",
        aim,
      } as const;
      results.push(beside(bench, { ...said, of: "COPY TO" }, measured));
    }
    const grown = spread(resident.map((bytes) => Math.max(0, bytes - before) / 2 ** 20));
    return [...results, memory(bench, grown)];
  },
};

function memory({ size, rounds }: Bench, ours: Result["ours"]): Result {
  return {
    id: "B16",
    metric: "memory of the server beyond what it had, highest while exporting",
    unit: "MB",
    size,
    better: "less",
    ours,
    limit: null,
    ratio: null,
    growth: null,
    goal: "at most 64 MB",
    reached: ours.max <= 64,
    rounds,
  };
}

/** @returns the number of rows that the finished file has */
async function exportAll(url: string, { headers }: Colleague, format: string, look: () => void): Promise<number> {
  const asked = await fetch(`${url}/api/v1/exports`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ object: "contact", format, fields: FIELDS }),
  });
  if (!asked.ok) throw new Error(`The export was refused: ${asked.status} ${await asked.text()}`);
  const { id } = (await asked.json()) as { id: string };
  for (;;) {
    const answer = await fetch(`${url}/api/v1/exports/${id}`, { headers });
    const { status, rows, error } = (await answer.json()) as { status: string; rows: number; error: string | null };
    look();
    if (status === "failed") throw new Error(`The export failed: ${error}`);
    if (status === "done") {
      const file = await fetch(`${url}/api/v1/exports/${id}/file`, { headers });
      for await (const _ of file.body!) look();
      return rows;
    }
    await wait(50);
  }
}

async function copyAll({ bench, workspace }: Bench): Promise<{ value: number; units: number }> {
  // A connection of its own: those of the pool send one question after the other without waiting, which a COPY cannot share.
  const client = new pg.Client(bench.database.connection);
  await client.connect();
  try {
    let lines = 0;
    const begun = performance.now();
    const count = new Writable({
      write(chunk: Buffer, _encoding, done) {
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
        done();
      },
    });
    const statement = `copy (select ${COLUMNS} from ${workspace.schema}.contacts where deleted_at is null) to stdout (format csv)`;
    await pipeline(client.query(copyTo(statement.replace("users o", `${workspace.schema}.users o`))), count);
    return { value: (lines * 1000) / (performance.now() - begun), units: lines };
  } finally {
    await client.end();
  }
}
