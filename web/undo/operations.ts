/** Taking operations back at the server, and what it says of it. */
import type { Json } from "#model/json.ts";
import { api } from "../api/client.ts";

/** What somebody has changed since, and so stays as it is. */
export interface UndoConflict {
  object: string;
  id: string;
  title: string | null;
  field: string | null;
  theirs: Json;
  by: { id: string; title: string | null } | null;
  at: string | null;
  message: string;
  code: string | null;
}

export interface UndoRun {
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  total: number;
  seen: number;
  undone: number;
  conflictCount: number;
  conflicts: UndoConflict[];
  error: string | null;
}

const PAUSE = 400;

/** Takes an operation back: a little at once, much by a job, followed until it has ended. */
export async function undoOperation(
  workspace: string,
  operationId: string,
  tell: (run: UndoRun) => void,
): Promise<UndoRun> {
  let run = await api.post<UndoRun>(`/operations/${operationId}/undo`, {}, { workspace });
  while (run.status === "queued" || run.status === "running") {
    tell(run);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    run = (await api.get<{ undo: UndoRun }>(`/operations/${operationId}`, { workspace })).undo;
  }
  return run;
}
