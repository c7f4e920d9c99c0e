/** B23: what rights cost: the same list by people who see everything, their own, their teams', what a rule picks, without some fields. */
import assert from "node:assert/strict";
import { sql } from "#model/sql.ts";
import { create, update } from "#engine/records/records.ts";
import type { ObjectRights, Rights } from "#model/rights.ts";
import { closedLoop } from "../measure/load.ts";
import { inRounds } from "../measure/rounds.ts";
import { Wire } from "../measure/wire.ts";
import { type Colleague, signIn } from "../people.ts";
import { beside } from "./results.ts";
import type { Bench, Result, Work } from "./work.ts";

const everything: ObjectRights = { read: "all", create: true, update: "all", delete: "all" };

interface Case {
  name: string;
  contact: Partial<ObjectRights>;
  /** Of how many teams the person is. */
  teams: number;
  /** The rows that the person sees, as bare SQL on `contacts c`; `$user` and `$teams` stand for theirs. */
  sees: string;
  email: string;
}

const mine = "c.owner_id = '$user'";
const theirs = `(${mine} or c.team_id in ($teams))`;

const OFF: Case = { name: "everything", contact: {}, teams: 1, sees: "true", email: "colleague31@bench.example" };
const CASES: Case[] = [
  { name: "their own, many", contact: { read: "own" }, teams: 1, sees: mine, email: "colleague2@bench.example" },
  { name: "their own, few", contact: { read: "own" }, teams: 1, sees: mine, email: "colleague200@bench.example" },
  { name: "one team", contact: { read: "team" }, teams: 1, sees: theirs, email: "colleague32@bench.example" },
  { name: "eight teams", contact: { read: "team" }, teams: 8, sees: theirs, email: "colleague33@bench.example" },
  { name: "all twenty teams", contact: { read: "team" }, teams: 20, sees: theirs, email: "colleague34@bench.example" },
  {
    name: "those a rule picks",
    contact: { read: { filter: { field: "language", op: "eq", value: "en" } } },
    teams: 1,
    sees: "c.language = 'en'",
    email: "colleague35@bench.example",
  },
  {
    name: "everything, four fields hidden",
    contact: { fields: { emails: "hidden", phones: "hidden", notes: "hidden", birthday: "hidden" } },
    teams: 1,
    sees: "true",
    email: "colleague36@bench.example",
  },
];

const SORTS = ["name", "-createdAt"] as const;
const ORDER = { name: "c.name_key nulls last, c.id", "-createdAt": "c.created_at desc, c.id desc" } as const;
const pathOf = (sort: string): string => `/api/v1/contacts?sort=${sort}&limit=50&count=none`;

export const rights: Work = {
  name: "rights",
  ids: ["B23"],
  async run(bench) {
    const ours = await bench.ours();
    const free = await become(bench, ours.url, OFF);
    const pids = [ours.pid, bench.bench.database.pid!];
    const results: Result[] = [];
    for (const each of CASES) {
      const person = await become(bench, ours.url, each);
      for (const sort of SORTS) {
        await assureSeen(bench, ours.url, each, person, sort);
        const loop = ({ headers }: Colleague) => ({
          pids,
          run: () => closedLoop(ours.url, 8, 1000, () => ({ path: pathOf(sort), headers })),
        });
        const measured = await inRounds(bench.rounds, loop(person), loop(free));
        const metric = `page by ${sort}, who sees ${each.name}`;
        const said = { id: "B23", metric, unit: "requests/s", better: "more", aim: 0.8 } as const;
        results.push(beside(bench, { ...said, of: "who sees everything" }, measured));
      }
    }
    return results;
  },
};

/** A role of its own for each case, and somebody who has it. */
async function become(bench: Bench, url: string, each: Case): Promise<Colleague> {
  const { house } = bench.bench;
  const ctx = house.engine.systemContext(bench.workspace);
  const name = `Bench: sees ${each.name}`;
  const given: Rights = {
    standard: everything,
    objects: { contact: { ...everything, ...each.contact } },
    capabilities: [],
  };
  const [standing] = await ctx.db.query(sql<{ id: string }>`select id from roles where name = ${name}`);
  const role = standing?.id ?? (await create(ctx, "role", { name, rights: given })).id;
  const [user] = await ctx.db.query(sql<{ id: string }>`select id from users where email_key = ${each.email}`);
  const teams = await ctx.db.query(
    sql<{ id: string }>`select id from teams order by created_at, id limit ${each.teams}`,
  );
  const has = await ctx.db.query(sql`select from users where id = ${user!.id} and role_id = ${role}`);
  if (has.length === 0) await update(ctx, "user", user!.id, { role, teams: teams.map((team) => team.id) });
  return signIn(house, bench.workspace, url, each.email);
}

/** The page holds the very records that the bare condition gives, in order. */
async function assureSeen(
  bench: Bench,
  url: string,
  { sees }: Case,
  person: Colleague,
  sort: (typeof SORTS)[number],
): Promise<void> {
  const wire = await Wire.open(url);
  const answer = await wire.send({ path: pathOf(sort), headers: person.headers });
  wire.close();
  assert.equal(answer.status, 200, answer.body);
  const condition = sees
    .replace("$user", person.id)
    .replace("$teams", person.teamIds.map((id) => `'${id}'`).join(", "));
  const rows = await bench.bench.house.engine.systemContext(bench.workspace).db.query(sql<{ id: string }>`
    select c.id from contacts c where c.deleted_at is null and ${sql.raw(condition)} order by ${sql.raw(ORDER[sort])} limit 50`);
  assert.deepEqual(
    (JSON.parse(answer.body) as { data: { id: string }[] }).data.map((record) => record.id),
    rows.map((row) => row.id),
  );
}
