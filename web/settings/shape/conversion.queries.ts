/** Changing the kind of a field that has values: what would become of them, and the job that does it. */
import { useQuery } from "@tanstack/react-query";
import { api, currentWorkspace } from "#web/api/client.ts";
import { isActive, type Job } from "#web/jobs/job.ts";
import { useUndoable } from "../settings.queries.ts";
import type { FieldSettings, OwnField } from "./shape.queries.ts";

export interface ConversionPreview {
  judged: number;
  complete: boolean;
  kept: number;
  lost: number;
  examples: { text: string; count: number }[];
  options: string[];
}

export interface Wanted {
  type: string;
  settings: FieldSettings;
}

/** Asked when another kind is chosen for a field that stands; never where the other kind is the same. */
export const useConversionPreview = (field: OwnField | undefined, wanted: Wanted) =>
  useQuery({
    queryKey: [currentWorkspace(), "conversion", field?.id, field?.version, wanted],
    enabled: field !== undefined && field.type !== wanted.type,
    retry: false,
    queryFn: ({ signal }) =>
      api.post<ConversionPreview>(`/custom-fields/${field!.id}/conversions`, { ...wanted, preview: true }, { signal }),
  });

const PAUSE = 400;

/** Starts the job and follows it to its end. What it did can be taken back like any other deed. */
export const useConvert = (said: () => string, tell: (done: number) => void) =>
  useUndoable(async ({ id, ...wanted }: { id: string } & Wanted, operation) => {
    const started = await api.post<{ jobId: string; operationId: string }>(`/custom-fields/${id}/conversions`, wanted);
    for (;;) {
      const job = await api.get<Job>(`/jobs/${started.jobId}`);
      tell(job.progress.done);
      if (job.status === "done") break;
      if (!isActive(job)) throw new Error(job.error ?? job.status);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    operation(started.operationId);
  }, said);
