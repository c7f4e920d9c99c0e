/** Exports as the server tells of them, and where their files are fetched. */
import { useQuery } from "@tanstack/react-query";
import { api, apiAddress, currentWorkspace } from "#web/api/client.ts";
import type { JobStatus } from "#web/jobs/job.ts";

export interface Export {
  id: string;
  jobId: string;
  kind: "list" | "workspace";
  object: string | null;
  fileName: string;
  status: JobStatus;
  rows: number;
  bytes: number | null;
  error: string | null;
  expiresAt: string | null;
}

/** One's own; asked for only where there is one to be fetched. */
export const useExports = (enabled: boolean) =>
  useQuery({
    queryKey: ["exports", currentWorkspace()],
    queryFn: ({ signal }) => api.get<{ data: Export[] }>("/exports", { signal }),
    enabled,
  });

/** A link names its workspace in the address, for it can carry no header. */
export const fileAddress = (id: string): string =>
  apiAddress(`/exports/${id}/file`, { workspace: currentWorkspace() ?? "" });

export const isThere = ({ status, expiresAt }: Export): boolean =>
  status === "done" && expiresAt !== null && new Date(expiresAt) > new Date();
