/** What a list shows, as its parts use it: filter, search and order; columns with their widths. */
import { useMemo } from "react";
import type { Filter } from "#model/filter.ts";
import type { Total } from "#model/view-parts.ts";
import { fieldOf, type MetaField, type MetaObject } from "../../api/meta.ts";
import type { ListView } from "./views/list-view.ts";

/** What the rows are asked by. */
export interface Asked {
  filter?: Filter | undefined;
  q?: string | undefined;
  sort?: string | undefined;
}

export interface ListState {
  search: Asked;
  /** The order in force: the reader's, or the object's own. */
  sort: { column: string; descending: boolean } | null;
  setFilter: (filter: Filter | undefined) => void;
  setQ: (q: string) => void;
  toggleSort: (column: string) => void;
  setSort: (column: string, descending: boolean) => void;
}

const readSort = (sort: string | undefined) => {
  const [first] = (sort ?? "").split(",");
  return first ? { column: first.replace(/^-/, ""), descending: first.startsWith("-") } : null;
};

export function useListState(object: MetaObject, { shown, change }: ListView): ListState {
  const { filter, q } = shown;
  // An order by what may not be seen, or is no longer there, gives way to the object's own.
  const order = shown.sort?.split(",").every((part) => fieldOf(object, part.replace(/^-/, "")));
  const asked = order ? shown.sort : undefined;
  const search = useMemo(() => ({ filter, q, sort: asked }), [filter, q, asked]);
  const sort = readSort(asked ?? object.list.sort);
  const toggleSort = (column: string) => {
    if (sort?.column !== column) return change({ sort: column });
    if (!sort.descending) return change({ sort: `-${column}` });
    return change({ sort: asked === undefined ? column : undefined });
  };
  return {
    search,
    sort,
    setFilter: (next) => change({ filter: next }),
    setQ: (next) => change({ q: next || undefined }, true),
    toggleSort,
    setSort: (column, descending) => change({ sort: descending ? `-${column}` : column }),
  };
}

export interface ColumnState {
  fields: MetaField[];
  widths: Record<string, number>;
  /** So many of the first stay in sight. */
  pinned: number;
  totals: Record<string, Total>;
  setNames: (names: string[]) => void;
  setWidths: (widths: Record<string, number>) => void;
  setPinned: (pinned: number) => void;
  setTotal: (name: string, total: Total | undefined) => void;
  reset: () => void;
}

/** The columns of the view; names that no longer exist or may not be seen fall away. */
export function useColumns(object: MetaObject, { shown, change }: ListView): ColumnState {
  const { columns, totals } = shown;
  const fields = useMemo(() => {
    const names = columns?.map(({ field }) => field) ?? object.list.columns;
    const known = names.flatMap((name) => fieldOf(object, name) ?? []);
    return known.length ? known : object.fields.slice(0, 3);
  }, [columns, object]);
  const widths = useMemo(
    () =>
      Object.fromEntries((columns ?? []).flatMap(({ field, width }) => (width === undefined ? [] : [[field, width]]))),
    [columns],
  );
  const known = useMemo(
    () => Object.fromEntries(Object.entries(totals ?? {}).filter(([name]) => fieldOf(object, name)?.amount)),
    [totals, object],
  );
  const set = (names: string[], sized: Record<string, number>) =>
    change({
      columns: names.map((field) => (sized[field] === undefined ? { field } : { field, width: sized[field] })),
    });
  return {
    fields,
    widths,
    pinned: Math.min(shown.pinned ?? 1, fields.length),
    totals: known,
    setNames: (names) => set(names, widths),
    setWidths: (next) =>
      set(
        fields.map((field) => field.name),
        next,
      ),
    setPinned: (pinned) => change({ pinned }),
    setTotal: (name, total) => {
      const { [name]: _, ...others } = shown.totals ?? {};
      change({ totals: total ? { ...others, [name]: total } : others });
    },
    reset: () => change({ columns: undefined, pinned: undefined }),
  };
}
