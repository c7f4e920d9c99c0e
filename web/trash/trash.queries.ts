/** What the trash page asks of the server, and what it does there. */
import { queryOptions } from "@tanstack/react-query";
import type { RecordJson } from "#model/json.ts";
import { api } from "#web/api/client.ts";
import type { ListPageData } from "#web/records/records.queries.ts";

export interface Count {
  value: number;
  exact: boolean;
}

/** A record in the trash: who changed it last put it there. */
export type Trashed = RecordJson & {
  title?: string | null;
  deletedAt: string;
  updatedBy: { id: string; title: string | null } | null;
};

export const countsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["w", slug, "trash", "counts"],
    queryFn: ({ signal }) => api.get<{ data: { object: string; count: Count }[] }>("/trash", { signal }),
  });

export type TrashPageData = Omit<ListPageData, "data"> & { data: Trashed[] };

export const trashPage = (path: string, q: string, cursor: string | undefined, signal: AbortSignal) =>
  api.get<TrashPageData>(`/${path}`, { signal, query: { trash: "true", q, cursor, limit: 50 } });

interface BulkRun {
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  done: number;
  refused: number;
  /** By which it can be taken back. */
  operationId: string;
  problems: { message: string; issues: { message: string; code?: string }[] }[];
  error: string | null;
}

const LOOK_AGAIN_MS = 300;

/** Does it with one at once, with many by a job that is followed to its end. @throws what refused it */
export async function doInTrash(
  path: string,
  act: "restore" | "purge",
  ids: string[],
): Promise<Pick<BulkRun, "done" | "refused" | "problems" | "error" | "operationId">> {
  if (ids.length === 1) {
    let operationId = "";
    await api.post(`/${path}/${ids[0]!}/${act}`, {}, { operation: (id) => (operationId = id) });
    return { done: 1, refused: 0, problems: [], error: null, operationId };
  }
  const { id } = await api.post<{ id: string }>(`/${path}/bulk`, { act, ids });
  for (;;) {
    const run = await api.get<BulkRun>(`/bulk/${id}`);
    if (run.status !== "queued" && run.status !== "running") return run;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
