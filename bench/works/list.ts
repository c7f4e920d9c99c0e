/** B1: the first page of a list, sorted by any indexed field, filtered by owner, with rights on; the limit is the bare keyset statement. */
import assert from "node:assert/strict";
import { sql } from "#model/sql.ts";
import { closedLoop } from "../measure/load.ts";
import { inRounds } from "../measure/rounds.ts";
import { Wire } from "../measure/wire.ts";
import { type Colleague, signIn } from "../people.ts";
import { startBare } from "../programs.ts";
import { beside, growth, waiting } from "./results.ts";
import type { Bench, Result, Work } from "./work.ts";

/** Columns of the list on the screen. */
const FIELDS = "name,company,jobTitle,emails,phones,nextTouchOn,owner";

/** Sorts of the API and the same order in bare SQL. */
const SORTS = [
  ["name", "name_key, id"],
  ["-createdAt", "created_at desc, id desc"],
  ["nextTouchOn", "next_touch_on, id"],
] as const;

const bareList = (where: string, order: string): string => `
  select coalesce(json_agg(r), '[]')::text from (
    select c.id, c.version, c.name, c.job_title as "jobTitle", c.emails, c.phones, c.next_touch_on as "nextTouchOn",
      (select json_build_object('id', o.id, 'title', o.name) from users o where o.id = c.owner_id) as owner,
      (select json_build_object('id', p.id, 'title', p.name) from companies p where p.id = c.company_id) as company
    from contacts c where c.deleted_at is null${where} order by ${order} limit 50) as r`;

const statements = Object.fromEntries(
  SORTS.flatMap(([sort, order]) => {
    const filled = sort === "nextTouchOn" ? " and c.next_touch_on is not null" : "";
    return [
      [`/${sort}`, bareList(filled, order)],
      [`/${sort}/owner`, bareList(`${filled} and c.owner_id = $1::uuid`, order)],
    ];
  }),
);

/** Half of the requests look at everything, half at what a colleague has who owns much of it. */
function asked(index: number, owner: string): { ours: string; bare: string } {
  const [sort] = SORTS[index % SORTS.length]!;
  const owned = index % 2 === 1;
  const filter = owned
    ? `&filter=${encodeURIComponent(JSON.stringify({ field: "owner", op: "eq", value: owner }))}`
    : "";
  return {
    ours: `/api/v1/contacts?fields=${FIELDS}&sort=${sort}&limit=50${filter}`,
    bare: `/${sort}${owned ? `/owner?1=${owner}` : ""}`,
  };
}

const said = { id: "B1", unit: "requests/s", better: "more", aim: 0.5, of: "the bare server" } as const;

export const list: Work = {
  name: "list",
  ids: ["B1"],
  async run(bench) {
    const ours = await bench.ours();
    const bare = await startBare({
      connection: bench.bench.database.connection,
      schema: bench.workspace.schema,
      statements,
    });
    try {
      const reader = await signIn(bench.bench.house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
      const small = await signIn(bench.bench.house, bench.small, ours.url, "colleague5@bench.example", "manager");
      const owner = await ownerOf(bench);
      await sameRecords(ours.url, bare.url, reader, owner);
      const database = bench.bench.database.pid!;
      const pids = { ours: [ours.pid, database], bare: [bare.pid, database] };
      const throughput = (count: string) =>
        inRounds(
          bench.rounds,
          {
            pids: pids.ours,
            run: () =>
              closedLoop(ours.url, 32, 2000, (index) => ({
                path: asked(index, owner).ours + count,
                headers: reader.headers,
              })),
          },
          {
            pids: pids.bare,
            run: () => closedLoop(bare.url, 32, 2000, (index) => ({ path: asked(index, owner).bare })),
          },
        );
      const pages = await throughput("&count=none");
      const counted = await throughput("");
      return [
        beside(bench, { ...said, metric: "pages without a count, 32 connections" }, pages),
        beside(bench, { ...said, metric: "pages with a count to 10,000, 32 connections" }, counted),
        ...(await latencies(bench, ours.url, reader, small)),
      ];
    } finally {
      await bare.stop();
    }
  },
};

/** Somebody with a fair share of the records. */
async function ownerOf({ bench, workspace }: Bench): Promise<string> {
  const [row] = await bench.house.engine
    .systemContext(workspace)
    .db.query(sql<{ id: string }>`select id from users where email_key = 'colleague3@bench.example'`);
  return row!.id;
}

async function sameRecords(ours: string, bare: string, reader: Colleague, owner: string): Promise<void> {
  const [one, other] = [await Wire.open(ours), await Wire.open(bare)];
  for (let index = 0; index < SORTS.length * 2; index += 1) {
    const path = asked(index, owner);
    const mine = await one.send({ path: path.ours, headers: reader.headers });
    const theirs = await other.send({ path: path.bare });
    assert.equal(mine.status, 200, mine.body);
    const ids = (rows: unknown) => (rows as { id: string }[]).map((row) => row.id);
    assert.deepEqual(ids((JSON.parse(mine.body) as { data: unknown }).data), ids(JSON.parse(theirs.body)), path.ours);
  }
  one.close();
  other.close();
}

/** What a single user waits, at this size and at the small one in turns. */
async function latencies(bench: Bench, url: string, reader: Colleague, small: Colleague): Promise<Result[]> {
  const results: Result[] = [];
  for (const [sort] of SORTS) {
    const path = `/api/v1/contacts?fields=${FIELDS}&sort=${sort}&limit=50`;
    const side = ({ headers }: Colleague) => waiting(url, () => ({ path, headers }));
    const metric = `first page by ${sort} with its count, one user, p95`;
    results.push(await growth(bench, { id: "B1", metric, aim: 1.3, within: 10 }, side(reader), side(small)));
  }
  return results;
}
