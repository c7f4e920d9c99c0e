/** Which view of a list is looked at, and what it shows: the saved one with the reader's changes, kept on this device until saved. */
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import type { ViewDefinition } from "#model/view.ts";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import type { ListSearch } from "../../../paths.ts";
import { sameView, type Draft } from "./shown.ts";
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

/** The parts of all records that stand in the address, to be sent to others and gone back to. */
const ADDRESSED = ["filter", "q", "sort"] as const;

const keptAt = (slug: string, object: string, view: string) => `raabta.list.${slug}.${object}.${view}`;

export function useListView(object: MetaObject): ListView {
  const meta = useMeta();
  const { slug } = meta.workspace;
  const search = useSearch({ from: "/w/$slug/$path" });
  const navigate = useNavigate();
  const asked = useQuery(viewsQuery(slug, object.name));
  const views = useMemo(() => asked.data ?? [], [asked.data]);
  const [last, setLast] = useLocalStorage<string | null>({
    key: `raabta.view.${slug}.${object.name}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const plain = search.view === undefined && ADDRESSED.every((part) => search[part] === undefined);
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
  const { filter, q, sort, layout } = search;
  const shown = useMemo(
    () =>
      withoutEmpty(
        chosen
          ? { ...saved, ...kept, ...overridden({ filter, q, sort }) }
          : { ...kept, filter, q, sort, ...(layout ? { layout, groupBy: undefined } : {}) },
      ),
    [chosen, saved, kept, filter, q, sort, layout],
  );
  const change = useCallback(
    (part: Draft, replace = false) => {
      const addressed = Object.keys(part).some((name) => (ADDRESSED as readonly string[]).includes(name));
      if (chosen) {
        setKept((old) => keptOf({ ...old, ...overridden({ filter, q, sort }), ...part }));
        if (addressed && (filter ?? q ?? sort) !== undefined)
          void navigate({ to: ".", search: { view: chosen.id }, replace: true });
        return;
      }
      const { filter: _f, q: _q, sort: _s, ...onDevice } = part;
      if (Object.keys(onDevice).length > 0) setKept((old) => keptOf({ ...old, ...onDevice }));
      const arranged = layout !== undefined && ("layout" in part || "groupBy" in part);
      if (addressed || arranged)
        void navigate({
          to: ".",
          search: (old: ListSearch) =>
            withoutEmpty({ view: ALL, ...old, ...addressedOf(part), ...(arranged ? { layout: undefined } : {}) }),
          replace,
        });
    },
    [chosen, setKept, navigate, filter, q, sort, layout],
  );
  const reset = useCallback(() => {
    setKept(NOTHING);
    if ((filter ?? q ?? sort) !== undefined)
      void navigate({ to: ".", search: chosen ? { view: chosen.id } : { view: ALL }, replace: true });
  }, [setKept, navigate, chosen, filter, q, sort]);
  return {
    shown,
    views,
    chosen,
    missing: search.view !== undefined && search.view !== ALL && asked.isSuccess && !chosen,
    ready: !asked.isPending || search.view === ALL || (!plain && search.view === undefined),
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

const overridden = (part: Draft): Draft => withoutEmpty(part);

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
