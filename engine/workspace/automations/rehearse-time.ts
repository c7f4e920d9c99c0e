/** Rehearses what time sets off: each day of 90 as an automation that looks daily would have seen it. */
import { sql } from "#model/sql.ts";
import type { JsonObject } from "#model/json.ts";
import { matches } from "#model/matches.ts";
import { differing, type Context } from "../../context.ts";
import { rowCondition } from "../../access/record-rights.ts";
import { toldOf } from "../../events/history.ts";
import { filterUsesStatistics, fromObject } from "../../query/columns.ts";
import { compileFilter } from "../../query/filter.ts";
import { readValues } from "../../query/read.ts";
import { ownFieldsIn, type Automation } from "./automation.ts";
import { DAY_MS, DAYS, Gathering, type Rehearsed } from "./rehearsal.ts";
import { judgingOf } from "./states.ts";

const AT_ONCE = 1_000;
/** Of one day, and of the records that were changed in the 90 days, no more are looked at. */
const MOST = 20_000;

/** @param border asked between days with how many of them are done */
export async function rehearseTime(
  ctx: Context,
  automation: Automation,
  border: (done: number) => Promise<void>,
): Promise<Rehearsed> {
  const object = ctx.catalogue.object(automation.action.object);
  const condition = automation.action.condition!;
  const exact = ownFieldsIn(object, condition) !== undefined;
  const now = ctx.now();
  const begin = new Date(now.getTime() - DAYS * DAY_MS);
  const gathering = new Gathering(ctx, automation);
  const from = fromObject(object, "t", filterUsesStatistics(object, condition));
  const seen = sql`t.deleted_at is null and ${rowCondition(ctx, object, "t")}`;
  const holdsAt = (at: Date) =>
    sql`(${compileFilter(
      differing(ctx, (each) => ({ ...each, now: () => at })),
      object,
      condition,
      "t",
    )}) is true`;
  // What was not changed since stood as it stands; only the days have moved.
  const untouched = exact ? sql`t.updated_at < ${begin.toISOString()}::timestamptz` : sql`true`;
  let capped = false;
  for (let day = 1; day <= DAYS; day += 1) {
    const [before, at] = [dayAfter(begin, day - 1), dayAfter(begin, day)];
    const rows = await ctx.db.query(sql<{ id: string }>`select t.id from ${from}
      where ${seen} and ${untouched} and ${holdsAt(at)} and not ${holdsAt(before)} order by t.id limit ${MOST}`);
    capped ||= rows.length === MOST;
    for (const [id, values] of await valuesOf(ctx, automation, rows)) gathering.add(id, at, values);
    await border(day);
  }
  if (exact) {
    const touched = await ctx.db.query(sql<{ id: string }>`select t.id from ${sql.id(object.table)} as t
      where ${seen} and not ${untouched} order by t.updated_at desc limit ${MOST}`);
    capped ||= touched.length === MOST;
    for (let first = 0; first < touched.length; first += AT_ONCE) {
      await judgeTouched(ctx, automation, touched.slice(first, first + AT_ONCE), begin, gathering);
      await border(DAYS);
    }
  }
  const [standing] = await ctx.db.query(sql<{ count: number }>`select count(*)::int as count from (
    select from ${from} where ${seen} and ${holdsAt(now)} limit ${MOST}) as n`);
  return gathering.result({ now: standing!.count, exact, capped });
}

const dayAfter = (begin: Date, days: number): Date => new Date(begin.getTime() + days * DAY_MS);

async function valuesOf(
  ctx: Context,
  { action }: Automation,
  rows: readonly { id: string }[],
): Promise<Map<string, JsonObject>> {
  const ids = rows.map(({ id }) => id);
  return readValues(ctx, ctx.catalogue.object(action.object), ids);
}

/** Records that were changed: led back from day to day through their changes. */
async function judgeTouched(
  ctx: Context,
  automation: Automation,
  rows: readonly { id: string }[],
  begin: Date,
  gathering: Gathering,
): Promise<void> {
  const object = ctx.catalogue.object(automation.action.object);
  const standing = await valuesOf(ctx, automation, rows);
  const changes = await ctx.db.query(sql<{ id: string; event: string; at: Date; type: string; before: string | null }>`
    select record_id as id, id as event, at, type, before::text as before from events
    where record_id = any(${rows.map(({ id }) => id)}::uuid[]) and type in ('created', 'updated')
      and at >= ${begin.toISOString()}::timestamptz order by version desc`);
  const byRecord = Map.groupBy(changes, ({ id }) => id);
  for (const [id, now] of standing) {
    let values: JsonObject | null = now;
    const since = byRecord.get(id) ?? [];
    let next = 0;
    const held: { at: Date; holds: boolean; values: JsonObject | null }[] = [];
    for (let day = DAYS; day >= 0; day -= 1) {
      const at = dayAfter(begin, day);
      for (; next < since.length && since[next]!.at > at; next += 1) {
        const { event, type, before } = since[next]!;
        values = type === "created" ? null : { ...values, ...toldOf(object, event, before) };
      }
      const judging = judgingOf(ctx, ctx.actor.userId, at);
      held.push({
        at,
        holds: values !== null && matches(judging, object, automation.action.condition!, values),
        values,
      });
    }
    for (const [place, each] of held.slice(0, -1).entries())
      if (each.holds && !held[place + 1]!.holds) gathering.add(id, each.at, each.values!);
  }
}
