/** The job that gives all customers their class and scores anew, right after orders have changed. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { defineJob } from "#engine/jobs/definition.ts";
import { refreshClasses } from "./statistics.queries.ts";

export const CLASSES_JOB = "insight.classes";

export const classesJob = defineJob({
  name: CLASSES_JOB,
  input: z.strictObject({}),
  async run({ ctx, id }) {
    const changed = await refreshClasses(ctx);
    // It runs after every change of orders: only its last run is worth keeping in the list of jobs.
    await ctx.db.query(sql`delete from job_runs where name = ${CLASSES_JOB} and status = 'done' and id <> ${id}::uuid`);
    return { changed };
  },
});
