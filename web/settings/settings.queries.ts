/** What the settings read and write: people, teams, roles, keys, sessions, the company. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ToastAction } from "#ui/toast.tsx";
import type { KeyScope, Rights } from "#model/rights.ts";
import { api, currentWorkspace, type CallOptions } from "#web/api/client.ts";
import { useUndoing } from "#web/undo/undoing.ts";

export interface Named {
  id: string;
  title: string;
}

export interface User {
  id: string;
  version: number;
  name: string;
  email: string;
  role: Named | null;
  teams: Named[];
  status: "active" | "suspended";
  lastSeenAt?: string | null;
}

export interface Team {
  id: string;
  version: number;
  name: string;
  description: string | null;
  lead: Named | null;
  parent: Named | null;
}

export interface Role {
  id: string;
  version: number;
  name: string;
  key: string | null;
  description: string | null;
  /** Left out where the viewer may not see it. */
  rights?: Rights;
}

export interface ApiKey {
  id: string;
  name: string;
  prefix: string | null;
  role: Named | null;
  /** What it keeps of the role; null: all. */
  scope: KeyScope | null;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}

export interface Invitation {
  id: string;
  email: string;
  role: Named | null;
  expiresAt: string;
  acceptedAt: string | null;
}

export interface BrowserSession {
  id: string;
  token: string;
  createdAt: string;
  updatedAt?: string;
  ipAddress?: string | null;
  userAgent?: string | null;
}

/** All rows of a small object of the workspace. */
export const useAll = <Row>(path: string, query: Record<string, string> = {}) =>
  useQuery({
    queryKey: ["settings", currentWorkspace(), path, query],
    queryFn: async ({ signal }) =>
      (await api.get<{ data: Row[] }>(`/${path}`, { query: { limit: 200, count: "none", ...query }, signal })).data,
  });

export const useUsers = () => useAll<User>("users", { sort: "name" });
export const useTeams = () => useAll<Team>("teams", { sort: "name" });
export const useRoles = () => useAll<Role>("roles");
export const useApiKeys = () => useAll<ApiKey>("api-keys");
export const useInvitations = () => useAll<Invitation>("invitations");

/** A change of the settings; what was read before is read anew, the rights with it. */
export function useChange<Input, Output = unknown>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["settings"] }),
        queries.invalidateQueries({ queryKey: ["meta"] }),
      ]);
    },
  });
}

/** The same of what can be taken back: `change` passes `operation` on with its call, `said` is what was done, `more` what can be done next. */
export function useUndoable<Input, Output = unknown>(
  change: (input: Input, operation: NonNullable<CallOptions["operation"]>) => Promise<Output>,
  said: (input: Input) => string,
  more?: ToastAction,
) {
  const undoing = useUndoing();
  return useChange(async (input: Input) => {
    const back: string[] = [];
    const answer = await change(input, (id) => back.push(id));
    undoing.offer({ what: said(input), back, more });
    return answer;
  });
}
