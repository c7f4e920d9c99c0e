/** A piece of background work as the server tells of it. */
import type { Json } from "#model/json.ts";

export type JobStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export interface Job {
  id: string;
  name: string;
  title: string | null;
  status: JobStatus;
  input?: Json;
  progress?: { done: number; total: number; note?: string | null } | null;
  progressDone?: number | null;
  progressTotal?: number | null;
  note?: string | null;
  result?: Json;
  error?: string | null;
  attempts?: number;
  createdBy?: { id: string; title: string } | string | null;
  createdAt: string;
  startedAt?: string | null;
  finishedAt?: string | null;
}

/** How far it is, 0 to 1. */
export function jobProgress(job: Job): number {
  if (job.status === "done") return 1;
  const done = job.progress?.done ?? job.progressDone ?? 0;
  const total = job.progress?.total ?? job.progressTotal ?? 0;
  return total > 0 ? Math.min(1, done / total) : 0;
}

export const isActive = (job: Job): boolean => job.status === "queued" || job.status === "running";
