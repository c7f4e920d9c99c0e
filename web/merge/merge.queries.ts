/** What merging would make of some records, and doing it. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { JsonObject, RecordJson } from "#model/json.ts";
import { api } from "../api/client.ts";

export interface MergeAsk {
  into: string;
  from: string[];
  /** Field → id of the record whose value is kept. */
  take: Record<string, string>;
}

export interface MergePreview {
  records: RecordJson[];
  patch: JsonObject;
  differing: string[];
  joined: string[];
  moved: { object: string; field: string; count: number }[];
}

export interface Merged {
  id: string;
  operationId: string;
  jobId?: string;
}

export const useMergePreview = (slug: string, path: string, ask: MergeAsk) =>
  useQuery({
    queryKey: ["w", slug, "merge", path, ask],
    queryFn: ({ signal }) => api.post<MergePreview>(`/${path}/merge`, { ...ask, preview: true }, { signal }),
    placeholderData: keepPreviousData,
    enabled: ask.from.length > 0,
    retry: false,
  });

export const merge = (path: string, ask: MergeAsk): Promise<Merged> => api.post<Merged>(`/${path}/merge`, ask);
