/** What the activity log asks for: operations, the changes of one, and what taking it back would do. */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Json } from "#model/json.ts";
import { api } from "#web/api/client.ts";
import { useMeta } from "#web/api/meta.ts";
import type { UndoRun } from "#web/undo/operations.ts";

interface Named {
  id: string;
  title: string | null;
}

export interface Operation {
  id: string;
  at: string;
  via: string;
  byKind: "user" | "apiKey" | "system";
  by: Named | null;
  undoes: string | null;
  counts: { object: string; type: string; count: number }[];
  exact: boolean;
  /** Of small ones; the others are told by their counts. */
  changes: SmallChange[];
  subject: (Named & { object: string }) | null;
  undoable: boolean;
  undo: UndoRun | null;
}

/** Field by field, from what to what. */
export interface SmallChange {
  object: string;
  recordId: string;
  title: string | null;
  changes: { field: string; from: Json; to: Json }[];
}

export interface OperationChange extends SmallChange {
  id: string;
  type: string;
}

export interface UndoPreview {
  total: number;
  tried: number;
  undone: number;
  unchanged: number;
  conflicts: UndoRun["conflicts"];
}

export interface LogFilter {
  by?: string | undefined;
  via?: string | undefined;
  object?: string | undefined;
  type?: string | undefined;
  mine?: boolean;
}

interface Paged<Row> {
  data: Row[];
  nextCursor: string | null;
}

const usePages = <Row>(key: readonly unknown[], path: string, query: Record<string, string | undefined>) => {
  const { slug } = useMeta().workspace;
  return useInfiniteQuery({
    queryKey: ["w", slug, "operations", ...key],
    queryFn: ({ pageParam, signal }) => api.get<Paged<Row>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
};

export const useOperations = ({ mine, ...asked }: LogFilter) => {
  const query = { ...asked, mine: mine ? "true" : undefined };
  return usePages<Operation>(["list", query], "/operations", query);
};

export const useChanges = (id: string) => usePages<OperationChange>(["changes", id], `/operations/${id}/changes`, {});

export const previewUndo = (id: string) => api.post<UndoPreview>(`/operations/${id}/undo`, { preview: true });
