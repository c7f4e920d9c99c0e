/** Which records of a list are selected: some, one by one, or all that fit it, loaded or not. */
import { useCallback, useMemo, useState } from "react";
import type { RecordJson } from "#model/json.ts";
import type { Asked } from "../list-state.ts";

export interface Selecting {
  /** The loaded rows that are marked. */
  marked: ReadonlySet<string>;
  /** All that fit the list, beyond those loaded. */
  all: boolean;
  /** None is 0; undefined where all are selected. */
  count: number | undefined;
  select: (ids: string[], on: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

const NO_ROWS: RecordJson[] = [];

/** @param whole these are all the rows there are: what has left the list is selected no more */
export function useSelecting(rows: RecordJson[], whole = false): Selecting {
  const [ids, setIds] = useState<ReadonlySet<string>>(NONE);
  const [wanted, setAll] = useState(false);
  const all = wanted && !(whole && rows.length === 0);
  const marked = useMemo(() => {
    if (!all && (!whole || ids.size === 0)) return ids;
    const there = new Set(rows.map((row) => row.id));
    return all ? there : new Set([...ids].filter((id) => there.has(id)));
  }, [all, whole, rows, ids]);
  const shown = all ? rows : NO_ROWS;
  const select = useCallback(
    (changed: string[], on: boolean) => {
      setAll(false);
      setIds((old) => {
        // One taken out of all leaves those that can be seen to be left.
        const next = new Set(all ? shown.map((row) => row.id) : old);
        for (const id of changed)
          if (on) next.add(id);
          else next.delete(id);
        return next;
      });
    },
    [all, shown],
  );
  const clear = useCallback(() => {
    setAll(false);
    setIds(NONE);
  }, []);
  return {
    marked,
    all,
    count: all ? undefined : marked.size,
    select,
    selectAll: useCallback(() => setAll(true), []),
    clear,
  };
}

/** The selection as the API takes it. `all` has to be said where no condition picks the records. */
export function toApi(selecting: Selecting, { filter, q }: Asked): object {
  if (!selecting.all) return { ids: [...selecting.marked] };
  if (filter === undefined && q === undefined) return { all: true };
  return { ...(filter === undefined ? {} : { filter }), ...(q === undefined ? {} : { q }) };
}
