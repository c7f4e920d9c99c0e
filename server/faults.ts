/** Faults of what works by itself, in the log of the process: nobody waits for an answer that could tell of them. */
import type { Workspace } from "#engine/context.ts";

/** A line of JSON, like those of requests. @param what does the work, such as `webhooks` */
export const faultOf =
  (what: string) =>
  ({ slug }: Workspace, error: unknown): void => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    console.error(JSON.stringify({ level: 50, time: Date.now(), workspace: slug, msg: `${what}: ${message}`, stack }));
  };
