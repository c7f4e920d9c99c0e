/** The job that reckons figures within so many days anew, where the days have moved on: records fall out at one end and come in at the other. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { columnWith } from "../query/columns.ts";
import { reckonAll } from "./fill.job.ts";
import { windowColumn } from "./recompute.ts";
import { allRollUps } from "./rollups.ts";

const JOB = "rollUp.windows";

/** Asks for the job where the workspace has such figures. */
export async function askToMoveWindows(ctx: Context): Promise<void> {
  if (allRollUps(ctx.catalogue).some(({ rollUp }) => rollUp.window)) await enqueue(ctx, JOB, {}, { key: JOB });
}

/** An edge that passed since the job last came to its end is looked for this much earlier, so that none is missed. */
const OVERLAP = sql`interval '2 days'`;

export const windowsJob = defineJob({
  name: JOB,
  input: z.strictObject({}),
  async run(job) {
    const { ctx } = job;
    const since = sql`(select coalesce(max(started_at), '-infinity') - ${OVERLAP} from job_runs where name = ${JOB} and status = 'done')`;
    let done = 0;
    for (const each of allRollUps(ctx.catalogue)) {
      const { rollUp } = each;
      if (!rollUp.window) continue;
      const column = windowColumn(ctx, rollUp);
      const parent = columnWith(ctx, () => sql`true`, "c", rollUp.by)("_id");
      const back = sql`make_interval(days => ${sql.lit(rollUp.window.days)})`;
      const passed = sql`exists (select 1 from ${sql.id(rollUp.child.table)} as c where ${parent} = t.id
        and ((${column} > ${since} and ${column} <= now() + ${OVERLAP}) or (${column} > ${since} - ${back} and ${column} <= now() - ${back} + ${OVERLAP})))`;
      done = await reckonAll(job, [each], done, passed);
    }
    // It runs every hour: of its runs only the last that came to its end is worth keeping.
    await ctx.db.query(sql`delete from job_runs where name = ${JOB} and status = 'done' and id <> ${job.id}::uuid
      and id <> (select id from job_runs where name = ${JOB} and status = 'done' order by started_at desc limit 1)`);
    return { records: done };
  },
});
