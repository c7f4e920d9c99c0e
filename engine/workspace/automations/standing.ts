/** The automations that are on, with how far each is. */
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import { dayIn } from "#model/time-zone.ts";
import type { Actor, Context } from "../../context.ts";
import { Forbidden } from "#model/errors.ts";
import { actorOf, askerSchema, type Asker } from "../../identity/on-behalf.ts";
import { update } from "../../records/records.ts";
import { asSystem } from "../../context.ts";
import { readCondition, stepsSchema, type ActionDefinition } from "../actions/action.ts";
import { mayPress } from "../actions/offered.ts";
import { triggerSchema, type Automation, type OffReason } from "./automation.ts";
import { NO_ID } from "../../records/uuid.ts";

export interface Standing extends Automation {
  asker: Asker;
  /** Transactions before it are of no concern; null where it has to begin from now. */
  xid: string | null;
  dueAt: Date | null;
  position: string | null;
  /** Runs that the day still has room for. */
  room: number;
  held: boolean;
}

interface Row {
  id: string;
  name: string;
  object: string;
  trigger: string;
  condition: string | null;
  steps: string;
  daily_limit: number;
  asker: string | null;
  xid: string | null;
  due_at: Date | null;
  position: string | null;
  day: string | null;
  runs_today: number | null;
  held: boolean;
}

/** As a button's, so that what there is for those does it. */
export function actionOf(row: { name: string; object: string; condition: Json; steps: Json }): ActionDefinition {
  return {
    object: row.object,
    name: "automation",
    icon: null,
    places: [],
    inputs: [],
    condition: readCondition(row.condition),
    steps: stepsSchema.parse(row.steps),
  };
}

/** In the order in which they run. One statement. */
export async function standingAutomations(ctx: Context): Promise<Standing[]> {
  const rows = await ctx.db.query(sql<Row>`
    select a.id, a.name, a.object, a.trigger::text as trigger, a.condition::text as condition, a.steps::text as steps, a.daily_limit::int as daily_limit,
      s.asker::text as asker, s.xid::text as xid, s.due_at, s.position, s.day, s.runs_today,
      exists (select from automation_runs r where r.automation_id = a.id and r.status = 'held') as held
    from automations a left join automation_states s on s.automation_id = a.id where a.active and a.deleted_at is null order by a.position, a.id`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    trigger: triggerSchema.parse(JSON.parse(row.trigger)),
    dailyLimit: row.daily_limit,
    action: actionOf({
      name: row.name,
      object: row.object,
      condition: row.condition === null ? null : (JSON.parse(row.condition) as Json),
      steps: JSON.parse(row.steps) as Json,
    }),
    asker: row.asker === null ? NOBODY : askerSchema.parse(JSON.parse(row.asker)),
    xid: row.xid,
    dueAt: row.due_at,
    position: row.position,
    room: roomOf(ctx, row.daily_limit, row),
    held: row.held,
  }));
}

/** Of one whose state is gone; nobody may work in that name. */
const NOBODY: Asker = { kind: "user", userId: NO_ID, roleId: null };

/** The workspace's day, by which runs are counted. */
export const dayOf = (ctx: Context): string => dayIn(ctx.workspace.settings.timeZone, ctx.now());

/** Runs that the day still has room for. */
export const roomOf = (
  ctx: Context,
  limit: number,
  { day, runs_today: runs }: Pick<Row, "day" | "runs_today">,
): number => limit - (day === dayOf(ctx) ? (runs ?? 0) : 0);

/** In whose rights it runs just now, or why it cannot. @param people those asked about already in this transaction */
export async function runnerOf(
  ctx: Context,
  automation: Standing,
  people = new Map<string, Promise<Actor>>(),
): Promise<Actor | OffReason> {
  if (!ctx.catalogue.objects.has(automation.action.object)) return "gone";
  let actor: Actor;
  try {
    const name = JSON.stringify(automation.asker);
    const asked = people.get(name) ?? actorOf(ctx, automation.asker);
    people.set(name, asked);
    actor = await asked;
  } catch (error) {
    if (error instanceof Forbidden) return "person";
    throw error;
  }
  return mayPress({ ...ctx, actor }, automation.action) ? actor : "rights";
}

/** In the name of the system, within the transaction of the look that found it out. */
export async function switchOff(ctx: Context, id: string, reason: OffReason): Promise<void> {
  await update(asSystem(ctx), "automation", id, { active: false, offReason: reason });
}

/** More than these held back, and it is switched off rather than let grow. */
const MOST_HELD = 10_000;
/** Failures in a row after which it is switched off. */
const MOST_FAILURES = 50;

/** Counts what was run today, and switches off what fails again and again or holds back too much. Two statements. */
export async function settle(
  ctx: Context,
  id: string,
  { done, failed }: { done: number; failed: number },
): Promise<void> {
  const today = dayOf(ctx);
  await ctx.db.query(sql`update automation_states set day = ${today}, last_at = ${ctx.now().toISOString()}::timestamptz,
    runs_today = case when day = ${today} then runs_today else 0 end + ${done + failed}::int,
    failures = case when ${done}::int > 0 then 0 else failures + ${failed}::int end where automation_id = ${id}::uuid`);
  const [row] = await ctx.db.query(sql<{ failures: number; held: number }>`
    select s.failures, (select count(*)::int from (
      select from automation_runs r where r.automation_id = s.automation_id and r.status = 'held' limit ${MOST_HELD + 1}) as h) as held
    from automation_states s where s.automation_id = ${id}::uuid`);
  if (row && row.failures >= MOST_FAILURES) await switchOff(ctx, id, "failing");
  else if (row && row.held > MOST_HELD) await switchOff(ctx, id, "held");
}
