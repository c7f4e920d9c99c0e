/** What the room of automations reads and writes. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Filter } from "#model/filter.ts";
import { api, currentWorkspace } from "#web/api/client.ts";
import type { Step } from "../hooks/hooks.queries.ts";
import { useAll, type Named } from "../settings.queries.ts";

export type Trigger =
  | { on: "created" }
  | { on: "updated"; fields?: string[] }
  | { on: "becomes" }
  | { on: "time"; every: "day" | "hour"; hour?: number };

export const TRIGGERS = ["created", "updated", "becomes", "time"] as const;

export interface Automation {
  id: string;
  name: string;
  object: string;
  trigger: Trigger;
  condition: Filter | null;
  steps: Step[];
  dailyLimit: number;
  active: boolean | null;
  offReason: string | null;
  inNameOf: Named | null;
}

export interface AutomationHealth {
  id: string;
  doneToday: number;
  failed: number;
  held: number;
  lastAt: string | null;
}

export interface Run {
  id: string;
  status: "done" | "failed" | "held" | "stopped";
  record: { object: string; id: string; title: string | null } | null;
  operationId: string | null;
  problem: { message: string; issues: { path: string; message: string; code: string | null }[] } | null;
  at: string;
}

export interface Rehearsal {
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  progress: { done: number; total: number | null };
  error: string | null;
  result: {
    days: { day: string; count: number }[];
    total: number;
    now: number | null;
    records: { id: string; title: string | null; day: string }[];
    whom: { id: string | null; title: string | null; count: number }[];
    exact: boolean;
    capped: boolean;
  } | null;
}

const LOOK_AGAIN_MS = 5_000;
const SOON_MS = 400;

export const useAutomations = () => useAll<Automation>("automations", { sort: "name" });

export const useAutomationHealth = () =>
  useQuery({
    queryKey: ["settings", currentWorkspace(), "automations", "health"],
    queryFn: async ({ signal }) =>
      (await api.get<{ data: AutomationHealth[] }>("/automations/health", { signal })).data,
    refetchInterval: LOOK_AGAIN_MS,
  });

export const useRuns = (automation: string, status: Run["status"] | null) =>
  useInfiniteQuery({
    queryKey: ["settings", currentWorkspace(), "automations", automation, "runs", status],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ data: Run[]; nextCursor: string | null }>(`/automations/${automation}/runs`, {
        query: { limit: 30, status, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_AGAIN_MS,
  });

export const startRehearsal = (automation: string) =>
  api.post<{ jobId: string }>(`/automations/${automation}/rehearsals`);

const isOver = (rehearsal: Rehearsal | undefined): boolean =>
  rehearsal !== undefined && rehearsal.status !== "queued" && rehearsal.status !== "running";

/** Asked again until it has ended. */
export const useRehearsal = (automation: string, job: string | undefined) =>
  useQuery({
    queryKey: ["settings", currentWorkspace(), "automations", automation, "rehearsal", job],
    queryFn: ({ signal }) => api.get<Rehearsal>(`/automations/${automation}/rehearsals/${job}`, { signal }),
    enabled: job !== undefined,
    refetchInterval: (query) => (isOver(query.state.data) ? false : SOON_MS),
  });
