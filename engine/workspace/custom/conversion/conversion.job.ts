/** The job that changes the kind of a field whose records have values: columns of the new kind are filled beside the old, then take their place. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { Conflict } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Context } from "../../../context.ts";
import { placeOfNow } from "../../../events/feed.ts";
import { actingAs, actorOf, askerOf, askerSchema } from "../../../identity/on-behalf.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../../../jobs/definition.ts";
import { enqueue } from "../../../jobs/queue.ts";
import { update } from "../../../records/records.ts";
import { lockShape } from "../../../schema/shape-lock.ts";
import { nextNumber, reshapeToStored } from "../reshaping.ts";
import { catchUp } from "./catching-up.ts";
import { filledColumn, moveValues, readColumns } from "./moving.ts";
import { checkWanted, conversionOf, type Conversion, type Wanted } from "./preview.ts";
import {
  conversionDefinition,
  conversionsOf,
  forgetConversion,
  keepConversion,
  LAST,
  type PlacedConversion,
} from "./stored-conversions.ts";
import { NO_ID } from "../../../records/uuid.ts";

const JOB = "fields.convert";
const CHUNK = 1_000;

const input = z.strictObject({
  field: z.uuid(),
  type: z.string(),
  settings: z.record(z.string(), z.json()),
  by: askerSchema,
});

/** @returns the job's id. @throws InvalidInput, NotFound as the preview does */
export async function startConversion(ctx: Context, id: string, wanted: Wanted): Promise<string> {
  checkWanted(ctx, await conversionOf(ctx, id, wanted));
  return enqueue(
    ctx,
    JOB,
    { field: id, ...wanted, by: askerOf(ctx.actor) as unknown as JsonObject },
    { key: `${JOB} ${id}` },
  );
}

export const conversionJob = defineJob<z.output<typeof input>>({
  name: JOB,
  input,
  async dropped(ctx, { field }) {
    const [under] = await ctx.db.query(
      sql`select 1 from job_runs where name = ${JOB} and status = 'running' and input->'data'->>'field' = ${field}`,
    );
    if (!under) await abandon(ctx, field);
  },
  async run(job): Promise<Json> {
    const wanted: Wanted = { type: job.input.type, settings: job.input.settings as JsonObject };
    const conversion = await conversionOf(job.ctx, job.input.field, wanted);
    let stored = await begin(job.ctx, conversion, wanted);
    try {
      const [done, lost] = await fill(job, conversion, stored);
      stored = await follow(job, conversion, { ...stored, done: LAST });
      // The door catches up with the rest, alone with the table, and lets the columns change places.
      const { ctx, input: asked } = job;
      const acting = actingAs(ctx, await actorOf(ctx, asked.by), ctx.via, ctx.operationId);
      await update(acting, "customField", conversion.id, { ...wanted });
      return { records: done, lost };
    } catch (error) {
      if (error instanceof JobCancelled) await abandon(job.ctx, conversion.id);
      throw error;
    }
  },
});

/** Makes the new columns, or finds those that an attempt before left, and how far they are filled. */
function begin(ctx: Context, { id, field, from }: Conversion, { type, settings }: Wanted): Promise<PlacedConversion> {
  return ctx.transaction(async (inner) => {
    await lockShape(inner);
    const [row] = await inner.db.query(
      sql<{ number: string; type: string }>`select number, type from custom_fields where id = ${id}::uuid`,
    );
    if (Number(row?.number) !== field.number || row?.type !== from.definition.type)
      throw new Conflict("The field has been changed meanwhile");
    const { next } = await conversionsOf(inner.db, id);
    if (next && next.type === type && JSON.stringify(next.settings) === JSON.stringify(settings)) return next;
    const begun: PlacedConversion = {
      field: id,
      state: "next",
      type,
      settings,
      number: await nextNumber(inner),
      place: await placeOfNow(inner),
      snapshot: null,
      done: null,
    };
    await keepConversion(inner.db, begun);
    await reshapeToStored(inner);
    return begun;
  });
}

/** Reads every record with a value once. What is changed behind our back stands in the events. @returns records read, values lost */
async function fill(job: JobRun<unknown>, { from }: Conversion, stored: PlacedConversion): Promise<[number, number]> {
  const { ctx } = job;
  const filled = sql.ref(`t.${filledColumn(from)}`);
  let [done, lost, last] = [0, 0, stored.done ?? NO_ID];
  while (last !== LAST) {
    await mayGoOn(job);
    const values = await readColumns(ctx, from, sql`t.id > ${last}::uuid and ${filled} is not null`, CHUNK);
    last = values.length < CHUNK ? LAST : values.at(-1)!.id;
    lost += await ctx.transaction(async (inner) => {
      await keepConversion(inner.db, { ...stored, done: last });
      return moveValues(inner, from, conversionDefinition(stored), values);
    });
    done += values.length;
    await job.progress(done);
  }
  return [done, lost];
}

/** Follows the changes until it is close behind them. */
async function follow(
  job: JobRun<unknown>,
  { object, from }: Conversion,
  stored: PlacedConversion,
): Promise<PlacedConversion> {
  for (let behind = stored; ;) {
    await mayGoOn(job);
    const { place, more } = await catchUp(job.ctx, object, from, behind);
    behind = { ...behind, place };
    await keepConversion(job.ctx.db, behind);
    if (!more) return behind;
  }
}

async function mayGoOn({ signal, cancelled }: JobRun<unknown>): Promise<void> {
  if (signal.aborted) throw new JobPaused();
  if (await cancelled()) throw new JobCancelled();
}

/** Columns that are filled by nobody, as after a process that ended while it cleared them away. */
export async function tidyConversions(ctx: Context): Promise<void> {
  const left = await ctx.db.query(sql<{
    field: string;
  }>`select field_id as field from field_conversions as c where state = 'next' and not exists
    (select 1 from job_runs where name = ${JOB} and status in ('queued', 'running') and input->'data'->>'field' = c.field_id::text)`);
  for (const { field } of left) await abandon(ctx, field);
}

/** The columns that were being filled go. */
function abandon(ctx: Context, id: string): Promise<void> {
  return ctx.transaction(async (inner) => {
    await lockShape(inner);
    await forgetConversion(inner.db, id, "next");
    await reshapeToStored(inner);
  });
}
