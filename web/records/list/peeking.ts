/** Fetches what may be asked for next before it is: while nothing is to do the record page, menus and editors, then the record one rests on. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { loadEditors } from "#fields/editing.tsx";
import { whenIdle } from "#ui/idle.ts";
import { fetchAhead } from "#ui/late.tsx";
import { Opened } from "#ui/Opens.tsx";
import { loadMoreWords } from "../../language/language.ts";
import type { MetaObject } from "../../api/meta.ts";
import { listed, recordQuery } from "../records.queries.ts";

const REST = 90;

/** `here`: there are records to rest on. */
export function usePeek(slug: string, object: MetaObject, here: boolean): (record: { id: string }) => void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!here) return;
    const stay = whenIdle(() => {
      void import("../page/RecordPage.tsx");
      fetchAhead([Opened]);
      loadEditors().catch(() => undefined);
      loadMoreWords().catch(() => undefined);
    });
    return () => {
      stay();
      clearTimeout(timer.current);
    };
  }, [here]);
  return useCallback(
    ({ id }) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        // What was deleted meanwhile stands in no list any more.
        if (listed(queries, slug, object.path, id).length > 0)
          void queries.prefetchQuery(recordQuery(slug, object.path, id));
      }, REST);
    },
    [queries, slug, object.path],
  );
}
