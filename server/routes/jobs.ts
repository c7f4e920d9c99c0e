/** Long work: how far it is, stopping it, beginning it again. */
import { z } from "zod";
import { listJobs, readJob, retryJob } from "#engine/jobs/queue.ts";
import { mayUse } from "#engine/access/rights.ts";
import { principalOf, type Context } from "#engine/context.ts";
import { NotFound } from "#model/errors.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { CURSOR } from "./list-query.ts";
import { recordParams } from "./records.ts";

const job = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    progress: z.strictObject({ done: z.number(), total: z.number().nullable() }),
    note: z.json(),
    result: z.json(),
    error: z.string().nullable(),
    attempts: z.int(),
    createdBy: z.uuid().nullable(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "Job" });
const documents = { tag: "Jobs" };

/** Everyone sees what they began themselves; those with the right see all. */
async function visible(ctx: Context, id: string) {
  const found = await readJob(ctx, id);
  if (!mayUse(ctx.actor, "jobs") && (found.createdBy === null || found.createdBy !== principalOf(ctx.actor)))
    throw new NotFound("There is no such job");
  return found;
}

export const jobRoutes: Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/jobs",
    right: "signedIn",
    query: z.strictObject({
      limit: z.coerce.number<string>().int().min(1).max(200).default(50).meta({ description: "1 to 200" }),
      cursor: z.uuid().optional().meta({ description: CURSOR }),
    }),
    response: z.strictObject({ data: z.array(job), nextCursor: z.uuid().nullable() }),
    summary: "Jobs, newest first",
    documents,
    run: async ({ ctx, query }) => {
      const data = await listJobs(ctx, { limit: query.limit, before: query.cursor, mine: !mayUse(ctx.actor, "jobs") });
      return { data, nextCursor: data.length === query.limit ? data.at(-1)!.id : null };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/jobs/:id",
    right: "signedIn",
    params: recordParams,
    response: job,
    summary: "One job",
    documents,
    run: ({ ctx, params }) => visible(ctx, params.id),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/jobs/:id/cancel",
    right: "signedIn",
    params: recordParams,
    response: job,
    summary: "Stop a job: at once where it waits, else at its next border",
    documents,
    run: async ({ ctx, house, params }) => house.engine.jobs.cancel(ctx, (await visible(ctx, params.id)).id),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/jobs/:id/retry",
    right: "signedIn",
    params: recordParams,
    response: job,
    summary: "Begin a failed or cancelled job again",
    documents,
    run: async ({ ctx, params }) => retryJob(ctx, (await visible(ctx, params.id)).id),
  }),
];
