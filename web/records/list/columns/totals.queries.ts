/** What the columns of a list come to, over all that fits it, within the viewer's rights. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Json } from "#model/json.ts";
import type { Total } from "#model/view-parts.ts";
import { api } from "../../../api/client.ts";
import type { MetaObject } from "../../../api/meta.ts";
import { keys } from "../../records.queries.ts";
import type { Asked } from "../list-state.ts";

/** One group's answer: `count`, and each measure by its name (`sum:total`), decimals as text. */
export interface Sums {
  group?: Json;
  count: number;
  [measure: string]: Json | undefined;
}

const measuresOf = (totals: Record<string, Total>): string[] => [
  "count",
  ...Object.entries(totals).map(([field, total]) => `${total}:${field}`),
];

export const sumsQuery = (
  slug: string,
  object: MetaObject,
  { filter, q }: Asked,
  totals: Record<string, Total>,
  groupBy?: string,
) => {
  const measures = measuresOf(totals).join(",");
  return {
    queryKey: [...keys.object(slug, object.path), "sums", { filter, q, measures, groupBy }],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (
        await api.get<{ data: Sums[] }>(`/${object.path}/aggregate`, {
          query: { filter, q, measures, groupBy },
          signal,
        })
      ).data,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  };
};

export function useSums(slug: string, object: MetaObject, asked: Asked, totals: Record<string, Total>, on: boolean) {
  return useQuery({ ...sumsQuery(slug, object, asked, totals), enabled: on }).data?.[0];
}
