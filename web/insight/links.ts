/** From a mark of a chart to the records behind it: addresses of lists in the workspace one is in. */
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import type { Filter } from "#model/filter.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";

/** Builds the addresses of lists and records, and goes to them. */
export function useRecordLinks() {
  const meta = useMeta();
  const router = useRouter();
  const base = `/w/${encodeURIComponent(meta.workspace.slug)}`;
  const path = (object: string): string => objectByName(meta, object)?.path ?? object;
  const list = (object: string, filter?: Filter, sort?: string): string => {
    const search = new URLSearchParams();
    if (filter) search.set("filter", JSON.stringify(filter));
    if (sort) search.set("sort", sort);
    return search.size > 0 ? `${base}/${path(object)}?${search}` : `${base}/${path(object)}`;
  };
  return {
    list,
    record: (object: string, id: string): string => `${base}/${path(object)}/${id}`,
    page: (name: string): string => `${base}/${name}`,
    go: (address: string): void => router.history.push(address),
    /** What a link of the screens carries: a real address, followed without loading the page anew. */
    at: (address: string) => ({
      href: address,
      onClick: (event: MouseEvent): void => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(address);
      },
    }),
  };
}

/** The orders of a month (`2010-12`), by the workspace's calendar days. */
export function ordersOf(month: string): Filter {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return { and: [{ field: "orderedAt", op: "gte", value: `${month}-01` }, { field: "orderedAt", op: "lt", value: `${next}-01` }] };
}
