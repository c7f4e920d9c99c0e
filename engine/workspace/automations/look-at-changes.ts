/** Reads the changes on, once for all automations, and runs those that they set off: in the transaction that keeps how far was read. */
import { sql } from "#model/sql.ts";
import type { Actor, Context } from "../../context.ts";
import { asSystem } from "../../context.ts";
import { rowCondition } from "../../access/record-rights.ts";
import { changesBehind, type Place, type PlacedRow } from "../../events/feed.ts";
import { actingAs } from "../../identity/on-behalf.ts";
import { filterUsesStatistics, fromObject } from "../../query/columns.ts";
import { compileFilter } from "../../query/filter.ts";
import { hearsOf } from "./automation.ts";
import { note, perform, type Firing } from "./perform.ts";
import { roomOf, runnerOf, settle, standingAutomations, switchOff, type Standing } from "./standing.ts";
import { becoming, judgingOf } from "./states.ts";
import { NO_ID } from "../../records/uuid.ts";

const AT_ONCE = 500;
/** So many automations at most lead from one to the next; none is ever led back to. */
const LONGEST_CHAIN = 5;

/** What was taken back is not done again by itself, and what came with a sample has happened to nobody. */
export const UNHEARD = new Set(["undo", "sample"]);

/** One that runs in this look, in whose rights. */
interface Runner {
  automation: Standing;
  actor: Actor;
  ctx: Context;
}

/** @returns whether there is more to be read */
export function lookAtChanges(ctx: Context, standing: readonly Standing[]): Promise<boolean> {
  const heard = standing.filter(({ trigger }) => trigger.on !== "time");
  return asSystem(ctx).transaction(async (inner) => {
    const place = await lockedPlace(inner, heard);
    if (!place) return false;
    const known = await knownOnly(inner, heard);
    const objects = [...new Set(known.map(({ action }) => action.object))];
    const { rows, next, more } = await changesBehind(inner, place, objects, AT_ONCE);
    if (!(await moveOn(inner, next, heard))) return true;
    const told = rows.map((row) => ({ ...row, touched: touchedBy(row) }));
    const concerned = new Set(known.flatMap((each) => (told.some((row) => hears(each, row)) ? each.id : [])));
    if (concerned.size > 0) {
      // What others ran meanwhile counts for the day.
      const now = (await standingAutomations(inner)).filter(({ id }) => concerned.has(id));
      await runAll(inner, await runnersOf(inner, now), told);
    }
    return more;
  });
}

/** @returns false where others are on by now than were asked for: what they are to hear may have been passed over, so it is read anew */
async function moveOn(ctx: Context, next: Place, heard: readonly Standing[]): Promise<boolean> {
  const asked = JSON.stringify(Object.fromEntries(heard.map(({ id, xid }) => [id, xid])));
  const moved = await ctx.db.query(sql`update automation_feed set xid = ${next.xid}::xid8, event_id = ${next.id}::uuid
    where ${asked}::jsonb = (select coalesce(jsonb_object_agg(a.id, s.xid::text), '{}') from automations a left join automation_states s on s.automation_id = a.id
      where a.active and a.deleted_at is null and a.trigger->>'on' <> 'time') returning single`);
  return moved.length > 0;
}

/** A change with the names of the fields that it touched. */
interface Told extends PlacedRow {
  touched: ReadonlySet<string>;
}

const touchedBy = ({ after }: PlacedRow): ReadonlySet<string> =>
  new Set(after === null ? [] : Object.keys(JSON.parse(after) as object));

/** Without those that speak of an object that is gone, which are switched off. */
async function knownOnly(ctx: Context, standing: readonly Standing[]): Promise<Standing[]> {
  const isKnown = ({ action }: Standing) => ctx.catalogue.objects.has(action.object);
  for (const { id } of standing.filter((each) => !isKnown(each))) await switchOff(ctx, id, "gone");
  return standing.filter(isKnown);
}

/** Undefined where another process is at it. Nothing is read that is older than the oldest automation. */
async function lockedPlace(ctx: Context, heard: readonly Standing[]): Promise<Place | undefined> {
  await ctx.db.query(sql`insert into automation_feed (event_id) values (${NO_ID}::uuid) on conflict do nothing`);
  const [row] = await ctx.db.query(sql<{ xid: string | null; id: string; now: string }>`
    select xid::text as xid, event_id as id, pg_snapshot_xmin(pg_current_snapshot())::text as now from automation_feed for update skip locked`);
  if (!row) return undefined;
  // Brought here from another installation, whose transactions are not ours: it hears from now on.
  if (heard.some(({ xid }) => xid === null))
    await ctx.db.query(sql`update automation_states set xid = ${row.now}::xid8 where xid is null`);
  const begun = heard.map(({ xid }) => BigInt(xid ?? row.now));
  const oldest = begun.reduce((a, b) => (a < b ? a : b));
  return row.xid === null || BigInt(row.xid) < oldest ? { xid: `${oldest}`, id: NO_ID } : { xid: row.xid, id: row.id };
}

/** Those that may run; the others are switched off, with the reason. Each person is asked about once. */
async function runnersOf(ctx: Context, standing: readonly Standing[]): Promise<Runner[]> {
  const runners: Runner[] = [];
  const people = new Map<string, Promise<Actor>>();
  for (const automation of standing) {
    const actor = await runnerOf(ctx, automation, people);
    if (typeof actor === "string") await switchOff(ctx, automation.id, actor);
    else runners.push({ automation, actor, ctx: actingAs(ctx, actor, "automation", ctx.operationId) });
  }
  return runners;
}

/** Change after change of each record; of different records together. */
async function runAll(ctx: Context, runners: readonly Runner[], rows: readonly Told[]): Promise<void> {
  const chains = await chainsOf(ctx, rows);
  const set: { runner: Runner; row: Told; wave: number }[] = [];
  const met = new Map<string, number>();
  const waves = new Map(rows.map((row) => [row.id, countUp(met, row.record_id)]));
  const candidates = new Map<Runner, Told[]>();
  for (const runner of runners) candidates.set(runner, await candidatesOf(runner, rows, chains));
  for (const { runner, row } of await passing(ctx, candidates)) set.push({ runner, row, wave: waves.get(row.id)! });
  const totals = new Map<Runner, { done: number; failed: number }>();
  for (const wave of [...new Set(set.map((each) => each.wave))].toSorted((a, b) => a - b))
    for (const runner of runners) {
      const firings = set
        .filter((each) => each.wave === wave && each.runner === runner)
        .map(({ row }) => ({
          recordId: row.record_id,
          eventId: row.id,
          cause: row.operation_id,
          chain: chains.get(row.operation_id) ?? [],
        }));
      if (firings.length > 0) await runSome(ctx, runner, firings, totals);
    }
  for (const [runner, total] of totals) await settle(ctx, runner.automation.id, total);
}

function countUp(met: Map<string, number>, key: string): number {
  const count = met.get(key) ?? 0;
  met.set(key, count + 1);
  return count;
}

/** By the operation of each change that an automation made: which automations led to it. */
async function chainsOf(ctx: Context, rows: readonly PlacedRow[]): Promise<Map<string, string[]>> {
  const made = [...new Set(rows.filter(({ via }) => via === "automation").map((row) => row.operation_id))];
  if (made.length === 0) return new Map();
  const found = await ctx.db.query(sql<{ operation: string; id: string; chain: string }>`
    select distinct on (operation_id) operation_id as operation, automation_id as id, chain::text as chain
    from automation_runs where operation_id = any(${made}::uuid[])`);
  return new Map(found.map(({ operation, id, chain }) => [operation, [...(JSON.parse(chain) as string[]), id]]));
}

/** The changes that may set it off: of the kind and the fields it hears of, not its own doing. */
async function candidatesOf(
  { automation, ctx, actor }: Runner,
  rows: readonly Told[],
  chains: ReadonlyMap<string, string[]>,
): Promise<Told[]> {
  const object = ctx.catalogue.object(automation.action.object);
  const heard = rows.filter(
    (row) =>
      hears(automation, row) && (row.type === "created" || hearsOf(actor, object, automation.trigger, row.touched)),
  );
  const { condition } = automation.action;
  let wanted = heard;
  if (automation.trigger.on === "becomes" && condition) {
    const become = await becoming(ctx, judgingOf(ctx, actor.userId, ctx.now()), object, condition, heard);
    wanted = heard.filter((row) => become.has(row.id));
  }
  return notInCircles(ctx, automation, wanted, chains);
}

/** Those of records that its person may see and whose condition holds: one question for each object and person, whatever the number of automations. */
async function passing(
  ctx: Context,
  candidates: ReadonlyMap<Runner, readonly Told[]>,
): Promise<{ runner: Runner; row: Told }[]> {
  const passed = new Set<string>();
  const asked = [...candidates].filter(([, rows]) => rows.length > 0).map(([runner]) => runner);
  const alike = Map.groupBy(asked, ({ automation: { action, asker } }) => `${action.object} ${JSON.stringify(asker)}`);
  for (const runners of alike.values()) {
    const { ctx: reading, automation } = runners[0]!;
    const object = ctx.catalogue.object(automation.action.object);
    const conditions = runners.map((runner) => runner.automation.action.condition);
    const holds = conditions.map((condition) =>
      condition === null ? sql`true` : sql`(${compileFilter(reading, object, condition, "t")}) is true`,
    );
    const statistics = conditions.some((condition) => condition !== null && filterUsesStatistics(object, condition));
    const ids = [...new Set(runners.flatMap((runner) => candidates.get(runner)!.map((row) => row.record_id)))];
    const rows = await ctx.db.query(sql<{ id: string; holds: boolean[] }>`
      select t.id, array[${sql.join(holds)}] as holds from ${fromObject(object, "t", statistics)}
      where t.id = any(${ids}::uuid[]) and t.deleted_at is null and ${rowCondition(reading, object, "t")}`);
    for (const row of rows)
      runners.forEach((runner, place) => row.holds[place] && passed.add(`${runner.automation.id} ${row.id}`));
  }
  return [...candidates].flatMap(([runner, rows]) =>
    rows.filter((row) => passed.has(`${runner.automation.id} ${row.record_id}`)).map((row) => ({ runner, row })),
  );
}

function hears({ trigger, action, xid }: Standing, row: Told): boolean {
  if (row.object !== action.object || UNHEARD.has(row.via)) return false;
  if (xid === null || BigInt(row.xid) < BigInt(xid)) return false;
  if (trigger.on === "becomes") return row.type === "created" || row.type === "updated";
  if (row.type !== trigger.on) return false;
  if (trigger.on !== "updated" || !trigger.fields?.length) return true;
  return trigger.fields.some((field) => row.touched.has(field));
}

/** What it did itself does not set it off again; longer ways back to it, and ways without end, are told in its log. */
async function notInCircles(
  ctx: Context,
  automation: Standing,
  rows: readonly Told[],
  chains: ReadonlyMap<string, string[]>,
): Promise<Told[]> {
  const chainOf = (row: Told): string[] => chains.get(row.operation_id) ?? [];
  const isCircle = (row: Told) => chainOf(row).includes(automation.id) || chainOf(row).length >= LONGEST_CHAIN;
  const stopped = rows.filter((row) => isCircle(row) && chainOf(row).at(-1) !== automation.id);
  const problem = { message: "Automations led back to one another; it was ended here", issues: [] };
  const told = stopped.map((row) => ({
    firing: { recordId: row.record_id, eventId: row.id, cause: row.operation_id, chain: chainOf(row) },
    status: "stopped" as const,
    problem,
  }));
  await note(ctx, automation, told, null);
  return rows.filter((row) => !isCircle(row));
}

/** As many as the day has room for; the others are held until the next. */
async function runSome(
  ctx: Context,
  runner: Runner,
  firings: readonly Firing[],
  totals: Map<Runner, { done: number; failed: number }>,
): Promise<void> {
  const { automation, actor } = runner;
  const total = totals.get(runner) ?? { done: 0, failed: 0 };
  // What is held goes first, so that a record's turns stay in order.
  const room = automation.held ? 0 : Math.max(0, automation.room - total.done - total.failed);
  const held = firings.slice(room).map((firing) => ({ firing, status: "held" as const }));
  await note(ctx, automation, held, null);
  const { done, failed } = await perform(ctx, automation, actor, firings.slice(0, room));
  totals.set(runner, { done: total.done + done, failed: total.failed + failed });
}

/** Runs what was held, as far as the day has room. @returns whether there is more that could run today */
export function runHeld(ctx: Context, standing: Standing): Promise<boolean> {
  return asSystem(ctx).transaction(async (inner) => {
    const [own] = await inner.db.query(sql<{ day: string | null; runs_today: number }>`
      select day, runs_today from automation_states where automation_id = ${standing.id}::uuid for update skip locked`);
    const room = own ? roomOf(inner, standing.dailyLimit, own) : 0;
    if (room <= 0) return false;
    const [runner] = await runnersOf(inner, [standing]);
    if (!runner) return false;
    const take = Math.min(room, AT_ONCE);
    const rows = await inner.db.query(sql<{
      id: string;
      record_id: string;
      event_id: string | null;
      cause: string | null;
      chain: string;
    }>`
      select r.id, r.record_id, r.event_id, (select e.operation_id from events e where e.id = r.event_id) as cause, r.chain::text as chain
      from automation_runs r where r.automation_id = ${standing.id}::uuid and r.status = 'held' order by r.id limit ${take}`);
    const waiting = new Map<string, Firing[]>();
    for (const row of rows) {
      const all = waiting.get(row.record_id) ?? [];
      waiting.set(row.record_id, all);
      const chain = JSON.parse(row.chain) as string[];
      all.push({ recordId: row.record_id, eventId: row.event_id, cause: row.cause, chain, runId: row.id });
    }
    const total = { done: 0, failed: 0 };
    for (let wave = 0; [...waiting.values()].some((all) => all.length > wave); wave += 1) {
      const { done, failed } = await perform(
        inner,
        standing,
        runner.actor,
        [...waiting.values()].flatMap((all) => all[wave] ?? []),
      );
      total.done += done;
      total.failed += failed;
    }
    await settle(inner, standing.id, total);
    return rows.length === take && take < room;
  });
}
