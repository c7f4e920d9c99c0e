/** Fetches the record one rests on, and the page that shows it, before they are asked for. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { MetaObject } from "../../api/meta.ts";
import { recordQuery } from "../records.queries.ts";

const REST = 90;

export function usePeek(slug: string, object: MetaObject): (record: { id: string }) => void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const idle = setTimeout(() => void import("../page/RecordPage.tsx"), 500);
    return () => {
      clearTimeout(idle);
      clearTimeout(timer.current);
    };
  }, []);
  return useCallback(
    ({ id }) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void queries.prefetchQuery(recordQuery(slug, object.path, id)), REST);
    },
    [queries, slug, object.path],
  );
}
