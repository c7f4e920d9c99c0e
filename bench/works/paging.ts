/** B2: pages deep in a list cost what the first does; the limit of the usual way is OFFSET. */
import assert from "node:assert/strict";
import { sql } from "#model/sql.ts";
import { inRounds } from "../measure/rounds.ts";
import { Wire } from "../measure/wire.ts";
import { type Colleague, signIn } from "../people.ts";
import { startBare } from "../programs.ts";
import { beside, grown, waiting } from "./results.ts";
import type { Bench, Result, Work } from "./work.ts";

const DEPTHS = [0.01, 0.5, 0.99];
const path = "/api/v1/contacts?fields=name,company,owner&sort=name&limit=50&count=none";

const OFFSET = `select coalesce(json_agg(r), '[]')::text from (
  select id, version, name from contacts where deleted_at is null order by name_key nulls last, id limit 50 offset $1::int) as r`;

export const paging: Work = {
  name: "paging",
  ids: ["B2"],
  async run(bench) {
    const ours = await bench.ours();
    const reader = await signIn(bench.bench.house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
    const connection = bench.bench.database.connection;
    const bare = await startBare({ connection, schema: bench.workspace.schema, statements: { "/page": OFFSET } });
    const first = waiting(ours.url, () => ({ path, headers: reader.headers }));
    const results: Result[] = [];
    try {
      for (const depth of DEPTHS) {
        const cursor = await cursorAt(bench, ours.url, reader, depth);
        const deep = waiting(ours.url, () => ({ path: `${path}&cursor=${cursor}`, headers: reader.headers }));
        const place = `page at ${depth * 100} % of the list, p95`;
        const againstFirst = await inRounds(bench.rounds, deep, first);
        const result = grown(bench, { id: "B2", metric: place, aim: 1.2, within: 10 }, againstFirst);
        results.push({ ...result, goal: "at most 10 ms, and 1.2 times the first page" });
        if (depth !== 0.5) continue;
        const offset = Math.floor(bench.contacts * depth);
        const skipping = waiting(bare.url, () => ({ path: `/page?1=${offset}` }), 5);
        const said = { id: "B2", metric: `${place}, beside OFFSET`, unit: "ms", better: "less", aim: 0.002 } as const;
        results.push(beside(bench, { ...said, of: "OFFSET" }, await inRounds(bench.rounds, deep, skipping)));
      }
    } finally {
      await bare.stop();
    }
    return results;
  },
};

/** A cursor of the API at that depth; the page behind it is checked against what stands there. */
async function cursorAt(bench: Bench, url: string, reader: Colleague, depth: number): Promise<string> {
  const { db } = bench.bench.house.engine.systemContext(bench.workspace);
  const [place] = await db.query(sql<{ name: string }>`
    select name->>'full' as name from contacts where deleted_at is null order by name_key nulls last, id
    offset ${Math.floor(bench.contacts * depth)} limit 1`);
  const wire = await Wire.open(url);
  const at = encodeURIComponent(`at:${JSON.stringify(place!.name)}`);
  const page = async (cursor: string) => {
    const answer = await wire.send({ path: `${path}&cursor=${cursor}`, headers: reader.headers });
    assert.equal(answer.status, 200, answer.body);
    return JSON.parse(answer.body) as { data: { id: string }[]; nextCursor: string };
  };
  const before = await page(at);
  const after = await page(before.nextCursor);
  wire.close();
  const last = before.data.at(-1)!.id;
  const behind = await db.query(sql<{ id: string }>`
    select c.id from contacts c, contacts l where l.id = ${last} and c.deleted_at is null
      and (c.name_key, c.id) > (l.name_key, l.id) order by c.name_key, c.id limit ${after.data.length}`);
  assert.deepEqual(
    after.data.map((record) => record.id),
    behind.map((record) => record.id),
  );
  return before.nextCursor;
}
