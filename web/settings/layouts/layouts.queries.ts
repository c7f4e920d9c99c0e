/** The layouts of the company and the deeds on them; every deed can be undone. */
import type { LayoutGroup } from "#model/page-layout.ts";
import { api } from "#web/api/client.ts";
import { useAll, useUndoable, type Named } from "../settings.queries.ts";

export interface OwnLayout {
  id: string;
  version: number;
  object: string;
  name: string;
  forRole: Named | null;
  forTeam: Named | null;
  forType: string | null;
  groups: (Omit<LayoutGroup, "name"> & { name?: string })[];
  without: string[] | null;
  create: string[] | null;
}

const ofObject = (object: string) => ({
  sort: "name",
  filter: JSON.stringify({ field: "object", op: "eq", value: object }),
});

export const useOwnLayouts = (object: string) => useAll<OwnLayout>("page-layouts", ofObject(object));

/** As they stand this moment. */
export const readLayouts = async (object: string): Promise<OwnLayout[]> =>
  (await api.get<{ data: OwnLayout[] }>("/page-layouts", { query: { limit: 200, count: "none", ...ofObject(object) } }))
    .data;

export interface LayoutInput {
  id?: string | undefined;
  object: string;
  forRole?: string | null;
  forTeam?: string | null;
  forType?: string | null;
  groups: LayoutGroup[];
  without: string[];
  create: string[];
}

/** `said`: what was done, in words, beside the offer to take it back. */
export const useSaveLayout = (said: () => string) =>
  useUndoable(
    ({ id, object, ...rest }: LayoutInput, operation) =>
      id === undefined
        ? api.post("/page-layouts", { object, ...rest }, { operation })
        : api.patch(
            `/page-layouts/${id}`,
            { groups: rest.groups, without: rest.without, create: rest.create },
            { operation },
          ),
    said,
  );
export const useResetLayout = (said: () => string) =>
  useUndoable((id: string, operation) => api.delete(`/page-layouts/${id}`, { operation }), said);
