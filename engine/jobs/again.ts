/** When a job is tried again: later each time, and never together with all others that failed with it. */
import { sql } from "#model/sql.ts";
import type { Workspace } from "../context.ts";
import type { Db } from "../database/database.ts";
import { isStorageFull } from "../space.ts";
import { JobPaused } from "./definition.ts";
import { addToQueue } from "./queue.ts";

const LONGEST_PAUSE = 600;

/** Seconds until the next try: up to 2, 4, 8 … 600, at least half of it. */
const pauseAfter = (attempts: number): number => Math.min(2 ** attempts, LONGEST_PAUSE) * (0.5 + Math.random() / 2);

/** A process that ended once was most likely ended by somebody: its jobs go on at once. One that ends again and again may end of them. */
export const pauseAfterDeath = (attempts: number): number => (attempts <= 1 ? 0 : pauseAfter(attempts - 1));

interface Ended {
  id: string;
  worker: number;
  error: Error;
}

/** Seconds until a job that found the disk full is tried again. */
const PAUSE_WHILE_FULL = 10;

/**
 * Puts a job back, or gives it up where it has been tried often enough. A process that stops is no failed attempt, nor is a full disk.
 * @returns whether it was given up
 */
export async function waitAgain(db: Db, workspace: Workspace, { id, worker, error }: Ended): Promise<boolean> {
  const paused = error instanceof JobPaused;
  const full = isStorageFull(error);
  const tried = sql`attempts - ${paused || full ? 1 : 0}::int`;
  const [row] = await db.query(sql<{ status: string; attempts: number; max: number }>`
    update job_runs set worker_id = null, attempts = greatest(${tried}, 0), error = ${paused ? null : error.message},
      status = case when ${tried} < max_attempts then 'queued' else 'failed' end,
      finished_at = case when ${tried} < max_attempts then null else now() end
    where id = ${id}::uuid and worker_id = ${worker} returning status, attempts, max_attempts as max`);
  if (row?.status !== "queued") return row?.status === "failed";
  const pause = paused ? error.seconds : full ? PAUSE_WHILE_FULL : pauseAfter(row.attempts);
  await addToQueue(db, workspace.schema, id, row.max, pause);
  return false;
}
