/** Imports as the server keeps them, and the calls of the wizard. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Json } from "#model/json.ts";
import { api } from "#web/api/client.ts";

export type ImportStatus = "read" | "checking" | "checked" | "running" | "paused" | "done" | "failed" | "cancelled";

export interface Target {
  object: string;
  field: string;
  part?: string;
}

export interface ColumnMapping {
  index: number;
  target: Target | null;
}

export interface Fee {
  code: string;
  description: string;
  lines: number;
  amount: string;
  proposed: boolean;
  fee: boolean;
}

export interface Mapping {
  preset: "records" | "orderLines";
  object: string;
  mode: "create" | "update" | "both";
  key: string | null;
  repeats: "merge" | "skip" | "keep";
  trashed: "new" | "restore" | "skip";
  columns: ColumnMapping[];
  constants: Json[];
  customerKind: "company" | "contact";
  currency: string;
  timeZone: string;
  returns: { cancelledPrefix: string };
  fees: Fee[];
  suppressions: { index: number; channel: string }[];
}

export interface Detected {
  format: string;
  encoding: string;
  separator: string;
  header: boolean;
  dateOrder: "dmy" | "mdy" | "ymd" | null;
  decimal: "." | ",";
  sheet?: string;
  sheets?: string[];
}

export interface Column {
  index: number;
  name: string;
  samples: string[];
  filled?: number;
  distinctGuess?: number;
  /** What a new field for it would be. */
  like?: { type: string; options?: string[] };
}

export interface Counts {
  rows: number;
  accepted: number;
  rejected: number;
  objects: Record<string, { create: number; update: number; unchanged?: number }>;
  measures?: Record<string, string | number>;
  /** Choices that were made where the file contradicts itself, each with how often. */
  notes?: { code: string; count: number; message: string; sample?: string }[];
}

export interface RowIssue {
  row: number;
  column?: string | number;
  message: string;
  /** Key of the message catalogue, where the words can be said in the reader's language. */
  code?: string;
  params?: Record<string, string | number>;
  value?: string;
}

export interface Import {
  id: string;
  status: ImportStatus;
  file: { name: string; size: number };
  detected: Detected;
  columns: Column[];
  rows: number | null;
  mapping: Mapping;
  mappedBy: "proposed" | "remembered" | "rejects" | "given";
  questions: { code: string; message?: string }[];
  job: { id: string } | null;
  progress: { phase: string; done: number; total: number } | null;
  counts: Counts | null;
  issuesSample: RowIssue[];
  forgotten?: boolean;
  error?: string | null;
  createdAt?: string;
  startedAt?: string | null;
  finishedAt?: string | null;
}

const isBusy = (status: ImportStatus): boolean => status === "checking" || status === "running";

const BEFORE_WRITING = new Set(["", "waiting", "staging", "checking", "ready"]);

/** Has a run begun to store records? A check never does. */
export const hasWritten = (now: Import): boolean =>
  now.status === "done" || !BEFORE_WRITING.has(now.progress?.phase ?? "");

export const useImports = (wanted = true) =>
  useQuery({
    queryKey: ["imports"],
    enabled: wanted,
    queryFn: ({ signal }) => api.get<{ data: Import[] }>("/imports", { signal }),
  });

/** One import, looked at each second while the server works on it. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: ["imports", id],
    queryFn: ({ signal }) => api.get<Import>(`/imports/${id}`, { signal }),
    // A failed one is tried again by itself a few times.
    refetchInterval: (query) =>
      query.state.data === undefined
        ? false
        : isBusy(query.state.data.status)
          ? 1000
          : query.state.data.status === "failed"
            ? 3000
            : false,
  });

export const usePreview = (id: string, wanted: boolean) =>
  useQuery({
    queryKey: ["imports", id, "preview"],
    queryFn: ({ signal }) =>
      api.get<{ records: { object: string; values: Record<string, Json> }[] }>(`/imports/${id}/preview`, { signal }),
    enabled: wanted,
    staleTime: 0,
  });

/** Changes what was found in the file or what becomes of its columns. */
export function useSave(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: { mapping?: Mapping; detected?: Partial<Detected> }) =>
      api.patch<Import>(`/imports/${id}`, change),
    onSuccess: (now) => queries.setQueryData(["imports", id], now),
  });
}

export type Act = "check" | "start" | "pause" | "resume" | "cancel" | "undo";

/** Sets the import's next step going, then reads it anew. */
export function useAct(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => api.post<unknown>(`/imports/${id}/${act}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ["imports"] }),
  });
}
