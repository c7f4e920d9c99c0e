/** Reading records: the lists, one record, and where their answers are kept. */
import { queryOptions, type InfiniteData, type QueryClient } from "@tanstack/react-query";
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

/** The record as it stands in each of the lists that were read. */
export const listed = (queries: QueryClient, slug: string, path: string, id: string): RecordJson[] =>
  queries
    .getQueriesData<InfiniteData<ListPageData> | ListPageData>({ queryKey: keys.lists(slug, path) })
    .flatMap(([, list]) => (list === undefined ? [] : "pages" in list ? list.pages : [list]))
    .flatMap((page) => page.data.filter((row) => row.id === id));
