/** The job that reckons figures of recent records anew, where the days have moved on: records fall out at one end and come in at the other. */
import { ANCHORS, anchorOf, type Anchor } from "#model/relative-date.ts";
import { sql, type Sql } from "#model/sql.ts";
import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { columnWith } from "../query/columns.ts";
import { reckonAll } from "./fill.job.ts";
import { windowColumn } from "./recompute.ts";
import { allRollUps, type RollUpField } from "./rollups.ts";

const JOB = "rollUp.windows";

/** Asks for the job where the workspace has such figures. */
export async function askToMoveWindows(ctx: Context): Promise<void> {
  if (allRollUps(ctx.catalogue).some(({ rollUp }) => rollUp.window)) await enqueue(ctx, JOB, {}, { key: JOB });
}

/** An edge that passed since the job last came to its end is looked for this much earlier, so that none is missed. */
const OVERLAP = sql`interval '2 days'`;

/** When each period began, as instants. */
type Beginnings = Partial<Record<Anchor, string>>;

const beginningsOf = (ctx: Context): Beginnings =>
  Object.fromEntries(ANCHORS.map((anchor) => [anchor, anchorOf(anchor, ctx.now(), ctx.workspace.settings, "instant")]));

/** What the run that last came to its end went by: also the calendar of the company may have become another since. */
async function beginningsBefore(ctx: Context): Promise<Beginnings> {
  const [row] = await ctx.db.query(sql<{ since: Beginnings | null }>`
    select result -> 'since' as since from job_runs where name = ${JOB} and status = 'done' order by started_at desc limit 1`);
  return row?.since ?? {};
}

export const windowsJob = defineJob({
  name: JOB,
  input: z.strictObject({}),
  async run(job) {
    const { ctx } = job;
    const [before, since] = [await beginningsBefore(ctx), beginningsOf(ctx)];
    let done = 0;
    for (const each of allRollUps(ctx.catalogue))
      if (each.rollUp.window) done = await reckonAll(job, [each], done, passed(ctx, each, before, since));
    // It runs every hour: of its runs only the last that came to its end is worth keeping.
    await ctx.db.query(sql`delete from job_runs where name = ${JOB} and status = 'done' and id <> ${job.id}::uuid
      and id <> (select id from job_runs where name = ${JOB} and status = 'done' order by started_at desc limit 1)`);
    return { records: done, since };
  },
});

/** Has an edge of the window passed a record that points at `t`, since the last run? */
function passed(ctx: Context, { rollUp }: RollUpField, before: Beginnings, now: Beginnings): Sql {
  const { days, since } = rollUp.window!;
  const run = sql`(select coalesce(max(started_at), '-infinity') - ${OVERLAP} from job_runs where name = ${JOB} and status = 'done')`;
  const column = windowColumn(ctx, rollUp);
  const parent = columnWith(ctx, () => sql`true`, "c", rollUp.by)("_id");
  const back = sql`make_interval(days => ${sql.lit(days ?? 0)})`;
  const fellOut = since
    ? between(column, before[since], now[since]!)
    : sql`(${column} > ${run} - ${back} and ${column} <= now() - ${back} + ${OVERLAP})`;
  return sql`exists (select 1 from ${sql.id(rollUp.child.table)} as c where ${parent} = t.id
    and ((${column} > ${run} and ${column} <= now() + ${OVERLAP}) or ${fellOut}))`;
}

/** Between where the period began and where it begins now, whichever is the earlier; nothing as long as that is the same. */
function between(column: Sql, before: string | undefined, now: string): Sql {
  if (before === now) return sql`false`;
  const [first, last] = [before ?? "-infinity", now].toSorted();
  return sql`(${column} >= ${first}::timestamptz - ${OVERLAP} and ${column} < ${last}::timestamptz + ${OVERLAP})`;
}
