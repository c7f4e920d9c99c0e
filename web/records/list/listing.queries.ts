/** The rows of a list, page after page by cursor, both ways; and how many there are. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../api/client.ts";
import type { MetaObject } from "../../api/meta.ts";
import type { Asked } from "./list-state.ts";
import { keys, type ListPageData } from "../records.queries.ts";

const PAGE = 100;
/** Pages kept in memory; those farthest away fall off and are fetched again when one returns. */
const KEPT_PAGES = 40;

/** `start`: undefined from the first row, `end` from the last, `at:<JSON>` from that value of the sort field. */
export function useRows(
  slug: string,
  object: MetaObject,
  search: Asked,
  fieldNames: string[],
  start: string | undefined,
  enabled: boolean,
) {
  const fields = [...new Set([...object.title, ...fieldNames])].sort().join(",");
  const { filter, q, sort = object.list.sort } = search;
  const list = useInfiniteQuery({
    queryKey: [...keys.lists(slug, object.path), { filter, q, sort, fields, start }],
    queryFn: ({ pageParam, signal }) =>
      api.get<ListPageData>(`/${object.path}`, {
        query: { filter, q, sort, fields, limit: PAGE, cursor: pageParam, count: "none" },
        signal,
      }),
    enabled,
    initialPageParam: start,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    getPreviousPageParam: (first) => first.previousCursor ?? undefined,
    maxPages: KEPT_PAGES,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  return { list, rows };
}

export function useCount(slug: string, object: MetaObject, { filter, q }: Asked, enabled = true) {
  return useQuery({
    enabled,
    queryKey: [...keys.object(slug, object.path), "count", { filter, q }],
    queryFn: async ({ signal }) =>
      (
        await api.get<ListPageData>(`/${object.path}`, {
          query: { filter, q, limit: 1, fields: object.title[0] },
          signal,
        })
      ).count,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  }).data;
}
