/** Who is signed in, and which workspaces they have. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api } from "./client.ts";

export interface Session {
  /** True where no workspace exists yet: the first run. */
  setup: boolean;
  user: { id: string; name: string; email: string; language?: string; theme?: string } | null;
  workspaces: { slug: string; name: string; sample: boolean; sandboxOf: string | null }[];
  version: string;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => api.get<Session>("/api/session", { signal }),
  staleTime: 60_000,
});

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;
