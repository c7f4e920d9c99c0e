/** The columns of a board with what they come to, and the cards of one, a page at a time. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { viewOf } from "#fields/views.ts";
import { columnText, isObject, type Json } from "#model/json.ts";
import type { Total } from "#model/view-parts.ts";
import { api } from "../../../api/client.ts";
import type { MetaField, MetaObject } from "../../../api/meta.ts";
import { keys, type ListPageData } from "../../records.queries.ts";
import { sumsQuery, type Sums } from "../columns/totals.queries.ts";
import { makesGroups } from "../groups/groupings.ts";
import { filterOf, within } from "../groups/picking.ts";
import type { Asked } from "../list-state.ts";

export interface BoardColumn {
  /** `none` for records without a value. */
  key: string;
  value: Json;
  sums: Sums | undefined;
}

const CARDS = 50;
/** People and records come as columns only while they can be looked over. */
const MOST_COLUMNS = 30;

const keyOf = (value: Json): string =>
  value === null ? "none" : columnText(isObject(value) ? (value["id"] as Json) : value);

/** What a board can be made by: options, stars, yes and no, related records, and whose a record is. */
export const boardFields = (object: MetaObject): MetaField[] =>
  object.fields.filter((field) => makesGroups(field) && (field.source === "own" || field.source === "owner"));

/** Options stand in their own order, empty ones too; people by how much is theirs. */
export function useBoardColumns(
  slug: string,
  object: MetaObject,
  field: MetaField,
  asked: Asked,
  totals: Record<string, Total>,
): { columns: BoardColumn[]; pending: boolean; error: unknown } {
  const answer = useQuery(sumsQuery(slug, object, asked, totals, field.name));
  const columns = useMemo(() => {
    const groups = new Map((answer.data ?? []).map((sums) => [keyOf(sums.group ?? null), sums]));
    const { few } = viewOf(field.type);
    const values: Json[] = few
      ? few.values(field)
      : (answer.data ?? []).flatMap((sums) => sums.group ?? []).slice(0, MOST_COLUMNS);
    const known = values.map((value) => ({ key: keyOf(value), value, sums: groups.get(keyOf(value)) }));
    const none = groups.get("none");
    return none ? [...known, { key: "none", value: null, sums: none }] : known;
  }, [answer.data, field]);
  return { columns, pending: answer.isPending, error: answer.error };
}

export function useCards(
  slug: string,
  object: MetaObject,
  field: MetaField,
  column: BoardColumn,
  asked: Asked,
  names: string[],
) {
  const filter = within(asked.filter, filterOf({ field, step: undefined }, column.value));
  const fields = [...new Set([...object.title, field.name, ...names])].sort().join(",");
  const { q, sort = object.list.sort } = asked;
  return useInfiniteQuery({
    queryKey: cardsKey(slug, object, field.name, column.key, { filter, q, sort, fields }),
    queryFn: ({ pageParam, signal }) =>
      api.get<ListPageData>(`/${object.path}`, {
        query: { filter, q, sort, fields, limit: CARDS, cursor: pageParam, count: "none" },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
}

/** Among the lists, so that a change of a record shows here too. */
export const cardsKey = (slug: string, object: MetaObject, field: string, column: string, asked?: object) => [
  ...keys.lists(slug, object.path),
  "board",
  field,
  column,
  ...(asked ? [asked] : []),
];
