/** The verbs of bulk work: look at what would be done, begin it, and the job that does it. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Json } from "#model/json.ts";
import { principalOf, type Context } from "../context.ts";
import { rolledBack } from "../database/rolled-back.ts";
import { describeChanges, type FieldChange } from "../events/history.ts";
import { auditChanges } from "../events/reading.ts";
import { actingAs, actorOf, askerOf } from "../identity/on-behalf.ts";
import { defineJob, JobCancelled, JobPaused } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { titlesOf } from "../query/titles.ts";
import { uuidv7 } from "../records/uuid.ts";
import { readRow, type BulkRow } from "./bulk-row.ts";
import { actionOf, assertMayDo, checkDeed, isInTrash, type Deed, type Selection } from "./deed.ts";
import { perform } from "./perform.ts";
import { problemsOf, type BulkProblem } from "./problems.ts";
import { count, nextIds, type Bounded, type Counted } from "./selection.ts";

const BULK_JOB = "bulk";

const AT_ONCE = 1000;
const PROBLEMS_KEPT = 100;
const TRIED = 100;
const SHOWN = 10;

const bounded = (selection: Selection, deed: Deed, until: string): Bounded => ({
  ...selection,
  trash: isInTrash(deed),
  until,
});

export interface BulkPreview {
  /** Records of the selection that the actor sees. */
  matching: Counted;
  /** Those of them that the role allows the act on. */
  allowed: Counted;
  /** How many of the first were tried. */
  tried: number;
  sample: { id: string; title: string | null; unchanged: boolean; changes: FieldChange[] }[];
  problems: BulkProblem[];
}

/** What would be done: the first hundred are done on trial and taken back. */
export async function previewBulk(
  ctx: Context,
  objectName: string,
  deed: Deed,
  selection: Selection,
): Promise<BulkPreview> {
  const object = ctx.catalogue.object(objectName);
  assertMayDo(ctx, object, deed);
  await checkDeed(ctx, object, deed, selection);
  const asked = bounded(selection, deed, uuidv7());
  const matching = await count(ctx, object, asked, "read");
  const allowed = await count(ctx, object, asked, actionOf(deed));
  const ids = await nextIds(ctx, object, asked, null, TRIED);
  const titles = await titlesOf(ctx, object.name, ids.slice(0, SHOWN));
  const preview = await rolledBack(actingAs(ctx, ctx.actor, "bulk", uuidv7()), async (inner) => {
    const outcomes = await perform(inner, object, deed, ids);
    const shown = outcomes.filter((outcome) => outcome.done).slice(0, SHOWN);
    const events = await inner.db.query<{
      record: string;
      type: string;
      before: string | null;
      after: string | null;
    }>(sql`
      select record_id as record, type, before::text as before, after::text as after from events
      where operation_id = ${inner.operationId}::uuid and record_id = any(${shown.map(({ id }) => id)}::uuid[])`);
    const changes = await describeChanges(inner, object, events);
    const changesOf = new Map(events.map((event, index) => [event.record, changes[index]!]));
    return {
      matching,
      allowed,
      tried: ids.length,
      sample: shown.map((outcome) => ({
        id: outcome.id!,
        title: titles.get(outcome.id!) ?? null,
        unchanged: outcome.done && outcome.unchanged === true,
        changes: changesOf.get(outcome.id!) ?? [],
      })),
      problems: await problemsOf(inner, object, outcomes, SHOWN),
    };
  });
  // Told after the trial was taken back, for what was read stays read.
  await auditChanges(
    ctx,
    preview.sample.map(({ id, changes }) => ({ object, id, fields: changes.map(({ field }) => field) })),
  );
  return preview;
}

/** Asks for it to be done. @returns the id of the run and of its job. */
export async function startBulk(
  ctx: Context,
  objectName: string,
  deed: Deed,
  selection: Selection,
): Promise<{ id: string; jobId: string }> {
  const object = ctx.catalogue.object(objectName);
  assertMayDo(ctx, object, deed);
  await checkDeed(ctx, object, deed, selection);
  const id = uuidv7();
  const total = selection.ids
    ? { value: new Set(selection.ids).size, exact: true }
    : await count(ctx, object, bounded(selection, deed, id), "read");
  return ctx.transaction(async (inner) => {
    const jobId = await enqueue(inner, BULK_JOB, { bulkId: id }, { attempts: 5 });
    await inner.db
      .query(sql`insert into bulk_runs (id, object, deed, selection, asker, until, total, exact, operation_id, job_id, created_by)
      values (${id}::uuid, ${object.name}, ${JSON.stringify(deed)}::jsonb, ${JSON.stringify(selection)}::jsonb, ${JSON.stringify(askerOf(ctx.actor))}::jsonb, ${id}::uuid,
        ${total.value}, ${total.exact}, ${uuidv7()}::uuid, ${jobId}::uuid, ${principalOf(ctx.actor)}::uuid)`);
    return { id, jobId };
  });
}

/** Chunk after chunk; each is committed together with the word how far it is, so that nothing is lost or done twice. */
export const bulkJob = defineJob({
  name: BULK_JOB,
  input: z.strictObject({ bulkId: z.uuid() }),
  attempts: 5,
  async run(job): Promise<Json> {
    let row = await counted(job.ctx, await readRow(job.ctx, job.input.bulkId));
    for (;;) {
      const seen = row.done + row.refused + row.unchanged;
      await job.progress(seen, Math.max(row.total, seen), { object: row.object, act: row.deed.act });
      if (job.signal.aborted) throw new JobPaused();
      if (await job.cancelled()) throw new JobCancelled();
      const next = await chunk(job.ctx, row);
      if (next === undefined) break;
      row = next;
    }
    const { object, done, refused, unchanged } = row;
    return { object, act: row.deed.act, bulkId: row.id, done, refused, unchanged };
  },
});

/** Many are counted here, not while the person waits. */
async function counted(ctx: Context, row: BulkRow): Promise<BulkRow> {
  if (row.exact) return row;
  const acting = actingAs(ctx, await actorOf(ctx, row.asker), "bulk", row.operationId);
  const { deed, selection, until } = row;
  const { value } = await count(
    acting,
    ctx.catalogue.object(row.object),
    bounded(selection, deed, until),
    "read",
    null,
  );
  await ctx.db.query(sql`update bulk_runs set total = ${value}, exact = true where id = ${row.id}::uuid and not exact`);
  return readRow(ctx, row.id);
}

/** @returns the row after it; undefined where there is nothing more to do. */
function chunk(ctx: Context, { id, position }: BulkRow): Promise<BulkRow | undefined> {
  return ctx.transaction(async (inner) => {
    const row = await readRow(inner, id, { lock: true });
    if (row.position !== position) throw new Error("Another worker has gone on with this");
    const object = inner.catalogue.object(row.object);
    const acting = actingAs(inner, await actorOf(inner, row.asker), "bulk", row.operationId);
    assertMayDo(acting, object, row.deed);
    const ids = await nextIds(acting, object, bounded(row.selection, row.deed, row.until), position, AT_ONCE);
    if (ids.length === 0) return undefined;
    const outcomes = await perform(acting, object, row.deed, ids);
    const problems = await problemsOf(acting, object, outcomes, PROBLEMS_KEPT - row.problems.length);
    const done = outcomes.filter((outcome) => outcome.done);
    const unchanged = done.filter((outcome) => outcome.unchanged).length;
    await inner.db
      .query(sql`update bulk_runs set position = ${ids.at(-1)!}::uuid, done = done + ${done.length - unchanged}::int, unchanged = unchanged + ${unchanged}::int,
      refused = refused + ${outcomes.length - done.length}::int, problems = problems || ${JSON.stringify(problems)}::jsonb where id = ${id}::uuid`);
    return readRow(inner, id);
  });
}
