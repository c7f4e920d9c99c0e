/** Takes an operation back: few changes at once, many by a job in chunks. An undo is an operation and can be taken back itself. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { Conflict } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { principalOf, type Context } from "../context.ts";
import { rolledBack } from "../database/rolled-back.ts";
import { actorId } from "../events/append.ts";
import { auditChanges } from "../events/reading.ts";
import { actingAs, actorOf, askerOf } from "../identity/on-behalf.ts";
import { defineJob, JobCancelled, JobPaused } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { uuidv7 } from "../records/uuid.ts";
import { readOperation } from "./operations.ts";
import type { Conflict as Kept, Reversed } from "./reversal.ts";
import { reversible, takeBack } from "./take-back.ts";
import { readRow, readUndo, type Undo, type UndoRow } from "./undo-row.ts";

const UNDO_JOB = "undo";

const AT_ONCE = 1000;
/** As many changes as are taken back while the person waits. */
const FEW = 200;
const CONFLICTS_KEPT = 500;

export interface UndoPreview extends Reversed {
  /** Changes of the operation. */
  total: number;
  /** How many of them were tried: the newest thousand. */
  tried: number;
}

/** What would be taken back, and what stays with its reason; done on trial, and nothing of it stays. */
export async function previewUndo(ctx: Context, operationId: string): Promise<UndoPreview> {
  await readOperation(ctx, operationId);
  const total = await countEvents(ctx, operationId);
  const preview = await rolledBack(actingAs(ctx, ctx.actor, "undo", uuidv7()), async (inner) => {
    const { undone, unchanged, conflicts, seen } = await takeBack(inner, operationId, null, AT_ONCE);
    return { total, tried: seen, undone, unchanged, conflicts };
  });
  await auditConflicts(ctx, preview.conflicts);
  return preview;
}

/** A conflict shows what stands now. */
const auditConflicts = (ctx: Context, conflicts: readonly Kept[]): Promise<void> =>
  auditChanges(
    ctx,
    conflicts.map(({ object, id, field }) => ({
      object: ctx.catalogue.object(object),
      id,
      fields: field === null ? [] : [field],
    })),
  );

/** @throws NotFound where the operation is another's and the actor has no audit; Conflict where it is being taken back already. */
export async function undoOperation(ctx: Context, operationId: string): Promise<Undo> {
  await readOperation(ctx, operationId);
  const total = await countEvents(ctx, operationId);
  const id = uuidv7();
  return ctx.transaction(async (open) => {
    const inner = actingAs(open, ctx.actor, "undo", id);
    await inner.db.query(sql`select pg_advisory_xact_lock(hashtextextended(${operationId}, 7))`);
    const { undo } = await readOperation(inner, operationId);
    if (undo && ["queued", "running"].includes(undo.status)) throw new Conflict("This is being taken back already");
    const jobId = total > FEW ? await enqueue(open, UNDO_JOB, { undoId: id }, { attempts: 5 }) : null;
    await inner.db.query(sql`insert into operations (id, at, by_id, by_kind, via, undoes)
      values (${id}::uuid, ${ctx.now().toISOString()}::timestamptz, ${actorId(ctx.actor)}::uuid, ${ctx.actor.kind}, 'undo', ${operationId}::uuid)`);
    await inner.db.query(sql`insert into undo_runs (id, operation_id, asker, total, job_id, created_by)
      values (${id}::uuid, ${operationId}::uuid, ${JSON.stringify(askerOf(ctx.actor))}::jsonb, ${total}, ${jobId}::uuid, ${principalOf(ctx.actor)}::uuid)`);
    if (jobId === null) await chunk(inner, await readRow(inner, id));
    return readUndo(inner, id);
  });
}

async function countEvents(ctx: Context, operationId: string): Promise<number> {
  const [row] = await ctx.db.query(
    sql<{
      count: number;
    }>`select count(*)::int as count from events e where e.operation_id = ${operationId}::uuid and ${reversible(ctx)}`,
  );
  return row!.count;
}

/** Each chunk is committed with the word how far it is: a stop leaves whole chunks, and a later run goes on behind the last. */
export const undoJob = defineJob({
  name: UNDO_JOB,
  input: z.strictObject({ undoId: z.uuid() }),
  attempts: 5,
  async run(job): Promise<Json> {
    let row = await readRow(job.ctx, job.input.undoId);
    for (;;) {
      await job.progress(row.seen, row.total);
      if (job.signal.aborted) throw new JobPaused();
      if (await job.cancelled()) throw new JobCancelled();
      const next = await chunkOf(job.ctx, row);
      if (next.position === row.position) break;
      row = next;
    }
    const { undone, unchanged, conflictCount } = await readUndo(job.ctx, row.id);
    return { operationId: row.operationId, undoId: row.id, undone, unchanged, conflicts: conflictCount };
  },
});

function chunkOf(ctx: Context, { id, position, asker }: UndoRow): Promise<UndoRow> {
  return ctx.transaction(async (inner) => {
    const row = await readRow(inner, id, { lock: true });
    if (row.position !== position) throw new Error("Another worker has gone on with this");
    return chunk(actingAs(inner, await actorOf(inner, asker), "undo", id), row);
  });
}

async function chunk(ctx: Context, row: UndoRow): Promise<UndoRow> {
  const found = await takeBack(ctx, row.operationId, row.position, AT_ONCE);
  if (found.last === null) return row;
  await auditConflicts(ctx, found.conflicts);
  const kept = found.conflicts.slice(0, Math.max(0, CONFLICTS_KEPT - row.kept));
  await ctx.db
    .query(sql`update undo_runs set position = ${found.last}::uuid, seen = seen + ${found.seen}::int, undone = undone + ${found.undone}::int,
    unchanged = unchanged + ${found.unchanged}::int, conflict_count = conflict_count + ${found.conflicts.length}::int, conflicts = conflicts || ${JSON.stringify(kept)}::jsonb
    where id = ${row.id}::uuid`);
  return readRow(ctx, row.id);
}
