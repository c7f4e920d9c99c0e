/** What automations did and what they hold back: the log of one, how each does, and trying again. */
import { sql } from "#model/sql.ts";
import { Conflict, NotFound } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { visibleIds } from "../../access/visible.ts";
import type { Context } from "../../context.ts";
import { AUTOMATIONS_CHANNEL } from "../../identity/notices.ts";
import { read } from "../../query/read.ts";
import { titlesOf } from "../../query/titles.ts";
import { uuidFloor } from "../../records/uuid.ts";
import { dayOf } from "./standing.ts";

export const RUN_STATES = ["done", "failed", "held", "stopped"] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface Run {
  id: string;
  status: RunState;
  record: { object: string; id: string; title: string | null } | null;
  operationId: string | null;
  problem: Json;
  at: string;
}

/** Newest first; a record that the viewer may not see is not named, nor is told what was wrong with it. */
export async function listRuns(
  ctx: Context,
  automationId: string,
  query: { status?: RunState | undefined; cursor?: string | undefined; limit: number },
): Promise<{ data: Run[]; nextCursor: string | null }> {
  await read(ctx, "automation", automationId, { fields: ["id"] });
  const rows = await ctx.db.query<{ run: string }>(sql`
    select json_build_object('id', r.id, 'status', r.status, 'record', json_build_object('object', r.object, 'id', r.record_id),
      'operationId', r.operation_id, 'problem', r.problem, 'at', ${sql.instant("r.at")})::text as run from automation_runs r
    where r.automation_id = ${automationId}::uuid and ${query.status ? sql`r.status = ${query.status}` : sql`true`}
      and ${query.cursor ? sql`r.id < ${query.cursor}::uuid` : sql`true`} order by r.id desc limit ${query.limit + 1}`);
  const runs = rows.slice(0, query.limit).map(({ run }) => JSON.parse(run) as Run & { record: { object: string } });
  const known = runs.filter(({ record }) => ctx.catalogue.objects.has(record.object));
  const byObject = Map.groupBy(known, ({ record }) => record.object);
  const ids = new Map([...byObject].map(([name, own]) => [name, own.map(({ record }) => record.id)]));
  const visible = await visibleIds(ctx, ids);
  const titles = new Map<string, string | null>();
  for (const [name, own] of ids) {
    const seen = own.filter((id) => visible.has(id));
    for (const [id, title] of await titlesOf(ctx, name, seen)) titles.set(id, title);
  }
  const data = runs.map(({ record, problem, ...run }) => {
    const isSeen = titles.has(record.id);
    return {
      ...run,
      record: isSeen ? { ...record, title: titles.get(record.id)! } : null,
      problem: isSeen ? problem : null,
    };
  });
  return { data, nextCursor: rows.length > query.limit ? runs.at(-1)!.id : null };
}

/** Lets one that failed run once more, as the record stands then. @throws Conflict where it did not fail, or the automation is off */
export function runAgain(ctx: Context, automationId: string, id: string): Promise<void> {
  return ctx.transaction(async (inner) => {
    const automation = await read(inner, "automation", automationId, { fields: ["active"] });
    if (automation["active"] !== true) throw new Conflict("The automation is switched off");
    const [row] = await inner.db.query(sql<{ status: string }>`
      select status from automation_runs where id = ${id}::uuid and automation_id = ${automationId}::uuid for update`);
    if (!row) throw new NotFound("There is no such run");
    if (row.status !== "failed") throw new Conflict("Only what failed can be tried again");
    await inner.db.query(sql`update automation_runs set status = 'held' where id = ${id}::uuid`);
    await inner.db.query(sql`select pg_notify(${AUTOMATIONS_CHANNEL}, ${inner.workspace.slug})`);
  });
}

export interface AutomationHealth {
  id: string;
  doneToday: number;
  failed: number;
  held: number;
  lastAt: string | null;
}

const MOST_COUNTED = 1_000;
/** So far back failures are counted: seven days. */
const RECENT_MS = 7 * 86_400_000;

/** How all automations do; counts end at a thousand. One statement. */
export async function readAutomationHealth(ctx: Context): Promise<AutomationHealth[]> {
  // Their ids say when they were: nothing older is looked at.
  const floor = uuidFloor(new Date(ctx.now().getTime() - RECENT_MS));
  const counted = (status: RunState) => sql`(select count(*)::int from (
    select from automation_runs r where r.automation_id = a.id and r.status = ${status}
      ${status === "failed" ? sql`and r.id >= ${floor}::uuid` : sql``} limit ${MOST_COUNTED}) as c)`;
  const rows = await ctx.db.query(sql<{ health: string }>`
    select json_build_object('id', a.id, 'doneToday', case when s.day = ${dayOf(ctx)} then s.runs_today else 0 end, 'failed', ${counted("failed")},
      'held', ${counted("held")} + coalesce(s.held, 0), 'lastAt', ${sql.instant("s.last_at")})::text as health
    from automations a left join automation_states s on s.automation_id = a.id where a.deleted_at is null order by a.id`);
  return rows.map(({ health }) => JSON.parse(health) as AutomationHealth);
}

/** Days for which the log is kept. */
const KEPT = 90;
const AT_ONCE = 10_000;

export async function tidyRuns(ctx: Context): Promise<void> {
  for (;;) {
    const gone = await ctx.db.query(sql`delete from automation_runs where id in (
      select id from automation_runs where at < now() - make_interval(days => ${KEPT}::int) order by id limit ${AT_ONCE}) returning id`);
    if (gone.length < AT_ONCE) return;
  }
}
