/** What the rooms of webhooks and actions read and write. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Filter } from "#model/filter.ts";
import type { JsonObject } from "#model/json.ts";
import { api, currentWorkspace } from "#web/api/client.ts";
import { useAll, type Named } from "../settings.queries.ts";

export const KINDS = ["created", "updated", "deleted", "restored", "purged"] as const;

export interface Topic {
  object: string;
  on: (typeof KINDS)[number][];
  filter?: Filter | undefined;
  fields?: string[] | undefined;
}

export interface Webhook {
  id: string;
  name: string;
  address: string;
  topics: Topic[];
  role: Named | null;
  inNameOf: Named | null;
  active: boolean | null;
  offReason: string | null;
  secretSetAt: string | null;
}

export interface Health {
  id: string;
  state: "off" | "unset" | "failing" | "ok";
  failingSince: string | null;
  lastAt: string | null;
  lastStatus: number | null;
  waiting: number;
  dead: { value: number; exact: boolean };
}

export interface Attempt {
  at: string;
  status: number | null;
  ms: number;
  error: string | null;
  answer: string;
}

export interface Delivery {
  id: string;
  message: string;
  type: string;
  object: string | null;
  recordId: string;
  status: "waiting" | "done" | "dead";
  attempts: number;
  dueAt: string | null;
  createdAt: string;
  endedAt: string | null;
  last: Attempt | null;
}

const LOOK_AGAIN_MS = 5_000;

export const useWebhooks = () => useAll<Webhook>("webhooks", { sort: "name" });

export const useHealth = () =>
  useQuery({
    queryKey: ["settings", currentWorkspace(), "webhooks", "health"],
    queryFn: async ({ signal }) => (await api.get<{ data: Health[] }>("/webhooks/health", { signal })).data,
    refetchInterval: LOOK_AGAIN_MS,
  });

export const useLog = (webhook: string, status: Delivery["status"] | null) =>
  useInfiniteQuery({
    queryKey: ["settings", currentWorkspace(), "webhooks", webhook, "log", status],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ data: Delivery[]; nextCursor: string | null }>(`/webhooks/${webhook}/deliveries`, {
        query: { limit: 30, status, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_AGAIN_MS,
  });

export const useDelivery = (webhook: string, id: string) =>
  useQuery({
    queryKey: ["settings", currentWorkspace(), "webhooks", webhook, "delivery", id],
    queryFn: ({ signal }) =>
      api.get<Delivery & { body: string; tries: Attempt[] }>(`/webhooks/${webhook}/deliveries/${id}`, { signal }),
  });

export const PLACES = ["record", "list"] as const;

export interface ActionInput {
  name: string;
  type: string;
  label?: Record<string, string>;
  required?: boolean;
  settings?: Record<string, unknown>;
}

export type Step =
  | { do: "update"; set: JsonObject }
  | { do: "create"; object: string; set: JsonObject }
  | { do: "webhook"; webhook: string }
  | { do: "step"; step: string; set: JsonObject };

export interface OwnAction {
  id: string;
  object: string;
  name: string;
  label: Record<string, string>;
  places: (typeof PLACES)[number][] | null;
  inputs: ActionInput[] | null;
  condition: Filter | null;
  steps: Step[];
  active: boolean | null;
}

export const useOwnActions = () => useAll<OwnAction>("custom-actions", { sort: "name" });
