/** The saved views of an object that the person may see: their own and those that are shared. */
import { queryOptions } from "@tanstack/react-query";
import type { RecordJson } from "#model/json.ts";
import type { ViewDefinition } from "#model/view.ts";
import { api } from "../../../api/client.ts";
import type { ListPageData } from "../../records.queries.ts";

export interface SavedView {
  id: string;
  version: number;
  name: string;
  object: string;
  definition: ViewDefinition;
  sharing: "mine" | "shared";
  defaultFor: { id: string; title: string }[];
  pinnedFor: { id: string; title: string }[];
  position: string | null;
  owner: { id: string; title: string } | null;
}

/** Under the records of a workspace, so that what refreshes all of them refreshes these. */
export const viewsKey = (slug: string, object: string) => ["w", slug, "views", object] as const;

const MOST = 200;

export const viewsQuery = (slug: string, object: string) =>
  queryOptions({
    queryKey: viewsKey(slug, object),
    queryFn: async ({ signal }) => {
      const filter = { field: "object", op: "eq", value: object };
      const query = { filter, sort: "position,createdAt", limit: MOST, count: "none" };
      const page = await api.get<ListPageData>("/views", { query, signal, workspace: slug });
      return page.data as RecordJson[] as unknown as SavedView[];
    },
    staleTime: 5 * 60_000,
  });
