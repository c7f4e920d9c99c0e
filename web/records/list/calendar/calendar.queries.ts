/** The records of the days that are shown, and how many there are on each: one list and one sum; days of many records are asked one by one. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Filter } from "#model/filter.ts";
import { columnText, type Json, type RecordJson } from "#model/json.ts";
import { api } from "../../../api/client.ts";
import type { MetaField, MetaObject } from "../../../api/meta.ts";
import { sumsQuery } from "../columns/totals.queries.ts";
import { filterOf, within } from "../groups/picking.ts";
import type { Asked } from "../list-state.ts";
import { keys, type ListPageData } from "../../records.queries.ts";
import { dayOf } from "./days.ts";

export interface DayRecords {
  records: RecordJson[];
  /** All there are, shown or not. */
  count: number;
}

/** As many as one page of a list may have. */
const MOST = 200;
/** Of a day in a range of very many. */
const OF_A_DAY = 25;
const NOTHING: Record<string, never> = {};

export const rangeFilter = (field: MetaField, asked: Filter | undefined, from: string, to: string): Filter =>
  within(asked, { field: field.name, op: "between", value: { from, to } });

export const dayFilter = (field: MetaField, asked: Filter | undefined, day: string): Filter =>
  within(asked, filterOf({ field, step: "day" }, day));

export function useDays(
  slug: string,
  object: MetaObject,
  field: MetaField,
  { filter, q }: Asked,
  days: string[],
  names: string[],
  timeZone: string,
) {
  const fields = [...new Set([...object.title, field.name, ...names])].sort().join(",");
  const sort = field.sortable ? field.name : undefined;
  const pageQuery = (condition: Filter, limit: number) => ({
    queryKey: [...keys.lists(slug, object.path), "calendar", { filter: condition, q, fields, sort, limit }],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<ListPageData>(`/${object.path}`, {
        query: { filter: condition, q, sort, fields, limit, count: "none" },
        signal,
      }),
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
  const range = rangeFilter(field, filter, days[0]!, days.at(-1)!);
  const first = useQuery({ ...pageQuery(range, MOST), placeholderData: keepPreviousData });
  const sums = useQuery(sumsQuery(slug, object, { filter: range, q }, NOTHING, `${field.name}:day`));
  const counts = useMemo(
    () => new Map((sums.data ?? []).map((one) => [columnText(one.group ?? null)?.slice(0, 10) ?? "", one.count])),
    [sums.data],
  );
  const more = first.data?.nextCursor ?? null;
  const last = more === null ? undefined : valueOf(first.data?.data.at(-1), field);
  const begun = last === undefined ? undefined : sort === undefined ? days[0]! : dayOf(last, timeZone);
  const open = begun === undefined ? [] : days.filter((day) => day >= begun && counts.has(day));
  const others = useQueries({ queries: open.map((day) => pageQuery(dayFilter(field, filter, day), OF_A_DAY)) });
  const byDay = useMemo(() => {
    const found = new Map<string, RecordJson[]>();
    const all = new Map<string, RecordJson>();
    for (const page of [first.data, ...others.map((each) => each.data)])
      for (const record of page?.data ?? []) all.set(record.id, record);
    for (const record of all.values()) {
      const value = valueOf(record, field);
      if (value === undefined) continue;
      const day = dayOf(value, timeZone);
      found.set(day, [...(found.get(day) ?? []), record]);
    }
    for (const records of found.values())
      records.sort((a, b) =>
        valueOf(a, field)! < valueOf(b, field)! ? -1 : valueOf(a, field) === valueOf(b, field) ? 0 : 1,
      );
    return found;
  }, [first.data, others, field, timeZone]);
  return {
    of: (day: string): DayRecords => {
      const records = byDay.get(day) ?? [];
      return { records, count: more === null ? records.length : Math.max(records.length, counts.get(day) ?? 0) };
    },
    pending: first.isPending,
    error: first.data === undefined ? first.error : null,
    again: () => void first.refetch(),
  };
}

export function valueOf(record: RecordJson | undefined, field: MetaField): string | undefined {
  const value: Json | undefined = record?.[field.name];
  return typeof value === "string" ? value : undefined;
}
