/** What a list shows: filter, search and order from the address, columns from this device. */
import { useLocalStorage } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { Filter } from "#model/filter.ts";
import { fieldOf, type MetaField, type MetaObject } from "../../api/meta.ts";
import type { ListSearch } from "../../paths.ts";

export interface ListState {
  search: ListSearch;
  /** The order in force: the reader's, or the object's own. */
  sort: { column: string; descending: boolean } | null;
  setFilter: (filter: Filter | undefined) => void;
  setQ: (q: string) => void;
  toggleSort: (column: string) => void;
}

const readSort = (sort: string | undefined) => {
  const [first] = (sort ?? "").split(",");
  return first ? { column: first.replace(/^-/, ""), descending: first.startsWith("-") } : null;
};

export function useListState(object: MetaObject): ListState {
  const search = useSearch({ from: "/w/$slug/$path" });
  const navigate = useNavigate();
  const change = useCallback(
    (part: ListSearch, replace = false) =>
      void navigate({ to: ".", search: (old: ListSearch) => withoutEmpty({ ...old, ...part }), replace }),
    [navigate],
  );
  const sort = readSort(search.sort ?? object.list.sort);
  const toggleSort = (column: string) => {
    if (sort?.column !== column) return change({ sort: column });
    if (!sort.descending) return change({ sort: `-${column}` });
    return change({ sort: search.sort === undefined ? column : undefined });
  };
  return {
    search,
    sort,
    setFilter: (filter) => change({ filter }),
    setQ: (q) => change({ q: q || undefined }, true),
    toggleSort,
  };
}

function withoutEmpty(search: ListSearch): ListSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as ListSearch;
}

export interface ColumnState {
  fields: MetaField[];
  widths: Record<string, number>;
  setNames: (names: string[]) => void;
  setWidths: (widths: Record<string, number>) => void;
  reset: () => void;
}

interface Kept {
  names: string[] | null;
  widths: Record<string, number>;
}
const DEFAULTS: Kept = { names: null, widths: {} };

/** The columns the reader chose; names that no longer exist or may not be seen fall away. */
export function useColumns(slug: string, object: MetaObject): ColumnState {
  const [kept, setKept] = useLocalStorage<Kept>({
    key: `raabta.columns.${slug}.${object.name}`,
    defaultValue: DEFAULTS,
    getInitialValueInEffect: false,
  });
  const fields = useMemo(() => {
    const known = (kept.names ?? object.list.columns).flatMap((name) => fieldOf(object, name) ?? []);
    return known.length ? known : object.fields.slice(0, 3);
  }, [kept.names, object]);
  return {
    fields,
    widths: kept.widths,
    setNames: (names) => setKept((old) => ({ ...old, names })),
    setWidths: (widths) => setKept((old) => ({ ...old, widths })),
    reset: () => setKept(DEFAULTS),
  };
}
