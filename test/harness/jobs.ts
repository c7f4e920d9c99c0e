/** Waiting for jobs in tests. */
import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "#engine/context.ts";
import { readJob, type JobRow } from "#engine/jobs/queue.ts";

/** The job once it has ended. */
export async function settled(ctx: Context, id: string): Promise<JobRow> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const job = await readJob(ctx, id);
    if (job.status !== "queued" && job.status !== "running") return job;
    await wait(25);
  }
  throw new Error("The job did not end within half a minute");
}
