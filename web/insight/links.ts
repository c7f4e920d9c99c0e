/** From a mark of a chart to the records behind it: addresses of lists in the workspace one is in. */
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import type { Filter } from "#model/filter.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { paths } from "#web/paths.ts";

/** What a link of the screens carries: a real address, followed without loading the page anew. */
export function useLink() {
  const router = useRouter();
  return (address: string) => ({
    href: address,
    onClick: (event: MouseEvent): void => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      router.history.push(address);
    },
  });
}

/** Addresses of lists and records by the object's name, and the way to them. */
export function useRecordLinks() {
  const meta = useMeta();
  const router = useRouter();
  const { slug } = meta.workspace;
  const path = (object: string): string => objectByName(meta, object)?.path ?? object;
  return {
    slug,
    list: (object: string, filter?: Filter, sort?: string): string => paths.list(slug, path(object), { filter, sort }),
    record: (object: string, id: string): string => paths.record(slug, path(object), id),
    go: (address: string): void => router.history.push(address),
    at: useLink(),
  };
}

/** The orders of a month (`2010-12`), by the workspace's calendar days. */
export function ordersOf(month: string): Filter {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return {
    and: [
      { field: "orderedAt", op: "gte", value: `${month}-01` },
      { field: "orderedAt", op: "lt", value: `${next}-01` },
    ],
  };
}
