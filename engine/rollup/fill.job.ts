/** The job that reckons figures of records that are older than they are, in chunks. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { columnWith, sortSuffixOf } from "../query/columns.ts";
import { lockParents, recompute } from "./recompute.ts";
import { allRollUps, type RollUpField } from "./rollups.ts";

const CHUNK = 500;
const JOB = "rollUp.fill";
/** Who began to write before the figure was there has ended by then. */
const DELAY_SECONDS = 1;

export const askToFill = (ctx: Context): Promise<string> =>
  enqueue(ctx, JOB, {}, { key: JOB, delaySeconds: DELAY_SECONDS });

/** Begun again it reckons again: the answer is the same. */
export const fillRollUpsJob = defineJob({
  name: JOB,
  input: z.strictObject({}),
  async run(job) {
    const groups = Map.groupBy(allRollUps(job.ctx.catalogue), ({ object }) => object.name);
    let done = 0;
    for (const fields of groups.values()) done = await reckonAll(job, fields, done, sql`true`);
    return { records: done };
  },
});

/** Reckons the figures of the object's rows that fulfil the condition on `t`, those of the trash too. @returns how many there were with `done` */
export async function reckonAll<I>(
  { ctx, progress, cancelled, signal }: JobRun<I>,
  fields: readonly RollUpField[],
  done: number,
  which: ReturnType<typeof sql>,
): Promise<number> {
  const { table } = fields[0]!.object;
  let last: string | undefined = "00000000-0000-0000-0000-000000000000";
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

/** The column of the window's date, of the records that count. */
export const windowColumn = (ctx: Context, { rollUp }: RollUpField) =>
  columnWith(ctx, () => sql`true`, "c", rollUp.window!.field)(sortSuffixOf(rollUp.window!.field));
