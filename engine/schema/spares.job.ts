/** The job that empties columns of fields that were deleted for good, so that new fields can take them. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { NO_ID } from "../records/uuid.ts";
import { isRebuildDue } from "../search/rebuild.job.ts";
import { lockShape } from "./shape-lock.ts";
import type { Spares } from "./spares.ts";

const JOB = "schema.emptying";
/** Rows are held from one chunk's beginning to its end. */
const CHUNK = 500;
const LATER_SECONDS = 5;

export const askForEmptying = (ctx: Context, delaySeconds = 0): Promise<string> =>
  enqueue(ctx, JOB, {}, { key: JOB, delaySeconds });

/** Begun again it goes over the rows once more; those that are empty are only read. */
export const sparesJob = defineJob({
  name: JOB,
  input: z.strictObject({}),
  attempts: 3,
  async run(job) {
    let done = 0;
    for (const [table, columns] of Object.entries(await readSpares(job.ctx))) {
      const full = Object.keys(columns).filter((name) => !columns[name]!.empty);
      if (full.length === 0) continue;
      if (await isReadStill(job.ctx, table)) {
        await askForEmptying(job.ctx, LATER_SECONDS);
        continue;
      }
      done += await emptyAll(job, table, full, done);
      await markEmpty(job.ctx, table, full);
    }
    return { records: done };
  },
});

/** Records that were found by these values are told by them, until they are found so no more. */
async function isReadStill(ctx: Context, table: string): Promise<boolean> {
  const object = [...ctx.catalogue.objects.values()].find((each) => each.table === table);
  return object !== undefined && isRebuildDue(ctx, object.name);
}

async function readSpares(ctx: Context): Promise<Spares> {
  const [row] = await ctx.db.query(sql<{ spares: string }>`select spares::text as spares from custom_schema`);
  return row ? (JSON.parse(row.spares) as Spares) : {};
}

/** Nobody knows these columns any more, so what is behind stays empty. No version rises: nothing that anybody sees is changed. */
async function emptyAll(
  { ctx, progress, cancelled, signal }: JobRun<unknown>,
  table: string,
  full: string[],
  before: number,
) {
  const columns = full.map((name) => sql.id(name));
  const filled = sql.join(
    columns.map((name) => sql`${name} is not null`),
    sql` or `,
  );
  let done = 0;
  for (let last: string | undefined = NO_ID; last !== undefined;) {
    if (signal.aborted) throw new JobPaused();
    if (await cancelled()) throw new JobCancelled();
    const rows: { id: string }[] = await ctx.db.query(sql<{ id: string }>`
      with few as (select id from ${sql.id(table)} where id > ${last}::uuid and (${filled}) order by id limit ${CHUNK} for update)
      update ${sql.id(table)} as t set ${sql.join(columns.map((name) => sql`${name} = null`))} from few where t.id = few.id returning t.id`);
    done += rows.length;
    await progress(before + done);
    last = rows.length < CHUNK ? undefined : rows.reduce((highest, { id }) => (id > highest ? id : highest), last);
  }
  return done;
}

/** What PostgreSQL reckons of the old values would be told of the new field's. */
function markEmpty(ctx: Context, table: string, names: readonly string[]): Promise<void> {
  return ctx.transaction(async (inner) => {
    await lockShape(inner);
    const spares = await readSpares(inner);
    for (const name of names) {
      const spare = spares[table]?.[name];
      if (!spare) continue;
      spare.empty = true;
      await inner.db.query(sql`select pg_clear_attribute_stats(${ctx.workspace.schema}, ${table}, ${name}, false)`);
    }
    await inner.db.query(sql`update custom_schema set spares = ${JSON.stringify(spares)}::jsonb`);
  });
}
