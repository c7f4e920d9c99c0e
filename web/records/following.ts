/** Brings what others change into the answers that are shown: together, seldom, and only what is not known already. */
import { useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { RecordJson } from "#model/json.ts";
import { followLive, onLive, type ChangeMessage, type LiveEvent } from "../api/live.ts";
import { objectByName, useMeta, type Meta } from "../api/meta.ts";
import { pinsKey } from "../frame/pins/pins.queries.ts";
import { keys, listed } from "./records.queries.ts";

/** Milliseconds to wait for more of it, and between two rounds of asking. */
const GATHER_MS = 250;
const REST_MS = 2_000;
/** Lists with more pages than this are not asked for again as a whole for one row. */
const FEW_PAGES = 2;

/** Mounted once in the frame. */
export function useFollowing(): void {
  const queries = useQueryClient();
  const meta = useMeta();
  useEffect(() => {
    const round = gather((changes) => bringIn(queries, meta, changes));
    const stopListening = onLive((event) => {
      if (event.name === "change") round.add(event.data);
      if (event.name === "reset") void queries.invalidateQueries({ queryKey: ["w", meta.workspace.slug] });
      if (event.name === "rights") void queries.invalidateQueries();
    });
    const stopFollowing = followLive(meta.workspace.slug);
    return () => {
      stopListening();
      stopFollowing();
      round.stop();
    };
  }, [queries, meta]);
}

type Change = Extract<LiveEvent, { name: "change" }>["data"];

function gather(act: (changes: Change[]) => void) {
  let waiting: Change[] = [];
  let timer: number | undefined;
  let last = 0;
  const run = () => {
    timer = undefined;
    last = Date.now();
    const changes = waiting;
    waiting = [];
    act(changes);
  };
  return {
    add(change: Change) {
      waiting.push(change);
      timer ??= window.setTimeout(run, Math.max(GATHER_MS, last + REST_MS - Date.now()));
    },
    stop: () => window.clearTimeout(timer),
  };
}

function bringIn(queries: QueryClient, meta: Meta, changes: Change[]): void {
  const { slug } = meta.workspace;
  for (const [name, own] of Map.groupBy(changes, (change) => change.object)) {
    // These stand in tabs and in the rail, not in a list.
    if (name === "view")
      for (const queryKey of [["w", slug, "views"], pinsKey(slug)]) void queries.invalidateQueries({ queryKey });
    const path = objectByName(meta, name)?.path;
    if (path === undefined) continue;
    const single = own.filter((change): change is ChangeMessage => "id" in change);
    const news = single.filter((change) => !isKnown(queries, slug, path, change));
    if (news.length === 0 && single.length === own.length) continue;
    for (const { id } of news) void queries.invalidateQueries({ queryKey: keys.record(slug, path, id) });
    refreshLists(queries, slug, path);
    for (const figures of ["count", "sums"])
      void queries.invalidateQueries({ queryKey: [...keys.object(slug, path), figures] });
    // What happens to one record shows on the pages of others: its customer's, its company's.
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[1] === slug && queryKey.includes("happenings"),
    });
  }
}

/** Is this change shown already, because it was made in this window or has been read since? */
function isKnown(queries: QueryClient, slug: string, path: string, { id, version, type }: ChangeMessage): boolean {
  const gone = type === "deleted" || type === "purged";
  const one = queries.getQueryData<RecordJson>(keys.record(slug, path, id));
  const shown = [...(one ? [one] : []), ...listed(queries, slug, path, id)];
  if (gone) return shown.length === 0;
  return shown.length > 0 && shown.every((record) => record.version >= (version ?? Infinity));
}

/** Short lists are read again; of long ones only that they are old is noted, until they are opened anew. */
function refreshLists(queries: QueryClient, slug: string, path: string): void {
  const pagesOf = (data: unknown): number => (data as InfiniteData<unknown> | undefined)?.pages?.length ?? 0;
  void queries.invalidateQueries({
    queryKey: keys.lists(slug, path),
    predicate: ({ state }) => pagesOf(state.data) <= FEW_PAGES,
  });
  void queries.invalidateQueries({
    queryKey: keys.lists(slug, path),
    predicate: ({ state }) => pagesOf(state.data) > FEW_PAGES,
    refetchType: "none",
  });
}
