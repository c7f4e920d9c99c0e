/** B18: all contacts changed, deleted and restored at once, with history and undo; the limit is one UPDATE with the insert of its events. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context, Workspace } from "#engine/context.ts";
import { uuidv7 } from "#engine/records/uuid.ts";
import { inRounds, type Side, type Turn } from "../measure/rounds.ts";
import { type Colleague, signIn } from "../people.ts";
import { beside } from "./results.ts";
import { type Bench, type Result, SMALL, type Work } from "./work.ts";

const LARGEST = 100_000;
const PATIENCE_MS = 1_800_000;

/** What is asked of us, and the same as bare SQL on the records that are not in the trash, or are. */
interface Act {
  name: string;
  asked(turn: number): object;
  set(turn: number): Sql;
  inTrash: boolean;
  type: string;
}

const dayOf = (turn: number): string => `2027-03-${10 + (turn % 19)}`;
const ACTS: Act[] = [
  {
    name: "change of a field",
    asked: (turn) => ({ act: "update", patch: { nextTouchOn: dayOf(turn) } }),
    set: (turn) => sql`next_touch_on = ${dayOf(turn)}::date`,
    inTrash: false,
    type: "updated",
  },
  {
    name: "delete",
    asked: () => ({ act: "delete" }),
    set: () => sql`deleted_at = now()`,
    inTrash: false,
    type: "deleted",
  },
  {
    name: "restore",
    asked: () => ({ act: "restore" }),
    set: () => sql`deleted_at = null`,
    inTrash: true,
    type: "restored",
  },
];

export const bulk: Work = {
  name: "bulk",
  ids: ["B18"],
  async run(bench) {
    const results = await measured(bench, bench.small, SMALL);
    // More than these say nothing else, and take an hour.
    if (bench.contacts <= LARGEST) results.push(...(await measured(bench, bench.workspace, bench.contacts)));
    return results;
  },
};

async function measured(bench: Bench, workspace: Workspace, contacts: number): Promise<Result[]> {
  const ours = await bench.ours();
  const { house } = bench.bench;
  const ctx = house.engine.systemContext(workspace);
  const person = await signIn(house, workspace, ours.url, "colleague5@bench.example", "manager");
  const mine = new Map<Act, Turn[]>();
  const theirs = new Map<Act, Turn[]>();
  let turn = 0;
  // What one act does the next one needs, so each round goes through all of them, on either side.
  const round = (kept: Map<Act, Turn[]>, run: (act: Act) => Promise<Turn>) => async (): Promise<void> => {
    turn += 1;
    for (const act of ACTS) kept.set(act, [...(kept.get(act) ?? []), await run(act)]);
  };
  const us = round(mine, (act) => byUs(ours.url, person, act, turn, contacts));
  const them = round(theirs, (act) => bySql(ctx, act, turn));
  for (let place = 0; place < bench.rounds; place += 1)
    for (const each of place % 2 ? [them, us] : [us, them]) await each();
  const results: Result[] = [];
  for (const act of ACTS) {
    const said = {
      id: "B18",
      unit: "records/s",
      better: "more",
      aim: 0.33,
      of: "one UPDATE with its events",
    } as const;
    const sides = [mine, theirs].map((kept): Side => {
      const turns = kept.get(act)!.values();
      return { pids: [], run: () => Promise.resolve(turns.next().value!) };
    });
    const found = await inRounds(bench.rounds, sides[0]!, sides[1]!);
    results.push(beside(bench, { ...said, metric: `${act.name} of ${contacts} contacts in bulk` }, found));
  }
  return results;
}

async function byUs(url: string, { headers }: Colleague, act: Act, turn: number, contacts: number): Promise<Turn> {
  const begun = performance.now();
  const answer = await fetch(`${url}/api/v1/contacts/bulk`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ ...act.asked(turn), all: true }),
  });
  assert.equal(answer.status, 202, `the bulk run was refused: ${await answer.clone().text()}`);
  const { id } = (await answer.json()) as { id: string };
  for (; performance.now() - begun < PATIENCE_MS; await wait(20)) {
    const asked = await fetch(`${url}/api/v1/bulk/${id}`, { headers });
    const { status, done, error } = (await asked.json()) as { status: string; done: number; error: string | null };
    if (status !== "done" && status !== "failed") continue;
    assert.equal(status, "done", error ?? "");
    assert.ok(done >= contacts, `${done} of ${contacts} records`);
    return { value: (done * 1000) / (performance.now() - begun), units: done };
  }
  throw new Error("The bulk run did not come to its end");
}

/** One statement; its events go afterwards, so that nobody meets them. */
async function bySql(ctx: Context, { set, type, inTrash }: Act, turn: number): Promise<Turn> {
  const operation = uuidv7();
  const begun = performance.now();
  const [row] = await ctx.db.query(sql<{ count: number }>`with changed as (
      update contacts as c set ${set(turn)}, version = c.version + 1, updated_at = now()
      from (select id, next_touch_on from contacts where deleted_at is ${sql.raw(inTrash ? "not null" : "null")}) as o where o.id = c.id
      returning c.id, c.version, o.next_touch_on as was, c.next_touch_on as becomes),
    told as (insert into events (id, at, object, record_id, version, type, by_kind, via, operation_id, before, after)
      select uuidv7(), now(), 'contact', id, version, ${type}, 'system', 'bulk', ${operation}::uuid,
        jsonb_build_object('nextTouchOn', was), jsonb_build_object('nextTouchOn', becomes) from changed returning 1)
    select count(*)::int as count from told`);
  const ms = performance.now() - begun;
  await ctx.db.query(sql`delete from events where operation_id = ${operation}::uuid`);
  return { value: (row!.count * 1000) / ms, units: row!.count };
}
