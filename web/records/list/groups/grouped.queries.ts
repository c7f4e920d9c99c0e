/** The groups of a list with what they come to, and the rows of those that are open, a page at a time. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { viewOf } from "#fields/views.ts";
import { columnText, isObject, type Json, type RecordJson } from "#model/json.ts";
import type { Total } from "#model/view-parts.ts";
import { api } from "../../../api/client.ts";
import type { MetaField, MetaObject } from "../../../api/meta.ts";
import { keys, type ListPageData } from "../../records.queries.ts";
import { sumsQuery, type Sums } from "../columns/totals.queries.ts";
import type { Asked } from "../list-state.ts";
import { filterOf, within, type Grouping } from "./picking.ts";

const PAGE = 100;

/** A row of the grid that is no record. */
export type GroupRow = { id: string; version: number } & (
  | { span: "group"; key: string; value: Json; sums: Sums; open: boolean }
  | { span: "more"; key: string; waiting: boolean }
);

export const isGroupRow = (row: RecordJson | GroupRow): row is GroupRow => "span" in row;

const keyOf = (value: Json): string =>
  value === null ? "none" : columnText(isObject(value) ? (value["id"] as Json) : value);

/** Options stand in their own order, as on a board; all else by how much there is of it. */
function inOrder(groups: Sums[], field: MetaField): Sums[] {
  const { few } = viewOf(field.type);
  if (!few) return groups;
  const places = new Map(few.values(field).map((value, place) => [keyOf(value), place]));
  const placeOf = ({ group }: Sums) => places.get(keyOf(group ?? null)) ?? places.size;
  return groups.toSorted((one, other) => placeOf(one) - placeOf(other));
}

export function useGroupedRows(
  slug: string,
  object: MetaObject,
  grouping: Grouping | undefined,
  groupBy: string,
  asked: Asked,
  totals: Record<string, Total>,
  fieldNames: string[],
) {
  const groups = useQuery({ ...sumsQuery(slug, object, asked, totals, groupBy), enabled: grouping !== undefined });
  /** Of each open group the cursors of its pages so far. */
  const [open, setOpen] = useState<Record<string, (string | undefined)[]>>({});
  const fields = [...new Set([...object.title, ...fieldNames])].sort().join(",");
  const { q, sort = object.list.sort } = asked;
  const shown = useMemo(
    () => (groups.data && grouping ? inOrder(groups.data, grouping.field) : []),
    [groups.data, grouping],
  );
  const wanted = shown.flatMap((sums) => {
    const value = sums.group ?? null;
    const cursors = open[keyOf(value)];
    return cursors && grouping
      ? cursors.map((cursor) => ({
          key: keyOf(value),
          filter: within(asked.filter, filterOf(grouping, value)),
          cursor,
        }))
      : [];
  });
  const pages = useQueries({
    queries: wanted.map(({ filter, cursor }) => ({
      queryKey: [...keys.lists(slug, object.path), "group", { filter, q, sort, fields, cursor }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<ListPageData>(`/${object.path}`, {
          query: { filter, q, sort, fields, limit: PAGE, cursor, count: "none" },
          signal,
        }),
      refetchOnWindowFocus: false,
      staleTime: 60_000,
    })),
  });
  const rows = useMemo(() => {
    const found: (RecordJson | GroupRow)[] = [];
    for (const sums of shown) {
      const value = sums.group ?? null;
      const key = keyOf(value);
      const isOpen = open[key] !== undefined;
      found.push({ id: `group ${key}`, version: 0, span: "group", key, value, sums, open: isOpen });
      const own = pages.filter((_, place) => wanted[place]?.key === key);
      for (const page of own) found.push(...(page.data?.data ?? []));
      const last = own.at(-1);
      if (last && (last.isPending || last.data?.nextCursor))
        found.push({ id: `more ${key}`, version: 0, span: "more", key, waiting: last.isPending });
    }
    return found;
  }, [shown, open, pages, wanted]);
  const toggle = useCallback(
    (key: string) =>
      setOpen((old) => {
        const { [key]: was, ...others } = old;
        return was ? others : { ...old, [key]: [undefined] };
      }),
    [],
  );
  const more = useCallback(
    (key: string) => {
      const last = pages.filter((_, place) => wanted[place]?.key === key).at(-1);
      const next = last?.data?.nextCursor;
      if (next) setOpen((old) => (old[key]?.includes(next) ? old : { ...old, [key]: [...(old[key] ?? []), next] }));
    },
    [pages, wanted],
  );
  return { rows, groups, toggle, more };
}
