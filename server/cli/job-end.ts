/** Works on a job here, or waits while a server works on it, until it has ended. */
import { setTimeout as wait } from "node:timers/promises";
import type { Workspace } from "#engine/context.ts";
import { type JobRow, readJob } from "#engine/jobs/queue.ts";
import { Unavailable } from "#model/errors.ts";
import type { House } from "../assemble.ts";

/** The job's row when it is done. Throws Unavailable with its error where it failed or was cancelled. */
export async function jobEnd({ engine }: House, workspace: Workspace, id: string): Promise<JobRow> {
  const ctx = engine.systemContext(workspace, "command");
  await engine.jobs.start();
  for (;;) {
    const job = await readJob(ctx, id);
    if (job.status === "done") return job;
    if (job.status === "cancelled") throw new Unavailable("It was cancelled.");
    if (job.status === "failed") throw new Unavailable(`It failed: ${job.error}`);
    await wait(200);
  }
}
