/** A piece of background work as the server tells of it. */
import type { Json } from "#model/json.ts";

export type JobStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export interface Job {
  id: string;
  name: string;
  status: JobStatus;
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

/** How far it is, 0 to 1. */
export function jobProgress(job: Job): number {
  if (job.status === "done") return 1;
  const { done, total } = job.progress;
  return total !== null && total > 0 ? Math.min(1, done / total) : 0;
}

export const isActive = (job: Job): boolean => job.status === "queued" || job.status === "running";

/** The note of a running job as a word: text, or the phase that it names. */
export function noteOf(job: Job): string | undefined {
  const { note } = job;
  if (typeof note === "string") return note;
  if (note && typeof note === "object" && !Array.isArray(note) && typeof note.phase === "string") return note.phase;
  return undefined;
}
