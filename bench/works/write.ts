/** B6: creating and changing one record, safely on disk, with history, timeline and search; the limit writes the same rows. */
import assert from "node:assert/strict";
import pg from "pg";
import { sql } from "#model/sql.ts";
import { Wire } from "../measure/wire.ts";
import { closedLoop } from "../measure/load.ts";
import { inRounds, type Side } from "../measure/rounds.ts";
import { rowsOf, writer } from "../bare/writes.ts";
import { type Colleague, signIn } from "../people.ts";
import { beside, growth, waiting } from "./results.ts";
import type { Bench, Result, Work } from "./work.ts";

const WRITERS = 8;
const MS = 2000;
const PATH = "/api/v1/contacts";

let made = 0;
const body = (): string => {
  made += 1;
  const digits = String(made % 10_000_000).padStart(7, "0");
  return JSON.stringify({
    name: `Benchmark Person${made}`,
    emails: [`bench${made}@write.example`],
    phones: [`+92301${digits}`],
    address: { city: "Lahore", country: "PK" },
    jobTitle: "Written by a benchmark",
  });
};

export const write: Work = {
  name: "write",
  ids: ["B6"],
  async run(bench) {
    const ours = await bench.ours();
    const { house, database } = bench.bench;
    const person = await signIn(house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
    const small = await signIn(house, bench.small, ours.url, "colleague5@bench.example", "manager");
    const creating =
      ({ headers }: Colleague) =>
      () => ({ method: "POST", path: PATH, headers, body: body() });
    const clients = await openClients(bench);
    try {
      const template = await createOne(ours.url, person);
      const left = await rowsOf(house.engine.systemContext(bench.workspace), "contacts", template);
      assert.ok(left.length >= 6, `a contact leaves ${left.length} rows`);
      const bareCreate = bareSide(bench, clients, writer(left, template));
      const pids = [ours.pid, database.pid!];
      const side = (run: Side["run"]): Side => ({ pids, run });
      const creates = await inRounds(
        bench.rounds,
        side(() => closedLoop(ours.url, WRITERS, MS, creating(person))),
        bareCreate,
      );
      const said = {
        id: "B6",
        unit: "writes/s",
        better: "more",
        aim: 0.6,
        of: "a transaction with the same rows",
      } as const;
      const results: Result[] = [
        beside(bench, { ...said, metric: `create a contact, ${left.length} rows, 8 writers` }, creates),
      ];
      results.push(await changes(bench, ours.url, person, clients, pids));
      results.push(
        await growth(
          bench,
          { id: "B6", metric: "create a contact, one user, p95", aim: 1.3, within: 15 },
          waiting(ours.url, creating(person), 60),
          waiting(ours.url, creating(small), 60),
        ),
      );
      return results;
    } finally {
      await Promise.all(clients.map((client) => client.end()));
      await clean(bench);
    }
  },
};

async function createOne(url: string, { headers }: Colleague): Promise<string> {
  const wire = await Wire.open(url);
  const answer = await wire.send({ method: "POST", path: PATH, headers, body: body() });
  wire.close();
  assert.equal(answer.status, 201, answer.body);
  return (JSON.parse(answer.body) as { id: string }).id;
}

function openClients({ bench, workspace }: Bench): Promise<pg.Client[]> {
  return Promise.all(
    Array.from({ length: WRITERS }, async () => {
      const client = new pg.Client({
        ...bench.database.connection,
        options: `-c search_path=${workspace.schema},public`,
      });
      await client.connect();
      return client;
    }),
  );
}

const bareSide = (
  { bench }: Bench,
  clients: readonly pg.Client[],
  work: (client: pg.Client) => Promise<unknown>,
): Side => ({
  pids: [bench.database.pid!],
  own: true,
  run: async () => {
    let units = 0;
    const begun = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (; performance.now() - begun < MS; units += 1) await work(client);
      }),
    );
    return { value: (units * 1000) / (performance.now() - begun), units };
  },
});

/** One field of records that nobody else changes. */
async function changes(
  bench: Bench,
  url: string,
  { headers }: Colleague,
  clients: readonly pg.Client[],
  pids: readonly number[],
): Promise<Result> {
  const { db } = bench.bench.house.engine.systemContext(bench.workspace);
  const rows = await db.query(sql<{ id: string }>`
    select id from contacts where job_title = 'Written by a benchmark' and deleted_at is null order by id limit 2000`);
  let turn = 0;
  const changed = (index: number) => ({
    method: "PATCH",
    path: `${PATH}/${rows[index % rows.length]!.id}`,
    headers,
    body: JSON.stringify({ nextTouchOn: `2026-0${1 + (index % 9)}-${10 + (Math.floor(index / 9) % 19)}` }),
  });
  const text = `with changed as (
      update contacts set next_touch_on = $2::date, version = version + 1, updated_at = now() where id = $1 returning id, operation_id)
    insert into events (id, at, object, record_id, type, by_kind, via, operation_id, before, after)
    select uuidv7(), now(), 'contact', id, 'updated', 'system', 'system', operation_id, '{"nextTouchOn": null}', '{"nextTouchOn": "2026-01-01"}' from changed`;
  const bare = bareSide(bench, clients, (client) => {
    const values = [rows[turn++ % rows.length]!.id, `2026-0${1 + (turn % 9)}-15`];
    return client.query({ name: "bare_change", text, values });
  });
  const measured = await inRounds(bench.rounds, { pids, run: () => closedLoop(url, WRITERS, MS, changed) }, bare);
  const said = { id: "B6", metric: "change a contact, 8 writers", unit: "writes/s", better: "more", aim: 0.6 } as const;
  return beside(bench, { ...said, of: "a transaction with the same rows" }, measured);
}

/** What was written goes, so that the next run meets the same records. */
async function clean({ bench, workspace, small }: Bench): Promise<void> {
  for (const each of [workspace, small]) {
    const { db } = bench.house.engine.systemContext(each);
    const [row] = await db.query(sql<{ ids: string[]; customers: string[] }>`
      select array_agg(c.id) as ids, array_agg(u.id) as customers
      from contacts c left join customers u on u.contact_id = c.id where c.job_title = 'Written by a benchmark'`);
    if (!row?.ids) continue;
    const all = sql`${[...row.ids, ...row.customers.filter(Boolean)]}::uuid[]`;
    await db.query(sql`delete from events where record_id = any(${all})`);
    await db.query(sql`delete from timeline where record_id = any(${all})`);
    await db.query(sql`delete from record_keys where record_id = any(${all})`);
    await db.query(sql`delete from customers where id = any(${all})`);
    await db.query(sql`delete from contacts where id = any(${all})`);
    await db.query(sql`vacuum (analyze) contacts, customers, events, timeline, record_keys`);
  }
}
