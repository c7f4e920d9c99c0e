/** Which view of a list is looked at, and what it shows: the saved one with the reader's changes, kept on this device until saved. */
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import type { ViewDefinition } from "#model/view.ts";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { ARRANGEMENT, type ListSearch } from "../../../paths.ts";
import { isArranged, sameView, saidBy, sayOf, type Draft } from "./shown.ts";
import { viewsQuery, type SavedView } from "./views.queries.ts";

/** In the address: all records, said so, where another view would come first. */
export const ALL = "all";

export interface ListView {
  /** What is in force. */
  shown: ViewDefinition;
  views: SavedView[];
  /** The one that is looked at; undefined: all records. */
  chosen: SavedView | undefined;
  /** The address names a view that is not there, or no longer. */
  missing: boolean;
  /** It is known what to show. */
  ready: boolean;
  /** Something differs from what is saved. */
  changed: boolean;
  change: (part: Draft, replace?: boolean) => void;
  reset: () => void;
}

/** The parts of all records that stand in the address alone; how they are laid out is kept on this device too. */
const ADDRESSED = ["filter", "q", "sort"] as const;

const keptAt = (slug: string, object: string, view: string) => `raabta.list.${slug}.${object}.${view}`;

export function useListView(object: MetaObject): ListView {
  const meta = useMeta();
  const { slug } = meta.workspace;
  const search = useSearch({ from: "/w/$slug/$path" });
  const navigate = useNavigate();
  const router = useRouter();
  const asked = useQuery(viewsQuery(slug, object.name));
  const views = useMemo(() => asked.data ?? [], [asked.data]);
  const [last, setLast] = useLocalStorage<string | null>({
    key: `raabta.view.${slug}.${object.name}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const said = useMemo(() => saidBy(search, object), [search, object]);
  const says = Object.keys(said).length > 0;
  const plain = search.view === undefined && !says;
  const wanted = search.view ?? (plain ? firstOf(views, last, meta.me.role.id) : ALL);
  const chosen = views.find((view) => view.id === wanted);
  useEffect(() => {
    if (search.view !== undefined && (search.view === ALL || chosen)) setLast(search.view);
  }, [search.view, chosen, setLast]);
  useEffect(() => {
    if (plain && chosen) void navigate({ to: ".", search: { view: chosen.id }, replace: true });
  }, [plain, chosen, navigate]);
  const [kept, setKept] = useLocalStorage<Draft>({
    key: keptAt(slug, object.name, chosen?.id ?? ALL),
    defaultValue: NOTHING,
    getInitialValueInEffect: false,
    deserialize: readKept,
  });
  const saved = chosen?.definition ?? NOTHING;
  const shown = useMemo(() => {
    const { columns } = { ...saved, ...withoutEmpty(kept) };
    const { filter, q, sort } = search;
    return withoutEmpty({
      ...saved,
      ...kept,
      ...(chosen ? {} : { filter, q, sort }),
      ...said,
      ...(said.columns ? { columns: said.columns.map((named) => columns?.find(isOf(named.field)) ?? named) } : {}),
    });
  }, [chosen, saved, kept, said, search]);
  const ready = !asked.isPending || search.view === ALL || (says && search.view === undefined);
  const unsaid = useMemo(
    () => (ready && !chosen ? withoutEmpty(unsaidOf(search, shown, object)) : NOTHING),
    [ready, chosen, search, shown, object],
  );
  // What this device keeps of all records is put into the address: who is sent it sees the same.
  useEffect(() => {
    if (Object.keys(unsaid).length > 0)
      void navigate({ to: ".", search: (old: ListSearch) => ({ ...old, ...unsaid }) as ListSearch, replace: true });
  }, [unsaid, navigate]);
  const change = useCallback(
    (part: Draft, replace = false) => {
      if (chosen) {
        setKept((old) => keptOf({ ...old, ...said, ...part }));
        if (says) void navigate({ to: ".", search: { view: chosen.id }, replace });
        return;
      }
      const { filter: _f, q: _q, sort: _s, ...onDevice } = part;
      if (Object.keys(onDevice).length > 0) setKept((old) => keptOf({ ...old, ...onDevice }));
      const go = (next: ListSearch, over: boolean) =>
        void navigate({
          to: ".",
          search: (old: ListSearch) => withoutEmpty({ view: ALL, ...old, ...next }),
          replace: over,
        });
      const next = sayOf({ ...shown, ...part }, object);
      const arranges = ARRANGEMENT.some((name) => name in part);
      // The way back leads to a plain table only where it says so: what says nothing is laid out as this device keeps it.
      if (arranges && !replace && !isArranged(search)) {
        go({ layout: "table" }, true);
        // Else it would be one step with the next.
        router.history.flush();
      }
      if (arranges) return go(next, replace);
      if (ADDRESSED.some((name) => name in part)) return go(addressedOf(part), replace);
      if (next.columns !== search.columns) go({ columns: next.columns }, true);
    },
    [chosen, setKept, navigate, router, shown, said, says, search, object],
  );
  const reset = useCallback(() => {
    setKept(NOTHING);
    if (says) void navigate({ to: ".", search: chosen ? { view: chosen.id } : { view: ALL }, replace: true });
  }, [setKept, navigate, chosen, says]);
  return {
    shown,
    views,
    chosen,
    missing: search.view !== undefined && search.view !== ALL && asked.isSuccess && !chosen,
    ready,
    // What is searched for passes; a view is changed by it only where it is part of the view.
    changed: !sameView(saved.q ? shown : { ...shown, q: undefined }, saved, object),
    change,
    reset,
  };
}

const NOTHING: Draft = {};

/** The one looked at last, else the one that comes first for the role. */
function firstOf(views: SavedView[], last: string | null, role: string): string {
  if (last === ALL || views.some((view) => view.id === last)) return last!;
  return views.find((view) => view.defaultFor.some((one) => one.id === role))?.id ?? ALL;
}

const isOf = (name: string) => (column: { field: string }) => column.field === name;

/** What the list shows, and its address does not say yet. */
function unsaidOf(search: ListSearch, shown: Draft, object: MetaObject): ListSearch {
  const { layout, columns, ...arrangement } = sayOf(shown, object);
  const plain = layout === "table" && arrangement.groupBy === undefined;
  return {
    ...(isArranged(search) || plain ? {} : { layout, ...arrangement }),
    ...(columns === search.columns ? {} : { columns }),
  };
}

function addressedOf(part: Draft): ListSearch {
  return Object.fromEntries(ADDRESSED.flatMap((name) => (name in part ? [[name, part[name]]] : []))) as ListSearch;
}

function withoutEmpty<T extends object>(from: T): { [P in keyof T]: Exclude<T[P], undefined> } {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value !== null)) as {
    [P in keyof T]: Exclude<T[P], undefined>;
  };
}

/** What was taken away is kept as null: JSON knows no undefined. */
const keptOf = (draft: Draft): Draft =>
  Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, value ?? null])) as Draft;

/** What stands on the device may be of an older version: then it is nothing. */
function readKept(text: string | undefined): Draft {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Draft) : NOTHING;
  } catch {
    return NOTHING;
  }
}
