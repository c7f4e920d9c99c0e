/** The job that reckons figures of records that are older than they are, in chunks. */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { tellOfShape } from "../workspace/custom/one-at-a-time.ts";
import { lockParents, recompute } from "./recompute.ts";
import { allRollUps, type RollUpField } from "./rollups.ts";
import { NO_ID } from "../records/uuid.ts";

const CHUNK = 500;
const JOB = "rollUp.fill";
/** All processes have heard of the figure by then. */
const DELAY_SECONDS = 1;
/** Milliseconds. What stays open longer, some other program's say, is not waited for. */
const LONGEST_WAIT = 60_000;

export const askToFill = (ctx: Context): Promise<string> =>
  enqueue(ctx, JOB, {}, { key: JOB, delaySeconds: DELAY_SECONDS });

/** Begun again it reckons again: the answer is the same. */
export const fillRollUpsJob = defineJob({
  name: JOB,
  input: z.strictObject({}),
  async run(job) {
    await writersBeforeEnd(job);
    const groups = Map.groupBy(allRollUps(job.ctx.catalogue), ({ object }) => object.name);
    let done = 0;
    for (const fields of groups.values()) done = await reckonAll(job, fields, done, sql`true`);
    // No event tells of figures: all who show the records read them anew.
    await tellOfShape(job.ctx);
    return { records: done };
  },
});

/** Who began to write before the figure was known to them does not keep it: their transactions end before it is reckoned. */
async function writersBeforeEnd<I>({ ctx, server, cancelled, signal }: JobRun<I>): Promise<void> {
  const [row] = await ctx.db.query(sql<{ now: string }>`select clock_timestamp()::text as now`);
  for (const until = Date.now() + LONGEST_WAIT; Date.now() < until; await wait(50)) {
    if (signal.aborted) throw new JobPaused();
    if (await cancelled()) throw new JobCancelled();
    const [open] = await server.query(sql<{ any: boolean }>`
      select exists (select 1 from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and xact_start < ${row!.now}::timestamptz) as any`);
    if (!open!.any) return;
  }
}

/** Reckons the figures of the object's rows that fulfil the condition on `t`, those of the trash too. @returns how many there were with `done` */
export async function reckonAll<I>(
  { ctx, progress, cancelled, signal }: JobRun<I>,
  fields: readonly RollUpField[],
  done: number,
  which: ReturnType<typeof sql>,
): Promise<number> {
  const { table } = fields[0]!.object;
  let last: string | undefined = NO_ID;
  while (last !== undefined) {
    if (signal.aborted) throw new JobPaused();
    if (await cancelled()) throw new JobCancelled();
    const rows: { id: string }[] = await ctx.db.query<{ id: string }>(
      sql`select t.id from ${sql.id(table)} as t where t.id > ${last}::uuid and ${which} order by t.id limit ${CHUNK}`,
    );
    const ids = rows.map((row) => row.id);
    await ctx.transaction(async (inner) => {
      await lockParents(inner, table, ids);
      await recompute(inner, fields, ids);
    });
    done += ids.length;
    await progress(done);
    last = ids.length < CHUNK ? undefined : ids.at(-1);
  }
  return done;
}
