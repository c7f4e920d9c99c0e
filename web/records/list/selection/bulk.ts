/** One deed on many records: previewed, done by a job, followed until it has ended, taken back. */
import type { Json } from "#model/json.ts";
import { api } from "../../../api/client.ts";

export interface BulkProblem {
  id: string;
  title: string | null;
  message: string;
  issues: { path: string; message: string; code?: string }[];
}

interface Counted {
  value: number;
  exact: boolean;
}

export interface BulkPreview {
  matching: Counted;
  allowed: Counted;
  tried: number;
  sample: {
    id: string;
    title: string | null;
    unchanged: boolean;
    changes: { field: string; from: Json; to: Json }[];
  }[];
  problems: BulkProblem[];
}

export interface BulkRun {
  id: string;
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  total: Counted;
  done: number;
  refused: number;
  unchanged: number;
  problems: BulkProblem[];
  error: string | null;
  operationId: string;
  jobId: string | null;
}

/** The act with what it needs, and the records it is on. */
export type BulkAsk = { act: string } & Record<string, unknown>;

export const previewBulk = (path: string, ask: BulkAsk, signal: AbortSignal) =>
  api.post<BulkPreview>(`/${path}/bulk`, { ...ask, preview: true }, { signal });

export const startBulk = (path: string, ask: BulkAsk) => api.post<{ id: string; jobId: string }>(`/${path}/bulk`, ask);

const PAUSE = 400;

/** Tells of each state until the run has ended, and gives the last. */
export async function followBulk(workspace: string, id: string, tell: (run: BulkRun) => void): Promise<BulkRun> {
  for (;;) {
    const run = await api.get<BulkRun>(`/bulk/${id}`, { workspace });
    tell(run);
    if (run.status !== "queued" && run.status !== "running") return run;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

export const cancelBulk = (workspace: string, run: BulkRun) => api.post(`/jobs/${run.jobId}/cancel`, {}, { workspace });
