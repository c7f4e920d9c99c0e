/** B5: counts and sums of a board's columns, and the count beside a list; the limit is count(*) by group. */
import assert from "node:assert/strict";
import { closedLoop } from "../measure/load.ts";
import { inRounds } from "../measure/rounds.ts";
import { Wire } from "../measure/wire.ts";
import { type Colleague, signIn } from "../people.ts";
import { startBare } from "../programs.ts";
import { beside, growth, waiting } from "./results.ts";
import type { Work } from "./work.ts";

const board = "/api/v1/orders/aggregate?groupBy=status&measures=count,sum:total";
const statements = {
  "/board": `select json_agg(g)::text from (
    select status as "group", count(*) as count, sum(total_base)::text as sum from orders where deleted_at is null group by status) as g`,
  "/count": "select count(*)::text from contacts where deleted_at is null",
};

interface Group {
  group: string;
  count: number;
}

export const counts: Work = {
  name: "counts",
  ids: ["B5"],
  async run(bench) {
    const ours = await bench.ours();
    const { house, database } = bench.bench;
    const reader = await signIn(house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
    const small = await signIn(house, bench.small, ours.url, "colleague5@bench.example", "manager");
    const bare = await startBare({ connection: database.connection, schema: bench.workspace.schema, statements });
    const columns = ({ headers }: Colleague) => waiting(ours.url, () => ({ path: board, headers }), 50);
    const counted = ({ headers }: Colleague) =>
      waiting(ours.url, () => ({ path: "/api/v1/contacts?fields=name&limit=1", headers }), 100);
    try {
      await sameCounts(ours.url, bare.url, reader);
      const pids = { ours: [ours.pid, database.pid!], bare: [bare.pid, database.pid!] };
      const said = { id: "B5", unit: "requests/s", better: "more", of: "count(*)" } as const;
      const loop = (url: string, own: number[], path: string, headers = {}) => ({
        pids: own,
        run: () => closedLoop(url, 8, 2000, () => ({ path, headers })),
      });
      const boards = await inRounds(
        bench.rounds,
        loop(ours.url, pids.ours, board, reader.headers),
        loop(bare.url, pids.bare, "/board"),
      );
      const capped = await inRounds(
        bench.rounds,
        loop(ours.url, pids.ours, "/api/v1/contacts?fields=name&limit=1", reader.headers),
        loop(bare.url, pids.bare, "/count"),
      );
      return [
        beside(bench, { ...said, metric: "board of orders by status with sums", aim: 20 }, boards),
        beside(bench, { ...said, metric: "count of all contacts, to 10,000", aim: 20 }, capped),
        await growth(
          bench,
          { id: "B5", metric: "board of orders by status with sums, p95", aim: 1.5, within: 10 },
          columns(reader),
          columns(small),
        ),
        await growth(
          bench,
          { id: "B5", metric: "count of all contacts to 10,000, p95", aim: 1.5, within: 10 },
          counted(reader),
          counted(small),
        ),
      ];
    } finally {
      await bare.stop();
    }
  },
};

async function sameCounts(ours: string, bare: string, reader: Colleague): Promise<void> {
  const [one, other] = [await Wire.open(ours), await Wire.open(bare)];
  const mine = await one.send({ path: board, headers: reader.headers });
  const theirs = await other.send({ path: "/board" });
  const byStatus = (groups: Group[]) => Object.fromEntries(groups.map(({ group, count }) => [group, Number(count)]));
  const { data } = JSON.parse(mine.body) as { data: Group[] };
  assert.deepEqual(byStatus(data), byStatus(JSON.parse(theirs.body) as Group[]));
  one.close();
  other.close();
}
