/** The row of an undo: how far it is and what stays. */
import { sql } from "#model/sql.ts";
import { NotFound } from "#model/errors.ts";
import { principalOf, type Context } from "../context.ts";
import type { Asker } from "../identity/on-behalf.ts";
import type { RunStatus } from "../bulk/bulk-row.ts";
import type { Conflict } from "./reversal.ts";

export interface Undo {
  id: string;
  operationId: string;
  status: RunStatus;
  /** Changes of the operation, and how many of them were looked at. */
  total: number;
  seen: number;
  undone: number;
  unchanged: number;
  conflictCount: number;
  /** The first five hundred. */
  conflicts: Conflict[];
  error: string | null;
  jobId: string | null;
  createdBy: string | null;
  createdAt: string;
  finishedAt: string | null;
}

/** Of `undo_runs u left join job_runs j`. Without a job it was done at once. */
export const UNDO_JSON = sql`json_build_object('id', u.id, 'operationId', u.operation_id, 'status', coalesce(j.status, 'done'), 'total', u.total, 'seen', u.seen,
  'undone', u.undone, 'unchanged', u.unchanged, 'conflictCount', u.conflict_count, 'conflicts', u.conflicts, 'error', j.error, 'jobId', u.job_id, 'createdBy', u.created_by,
  'createdAt', ${sql.instant("u.created_at")},
  'finishedAt', ${sql.instant(sql`coalesce(j.finished_at, case when u.job_id is null then u.created_at end)`)})::text`;

/** What stays is told to the one who asked: the values are as that person may see them. */
export function shownUndo(ctx: Context, text: string): Undo {
  const undo = JSON.parse(text) as Undo;
  return undo.createdBy === principalOf(ctx.actor) ? undo : { ...undo, conflicts: [] };
}

export async function readUndo(ctx: Context, id: string): Promise<Undo> {
  const [row] = await ctx.db.query<{ undo: string }>(
    sql`select ${UNDO_JSON} as undo from undo_runs u left join job_runs j on j.id = u.job_id where u.id = ${id}::uuid`,
  );
  if (!row) throw new NotFound("There is no such undo");
  return shownUndo(ctx, row.undo);
}

export interface UndoRow {
  id: string;
  operationId: string;
  asker: Asker;
  position: string | null;
  total: number;
  seen: number;
  kept: number;
}

export async function readRow(ctx: Context, id: string, options: { lock?: boolean } = {}): Promise<UndoRow> {
  const [row] = await ctx.db.query<{ row: string }>(sql`
    select json_build_object('id', id, 'operationId', operation_id, 'asker', asker, 'position', position, 'total', total, 'seen', seen, 'kept', jsonb_array_length(conflicts))::text as row
    from undo_runs where id = ${id}::uuid ${options.lock ? sql`for update` : sql``}`);
  if (!row) throw new NotFound("There is no such undo");
  return JSON.parse(row.row) as UndoRow;
}
