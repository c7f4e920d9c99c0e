/** What is in the trash, and the job that empties it of what has been there longer than the workspace keeps it. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { standsAlone, type CatalogueObject } from "#model/catalogue.ts";
import type { Json } from "#model/json.ts";
import { scopeOf } from "../access/rights.ts";
import { count, type Counted } from "../bulk/selection.ts";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { passSafely } from "../records/records.ts";
import { NO_ID, uuidv7 } from "../records/uuid.ts";

const TRASH_JOB = "trash";

const AT_ONCE = 1000;

/** Objects whose records people put into the trash themselves. */
const trashed = (ctx: Context): CatalogueObject[] =>
  [...ctx.catalogue.objects.values()].filter((object) => standsAlone(object) && !object.definition.internal);

/** How much of each object the actor finds in the trash; counted no further than 10,000. */
export async function countTrash(ctx: Context): Promise<{ object: string; count: Counted }[]> {
  const found: { object: string; count: Counted }[] = [];
  for (const object of trashed(ctx).filter((each) => scopeOf(ctx.actor, each, "read") !== "none"))
    found.push({ object: object.name, count: await count(ctx, object, { trash: true, until: uuidv7() }, "read") });
  return found;
}

/** Asks for the trash to be emptied of what is older than the workspace's days, where it says any. */
export async function askToEmpty(ctx: Context): Promise<void> {
  if (typeof ctx.workspace.settings.trashDays === "number") await enqueue(ctx, TRASH_JOB, {}, { key: TRASH_JOB });
}

/** Each thousand is committed by itself. What others still need stays, and is tried again the next day. */
export const trashJob = defineJob({
  name: TRASH_JOB,
  input: z.strictObject({}),
  async run(job): Promise<Json> {
    const days = job.ctx.workspace.settings.trashDays;
    const result = { purged: 0, kept: 0 };
    if (typeof days !== "number") return result;
    const oldest = new Date(job.ctx.now().getTime() - days * 86_400_000).toISOString();
    for (const object of trashed(job.ctx)) await empty(job, object, oldest, result);
    return result;
  },
});

async function empty(
  job: JobRun<object>,
  object: CatalogueObject,
  before: string,
  result: { purged: number; kept: number },
): Promise<void> {
  let place = { at: "-infinity", id: NO_ID };
  for (;;) {
    if (job.signal.aborted) throw new JobPaused();
    if (await job.cancelled()) throw new JobCancelled();
    const rows = await job.ctx.transaction(async (ctx) => {
      const old = await ctx.db.query<{ id: string; at: string }>(sql`
        select id, deleted_at::text as at from ${sql.id(object.table)}
        where deleted_at is not null and deleted_at < ${before}::timestamptz and (deleted_at, id) > (${place.at}::timestamptz, ${place.id}::uuid)
        order by deleted_at, id limit ${AT_ONCE}`);
      if (old.length === 0) return old;
      const outcomes = await passSafely(
        ctx,
        object.name,
        old.map(({ id }) => ({ kind: "purge", id })),
      );
      const purged = outcomes.filter((outcome) => outcome.done).length;
      result.purged += purged;
      result.kept += old.length - purged;
      return old;
    });
    if (rows.length === 0) return;
    place = rows.at(-1)!;
    await job.progress(result.purged + result.kept, null);
  }
}
