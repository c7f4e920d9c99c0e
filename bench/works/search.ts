/** B4: search as you type: beginnings, parts, slips, two words, digits of a phone, an e-mail; the limit is pg_trgm on one column. */
import assert from "node:assert/strict";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { inRounds } from "../measure/rounds.ts";
import { spread } from "../measure/statistics.ts";
import { Wire } from "../measure/wire.ts";
import { type Colleague, signIn } from "../people.ts";
import { startBare } from "../programs.ts";
import { beside, growth, waiting } from "./results.ts";
import { type Bench, type Result, Skipped, type Work } from "./work.ts";

/** What is typed, and the contact that is meant. */
interface Typed {
  text: string;
  id: string;
}

interface Person {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
}

/** How the text is made of a person; null where it cannot be. `unique`: it means nobody else, so they must be among the hits. */
const KINDS: { name: string; unique: boolean; of(person: Person): string | null }[] = [
  { name: "beginning of a name", unique: false, of: ({ name }) => name.slice(0, 3) },
  { name: "two words begun", unique: false, of: ({ name }) => beginnings(name) },
  { name: "whole name", unique: false, of: ({ name }) => name },
  { name: "part of a word", unique: false, of: ({ name }) => partOf(name) },
  { name: "slip of the finger", unique: false, of: ({ name }) => slip(name) },
  { name: "digits of a phone", unique: true, of: ({ phone }) => phone && phone.slice(-7) },
  { name: "phone as dialled", unique: true, of: ({ phone }) => phone },
  { name: "e-mail begun", unique: true, of: ({ email }) => email && email.split("@")[0]! },
];

const beginnings = (name: string): string | null => {
  const [given, family] = name.split(" ");
  return given && family && given.length > 3 && family.length > 3 ? `${given.slice(0, 4)} ${family.slice(0, 4)}` : null;
};
const partOf = (name: string): string | null => {
  const family = name.split(" ").at(-1)!;
  return family.length >= 6 ? family.slice(1, 5) : null;
};
/** Two letters in the middle of a long name changed about. */
const slip = (name: string): string | null => {
  const [given, family] = name.split(" ");
  if (!family || family.length < 6) return null;
  return `${given} ${family.slice(0, 2)}${family[3]}${family[2]}${family.slice(4)}`;
};

const TRIGRAM = `select coalesce(json_agg(r), '[]')::text from (
  select id, text from bench_texts where text ilike '%' || $1 || '%' and text ilike '%' || $2 || '%' limit 20) as r`;

const hitsPath = (text: string): string => `/api/v1/search?limit=20&q=${encodeURIComponent(text)}`;
const listPath = (text: string): string =>
  `/api/v1/contacts?fields=name&limit=20&count=none&q=${encodeURIComponent(text)}`;

export const search: Work = {
  name: "search",
  ids: ["B4"],
  async run(bench) {
    const ours = await bench.ours();
    const { house } = bench.bench;
    const reader = await signIn(house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
    const small = await signIn(house, bench.small, ours.url, "colleague5@bench.example", "manager");
    const here = await typed(house.engine.systemContext(bench.workspace));
    const there = await typed(house.engine.systemContext(bench.small));
    const results: Result[] = [];
    for (const { name, unique } of KINDS) {
      const texts = here.get(name)!;
      results.push(await recall(bench, ours.url, reader, name, unique, texts));
      results.push(
        await growth(
          bench,
          { id: "B4", metric: `search by ${name}, p95`, aim: 2, within: 30 },
          asking(ours.url, reader, texts),
          asking(ours.url, small, there.get(name)!),
        ),
      );
    }
    return [...results, ...(await besideTrigrams(bench, ours.url, reader, here))];
  },
};

const asking = (url: string, { headers }: Colleague, texts: Typed[]) =>
  waiting(url, (index) => ({ path: hitsPath(texts[index % texts.length]!.text), headers }), 100);

/** The same people each time: picked by a hash of their ids. */
async function typed(ctx: Context): Promise<Map<string, Typed[]>> {
  const people = await ctx.db.query(sql<Person>`
    select id, name->>'full' as name, emails->0->>'value' as email, phones->0->>'value' as phone
    from contacts where deleted_at is null order by md5(created_at::text || name_key), id limit 200`);
  return new Map(
    KINDS.map(({ name, of }) => [
      name,
      people.flatMap((person) => {
        const text = of(person);
        return text ? [{ text, id: person.id }] : [];
      }),
    ]),
  );
}

/** Whether the one that is meant is among the first twenty. */
async function recall(
  bench: Bench,
  url: string,
  { headers }: Colleague,
  name: string,
  unique: boolean,
  texts: Typed[],
): Promise<Result> {
  const wire = await Wire.open(url);
  let found = 0;
  const counted = texts.slice(0, 100);
  for (const { text, id } of counted) {
    const answer = await wire.send({ path: listPath(text), headers });
    assert.equal(answer.status, 200, answer.body);
    if ((JSON.parse(answer.body) as { data: { id: string }[] }).data.some((hit) => hit.id === id)) found += 1;
  }
  wire.close();
  const share = found / counted.length;
  return {
    id: "B4",
    metric: `the one meant is among 20 hits: ${name}`,
    unit: "share",
    size: bench.size,
    better: "more",
    ours: spread([share]),
    limit: null,
    ratio: null,
    growth: null,
    goal: unique ? "at least 0.98" : "none: others have the same name",
    reached: !unique || share >= 0.98,
    rounds: counted.length,
  };
}

/** Two words, as the limit finds them and as we do. */
async function besideTrigrams(
  bench: Bench,
  url: string,
  reader: Colleague,
  texts: Map<string, Typed[]>,
): Promise<Result[]> {
  const { connection } = bench.bench.database;
  await makeTexts(bench);
  const bare = await startBare({ connection, schema: bench.workspace.schema, statements: { "/search": TRIGRAM } });
  try {
    const results: Result[] = [];
    for (const name of ["two words begun", "whole name"]) {
      const list = texts.get(name)!;
      const bareAsking = waiting(
        bare.url,
        (index) => {
          const [one, other = ""] = list[index % list.length]!.text.split(" ");
          return { path: `/search?1=${encodeURIComponent(one!)}&2=${encodeURIComponent(other)}` };
        },
        100,
      );
      const measured = await inRounds(bench.rounds, asking(url, reader, list), bareAsking);
      const said = { id: "B4", metric: `search by ${name}, beside pg_trgm, p95`, unit: "ms", better: "less" } as const;
      results.push(beside(bench, { ...said, aim: 0.2, of: "pg_trgm on one column" }, measured));
    }
    return results;
  } finally {
    await bare.stop();
  }
}

/** One column of text with a trigram index, beside the tables of the workspace. */
async function makeTexts(bench: Bench): Promise<void> {
  const { db } = bench.bench.house.engine.systemContext(bench.workspace);
  try {
    await db.query(sql`create extension if not exists pg_trgm schema public`);
  } catch {
    throw new Skipped("this PostgreSQL has no pg_trgm");
  }
  const [there] = await db.query(sql<{ there: boolean }>`select to_regclass('bench_texts') is not null as there`);
  if (there!.there) return;
  await db.query(sql`create table bench_texts as select id, concat_ws(' ', name->>'full', number, emails->0->>'value', phones->0->>'value') as text
    from contacts where deleted_at is null`);
  await db.query(sql`create index bench_texts_trigrams on bench_texts using gin (text public.gin_trgm_ops)`);
  await db.query(sql`analyze bench_texts`);
}
