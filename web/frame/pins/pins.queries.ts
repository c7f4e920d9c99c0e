/** The views in the person's rail: they come with what the workspace is for them, and are asked for alone afterwards. */
import { useQuery } from "@tanstack/react-query";
import type { Pin } from "#model/view-parts.ts";
import { api } from "../../api/client.ts";
import { useMeta, type Meta } from "../../api/meta.ts";

/** Under the records of a workspace, so that what refreshes all of them refreshes these. */
export const pinsKey = (slug: string) => ["w", slug, "pins"] as const;

export function usePins(): Pin[] {
  const { workspace, me } = useMeta();
  return useQuery({
    queryKey: pinsKey(workspace.slug),
    queryFn: async ({ signal }) => (await api.get<Meta["me"]>("/me", { signal })).pins,
    initialData: me.pins,
    staleTime: Infinity,
  }).data;
}
