/** R13: a company shapes its system under a fixed rate of requests; nobody's fails of it, and nobody waits long. */
import { setTimeout as wait } from "node:timers/promises";
import { deleteRecords, purgeRecords } from "#engine/records/records.ts";
import type { Context } from "#engine/context.ts";
import { sql } from "#model/sql.ts";
import type { Asking } from "../measure/load.ts";
import { type Pause, watchDisk } from "../measure/disk.ts";
import { type Held, watchLocks } from "../measure/locks.ts";
import { OpenLoop, type Sent } from "../measure/open-loop.ts";
import { watchWaits, type WaitWatch } from "../measure/waits.ts";
import { busyCpu, cpuOf, familyOf } from "../measure/processes.ts";
import { percentile, spread } from "../measure/statistics.ts";
import { signIn } from "../people.ts";
import { everyday } from "./everyday.ts";
import { kinds, type Kind } from "./kinds.ts";
import { PREFIX, Shaper } from "./shaper.ts";
import type { Bench, Result, Work } from "./work.ts";

const FIELDS = 200;
/** Every so many-th. */
const DROPPED = 4;
const RENAMED = 3;
const INDEXED = 50;
/** Fields whose records have values, retyped meanwhile, and how many have one. */
const CONVERTED = ["integer", "date"];
const VALUES = 20_000;
const JOBS_PATIENCE = 600_000;

const OBJECTS = ["contact", "contact", "company", PREFIX];

/** Given to records that are there already by a job, which would be at work for longer than what is measured. */
const NUMBERS = "autoNumber";

/** Requests a second, the first that the machine bears without shaping. */
const RATES = [200, 150, 100, 50, 25];
const BASE_MS = 6_000;
/** Until each connection has planned what is asked. */
const WARM_MS = 15_000;
/** Milliseconds. */
const LONGEST_ANSWER = 500;
const LONGEST_LOCK = 50;
const LONGEST_ADDING = 1_000;
/** A disk that takes longer for one page pauses, whatever is asked of it. */
const PAUSE = 100;

export const shaping: Work = {
  name: "shaping",
  ids: ["R13"],
  async run(bench) {
    const ours = await bench.ours();
    const { house, database } = bench.bench;
    const ctx = house.engine.systemContext(bench.workspace);
    await clear(ctx);
    await jobsEnded(ctx);
    const admin = await signIn(house, bench.workspace, ours.url, "colleague7@bench.example", "admin");
    const asking = await everyday(bench, ours.url);
    const shaper = new Shaper(ours.url, admin.headers);
    try {
      const begun = await Promise.all(CONVERTED.map(() => shaper.addField("contact", { type: "text", settings: {} })));
      await fill(
        ctx,
        begun.map(({ id }) => id),
      );
      const { rate, sent: before } = await borne(ours.url, asking, bench);
      const locks = await watchLocks(database.connection, bench.workspace.schema);
      const waiting = await watchWaits(database.connection);
      const disk = await watchDisk(bench.bench.data);
      const work = new OpenLoop(ours.url, rate, asking);
      const since = performance.now();
      const mine = [process.pid, database.pid!].filter(
        (pid, place) => place === 0 || !familyOf(process.pid).includes(pid),
      );
      const spent = () => busyCpu() - mine.reduce((sum, pid) => sum + cpuOf(pid), 0);
      const others = spent();
      try {
        await shape(shaper, begun, await kinds(), bench.tell);
        await jobsEnded(ctx, "schema.indexes");
      } finally {
        await work.end();
        await waiting.end();
      }
      bench.tell(
        `  ${shaper.deeds.length} changes of the shape in ${Math.round((performance.now() - since) / 1000)} s`,
      );
      bench.tell(`  others took ${(((spent() - others) / (performance.now() - since)) * 100).toFixed(0)} % of a core`);
      const { held, blind } = await locks.end();
      const pauses = (await disk.end()).filter(({ ms }) => ms > PAUSE);
      bench.tell(
        `  the disk took over ${PAUSE} ms for one page ${pauses.length} times, at most ${Math.round(pauses[0]?.ms ?? 0)} ms`,
      );
      tellOf(bench, shaper, work.sent, held.slice(0, 5), waiting);
      return resultsOf(bench, { rate, before, during: work.sent, shaper, pauses, locked: held[0]?.ms ?? 0, blind });
    } finally {
      await clear(ctx);
    }
  },
};

/** All of it, and the jobs that follow to their ends. */
async function shape(
  shaper: Shaper,
  withValues: Shaper["fields"],
  offered: readonly Kind[],
  tell: Bench["tell"],
): Promise<void> {
  const thing = await shaper.addObject();
  const converting = withValues.map(async (field, place) => {
    const type = CONVERTED[place]!;
    await shaper.ended(`kind changed to ${type}`, await shaper.convert(field, type));
  });
  const many = offered.filter(({ type }) => type !== NUMBERS);
  for (let n = 1; n <= FIELDS; n += 1) {
    const object = OBJECTS[n % OBJECTS.length]!;
    const of = object === PREFIX ? offered : many;
    const field = await shaper.addField(object, of[n % of.length]!, n % INDEXED === 0 ? { index: true } : {});
    if (n % RENAMED === 0) await shaper.rename(field);
    if (n % DROPPED === 0) await shaper.drop(shaper.fields[withValues.length]!);
    if (n === 20) await shaper.index(withValues[0]!);
    if (n % 50 === 0) tell(`  ${n} fields`);
    if (n % 40 === 0) await shaper.renameObject(thing);
    if (n === 150) await shaper.retireObject(thing);
  }
  await Promise.all(converting);
  tell("  kinds changed");
}

/** The highest of the rates at which nobody waits too long while the shape stays as it is. */
async function borne(url: string, asking: Asking, bench: Bench): Promise<{ rate: number; sent: Sent[] }> {
  const first = new OpenLoop(url, RATES[0]! / 2, asking);
  await wait(WARM_MS);
  await first.end();
  for (const rate of RATES) {
    const load = new OpenLoop(url, rate, asking);
    await wait(BASE_MS);
    const sent = (await load.end()).slice(rate);
    bench.tell(`  without shaping, ${rate} requests/s: ${waits(sent)}`);
    slowest(bench, sent);
    if (longest(sent) <= LONGEST_ANSWER && failed(sent).length === 0) return { rate, sent };
  }
  throw new Error(`Not even ${RATES.at(-1)} requests/s are answered in time`);
}

/** Values by SQL: how they came there is not what is measured. */
async function fill(ctx: Context, ids: readonly string[]): Promise<void> {
  const rows = await ctx.db.query(
    sql<{
      n: number;
    }>`select number as n from custom_fields where id = any(${[...ids]}::uuid[]) order by array_position(${[...ids]}::uuid[], id)`,
  );
  const set = rows.map(({ n }, place) =>
    CONVERTED[place] === "date"
      ? sql`${sql.id(`x${n}`)} = '2027-03-' || (10 + abs(hashtextextended(id::text, 1) % 19))`
      : sql`${sql.id(`x${n}`)} = abs(hashtextextended(id::text, 1) % 1000)::text`,
  );
  await ctx.db.query(sql`update contacts set ${sql.join(set)} where id in (select id from contacts limit ${VALUES})`);
  await ctx.db.query(sql`vacuum analyze contacts`);
}

/** Waits until no job remains to be done, or none of this name: those of a run before would be in the way of this one. */
async function jobsEnded(ctx: Context, name?: string): Promise<void> {
  for (const until = performance.now() + JOBS_PATIENCE; performance.now() < until; await wait(100)) {
    const named = name ? sql`name = ${name}` : sql`true`;
    const [open] = await ctx.db.query(
      sql`select 1 from job_runs where ${named} and status in ('queued', 'running') limit 1`,
    );
    if (!open) return;
  }
  throw new Error(`Jobs did not end${name ? `: ${name}` : ""}`);
}

interface Found {
  rate: number;
  before: Sent[];
  during: Sent[];
  shaper: Shaper;
  /** Those of the disk. */
  pauses: Pause[];
  locked: number;
  blind: number;
}

function resultsOf(bench: Bench, { rate, before, during, shaper, pauses, locked, blind }: Found): Result[] {
  const at = `${rate} requests/s`;
  const adding = shaper.deeds.filter(({ what }) => what === "field added").map(({ took }) => took);
  const one = (metric: string, unit: string, ours: number, aim: number, reached = ours <= aim): Result => ({
    id: "R13",
    metric,
    unit,
    size: bench.size,
    better: "less",
    ours: spread([ours]),
    limit: null,
    ratio: null,
    growth: null,
    goal: `at most ${aim} ${unit}`,
    reached,
    rounds: 1,
  });
  const p99 = (sent: readonly Sent[]) =>
    percentile(
      sent.map(({ took }) => took),
      0.99,
    );
  return [
    one(`longest answer at ${at} without shaping`, "ms", longest(before), LONGEST_ANSWER),
    one(`p99 at ${at} without shaping`, "ms", p99(before), LONGEST_ANSWER),
    one(`longest answer at ${at} while the system is shaped`, "ms", longest(during), LONGEST_ANSWER),
    one(
      `longest answer at ${at} while the system is shaped and the disk does not pause`,
      "ms",
      longest(during.filter((each) => !pauses.some((pause) => overlap(pause, each)))),
      LONGEST_ANSWER,
    ),
    one(`p99 at ${at} while the system is shaped`, "ms", p99(during), LONGEST_ANSWER),
    one(`requests of ${during.length} that failed`, "requests", failed(during).length, 0),
    one(`longest hold of a whole table (looks at most ${Math.round(blind)} ms apart)`, "ms", locked, LONGEST_LOCK),
    one("a field is added under this load, p95", "ms", percentile(adding, 0.95), LONGEST_ADDING),
    one("a field is added under this load, longest", "ms", Math.max(...adding), LONGEST_ADDING),
  ];
}

const overlap = (pause: Pause, { due, took }: Sent): boolean =>
  pause.since < due + took && pause.since + pause.ms > due;

const longest = (sent: readonly Sent[]): number => Math.max(...sent.map(({ took }) => took));
const failed = (sent: readonly Sent[]): Sent[] => sent.filter(({ status }) => status === 0 || status >= 300);

function waits(sent: readonly Sent[]): string {
  const took = sent.map((each) => each.took);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => Math.round(percentile(took, share)));
  return `${sent.length}, p50 ${p50}, p95 ${p95}, p99 ${p99}, longest ${Math.round(longest(sent))} ms, ${failed(sent).length} failed`;
}

function slowest(bench: Bench, sent: readonly Sent[]): void {
  for (const [what, some] of Map.groupBy(sent, (one) => one.what)) bench.tell(`    ${what}: ${waits(some)}`);
}

/** What whoever mends it has to know. */
function tellOf(bench: Bench, shaper: Shaper, sent: readonly Sent[], held: readonly Held[], waiting: WaitWatch): void {
  bench.tell(`  while shaped: ${waits(sent)}`);
  for (const [what, deeds] of Map.groupBy(shaper.deeds, (deed) => deed.what)) {
    const took = deeds.map((deed) => deed.took);
    const again = deeds.filter(({ tries }) => tries > 1).length;
    bench.tell(
      `  ${what}: ${deeds.length}, p50 ${Math.round(percentile(took, 0.5))}, longest ${Math.round(Math.max(...took))} ms, asked again ${again}`,
    );
  }
  const during = ({ due, took }: Sent): string =>
    shaper.deeds
      .filter((deed) => deed.since < due + took && deed.since + deed.took > due)
      .map(({ what }) => what)
      .join(", ");
  for (const one of sent.toSorted((a, b) => b.took - a.took).slice(0, 8))
    bench.tell(
      `  ${Math.round(one.took)} ms ${one.what} (${during(one)}): ${waiting.between(one.due, one.due + one.took)}`,
    );
  for (const one of failed(sent).slice(0, 5)) bench.tell(`  ${one.status} ${one.what}: ${one.problem}`);
  for (const { table, ms, by } of held) bench.tell(`  ${table} was held for ${Math.round(ms)} ms by ${by}`);
}

/** What is left of it, and of a run that was broken off. */
async function clear(ctx: Context): Promise<void> {
  for (const [object, table] of [
    ["customField", "custom_fields"],
    ["customObject", "custom_objects"],
  ] as const) {
    const rows = await ctx.db.query(sql<{ id: string; gone: boolean }>`
      select id, deleted_at is not null as gone from ${sql.id(table)} where starts_with(name, ${PREFIX})`);
    if (rows.length === 0) continue;
    const living = rows.filter(({ gone }) => !gone).map(({ id }) => id);
    if (living.length > 0) await deleteRecords(ctx, object, living);
    await purgeRecords(
      ctx,
      object,
      rows.map(({ id }) => id),
    );
  }
}
