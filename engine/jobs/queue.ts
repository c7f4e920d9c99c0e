/** Asking for jobs: within the transaction of the deed that wants them. */
import { sql } from "#model/sql.ts";
import { NotFound, Conflict } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { principalOf, type Context } from "../context.ts";
import { uuidv7 } from "../records/uuid.ts";

export const TASK = "raabta";

export interface EnqueueOptions {
  /** A job of this key that waits and that nobody else is asking for just now serves us too. */
  key?: string;
  attempts?: number;
  delaySeconds?: number;
}

/** @returns the id of the job's row; with a key that waits already, the id of that one. */
export function enqueue(ctx: Context, name: string, input: Json, options: EnqueueOptions = {}): Promise<string> {
  return ctx.transaction(async ({ db, actor, via, operationId, workspace }) => {
    if (options.key !== undefined) {
      // The waiting row stays locked until we commit, so that its job sees what we did; where another holds it, one more waits.
      const [waiting] = await db.query(
        sql<{
          id: string;
        }>`select id from job_runs where name = ${name} and status = 'queued' and input->>'key' = ${options.key} limit 1 for update skip locked`,
      );
      if (waiting) return waiting.id;
    }
    const id = uuidv7();
    const kept = { data: input, ...(options.key === undefined ? {} : { key: options.key }) };
    const attempts = options.attempts ?? 5;
    await db.query(sql`insert into job_runs (id, name, input, created_by, via, operation_id, max_attempts)
      values (${id}, ${name}, ${JSON.stringify(kept)}, ${principalOf(actor)}::uuid, ${via}, ${operationId}::uuid, ${attempts})`);
    await addToQueue(db, workspace.schema, id, attempts, options.delaySeconds ?? 0);
    return id;
  });
}

/** @throws where the schema is not that of the workspace in whose role it is asked */
export async function addToQueue(
  db: Context["db"],
  schema: string,
  id: string,
  attempts: number,
  delaySeconds: number,
): Promise<void> {
  await db.query(sql`select raabta.add_job(${schema}, ${id}::uuid, ${attempts}::int, ${delaySeconds}::float8)`);
}

export interface JobRow {
  id: string;
  name: string;
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  progress: { done: number; total: number | null };
  note: Json;
  result: Json;
  error: string | null;
  attempts: number;
  createdBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

const JOB_JSON = sql`json_build_object('id', id, 'name', name, 'status', status, 'progress', json_build_object('done', progress_done, 'total', progress_total),
  'note', note, 'result', result, 'error', error, 'attempts', attempts, 'createdBy', created_by, 'createdAt', ${sql.instant("created_at")}, 'startedAt', ${sql.instant("started_at")}, 'finishedAt', ${sql.instant("finished_at")})::text as job`;

/** Newest first. */
export async function listJobs(
  ctx: Context,
  options: { limit: number; before?: string | undefined; mine?: boolean },
): Promise<JobRow[]> {
  const rows = await ctx.db.query<{ job: string }>(sql`select ${JOB_JSON} from job_runs
    where ${options.before === undefined ? sql`true` : sql`id < ${options.before}::uuid`} and ${options.mine ? sql`created_by = ${principalOf(ctx.actor)}::uuid` : sql`true`}
    order by created_at desc, id desc limit ${options.limit}`);
  return rows.map((row) => JSON.parse(row.job) as JobRow);
}

export async function readJob(ctx: Context, id: string): Promise<JobRow> {
  const [row] = await ctx.db.query<{ job: string }>(sql`select ${JOB_JSON} from job_runs where id = ${id}::uuid`);
  if (!row) throw new NotFound("There is no such job");
  return JSON.parse(row.job) as JobRow;
}

/** A waiting job ends at once; a running one at its next border. */
export async function cancelJob(ctx: Context, id: string): Promise<JobRow> {
  await ctx.db.query(sql`update job_runs set cancel_asked = true,
    status = case when status = 'queued' then 'cancelled' else status end, finished_at = case when status = 'queued' then now() else finished_at end
    where id = ${id}::uuid and status in ('queued', 'running')`);
  return readJob(ctx, id);
}

/** Begins a failed or cancelled job again. @throws Conflict where it is neither. */
export function retryJob(ctx: Context, id: string): Promise<JobRow> {
  return ctx.transaction(async (inner) => {
    const [row] = await inner.db.query(sql<{
      max: number;
    }>`update job_runs set status = 'queued', cancel_asked = false, error = null, finished_at = null, attempts = 0, progress_done = 0, note = null
      where id = ${id}::uuid and status in ('failed', 'cancelled') returning max_attempts as max`);
    if (!row) throw new Conflict("Only a job that failed or was cancelled can be begun again");
    await addToQueue(inner.db, inner.workspace.schema, id, row.max, 0);
    return readJob(inner, id);
  });
}
