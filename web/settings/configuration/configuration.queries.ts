/** The configuration as files: what would change, applying it, what was applied, beginnings, sandboxes. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Json, JsonObject } from "#model/json.ts";
import { api, currentWorkspace } from "#web/api/client.ts";
import { sessionQuery } from "#web/api/session.ts";
import { useUndoable } from "../settings.queries.ts";

export interface Planned {
  step: "create" | "change" | "restore" | "retire";
  object: string;
  title: string;
  /** What names it; not in plans that were applied earlier. */
  about?: JsonObject;
  file: string;
  place: string;
  changes: { field: string; from: Json; to: Json }[];
  loses: number | null;
  /** Of what is new and is on or off. */
  begins?: boolean;
}

/** Where it comes from: one of these. */
export interface Given {
  files?: Record<string, string>;
  archive?: string;
  template?: string;
  workspace?: string;
  /** What was applied, to go back before it. */
  back?: string;
}

export interface Applied {
  id: string;
  at: string;
  by: { id: string; title: string | null } | null;
  source: { kind: "files" | "template" | "workspace" | "back"; name?: string };
  plan: Planned[];
}

export interface Template {
  name: string;
  title: Record<string, string>;
  about: Record<string, string>;
}

const C = "/configuration";

export const usePlan = () =>
  useMutation({
    mutationFn: async ({ back, ...given }: Given) =>
      back === undefined
        ? (await api.post<{ plan: Planned[] }>(`${C}/diff`, given)).plan
        : (await api.post<{ plan: Planned[] }>(`${C}/applied/${back}/back`, { preview: true })).plan,
  });

export const useApply = (said: () => string) =>
  useUndoable(
    ({ back, ...given }: Given & { active?: boolean }, operation) =>
      back === undefined
        ? api.post(`${C}/apply`, given, { operation })
        : api.post(`${C}/applied/${back}/back`, {}, { operation }),
    said,
  );

const useRead = <T>(path: string) =>
  useQuery({
    queryKey: ["settings", currentWorkspace(), path],
    queryFn: async ({ signal }) => (await api.get<{ data: T[] }>(path, { signal })).data,
  });

export const useApplied = () => useRead<Applied>(`${C}/applied`);
export const useTemplates = () => useRead<Template>(`${C}/templates`);

export function useNewSandbox() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { sample: boolean }) =>
      api.post<{ workspace: { slug: string; name: string } }>(`${C}/sandbox`, input),
    onSuccess: () => queries.fetchQuery({ ...sessionQuery, staleTime: 0 }),
  });
}
