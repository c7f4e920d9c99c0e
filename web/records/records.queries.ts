/** Reading records: the lists, one record, and where their answers are kept. */
import { queryOptions } from "@tanstack/react-query";
import type { RecordJson } from "#model/json.ts";
import { api } from "../api/client.ts";

export interface ListPageData {
  data: RecordJson[];
  nextCursor: string | null;
  previousCursor: string | null;
  count: { value: number; exact: boolean } | null;
}

export const keys = {
  object: (slug: string, path: string) => ["w", slug, "records", path] as const,
  lists: (slug: string, path: string) => ["w", slug, "records", path, "list"] as const,
  record: (slug: string, path: string, id: string) => ["w", slug, "records", path, "one", id] as const,
};

export const recordQuery = (slug: string, path: string, id: string) =>
  queryOptions({
    queryKey: keys.record(slug, path, id),
    queryFn: ({ signal }) => api.get<RecordJson>(`/${path}/${id}`, { signal }),
  });
