/** What automations can do beside being records: the log of their runs, trying again, how they do. */
import { z } from "zod";
import { readRehearsal, startRehearsal } from "#engine/workspace/automations/rehearsal.job.ts";
import { listRuns, readAutomationHealth, runAgain, RUN_STATES } from "#engine/workspace/automations/runs.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { CURSOR } from "./list-query.ts";
import { recordParams } from "./records.ts";

const documents = { tag: "automation" };
const right = { capability: "settings" } as const;
const runParams = recordParams.extend({ run: z.uuid().meta({ description: "The id that the log gives." }) });
const problem = z.strictObject({
  message: z.string(),
  issues: z.array(z.strictObject({ path: z.string(), message: z.string(), code: z.string().nullable() })),
});

const named = { id: z.uuid().nullable(), title: z.string().nullable() };
const rehearsed = z.strictObject({
  days: z.array(z.strictObject({ day: z.string(), count: z.int() })),
  total: z.int(),
  now: z.int().nullable().meta({ description: "Records that stand so now, with which one that goes by time begins." }),
  records: z.array(z.strictObject({ ...named, day: z.string() })).meta({ description: "The latest two hundred." }),
  whom: z
    .array(z.strictObject({ ...named, count: z.int() }))
    .meta({ description: "Who would own what would have been created." }),
  exact: z.boolean().meta({
    description: "False: the condition asks what changes do not tell, and was judged as records stand today.",
  }),
  capped: z.boolean().meta({ description: "More happened than was looked through." }),
});

export const automationRoutes: Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/automations/:id/rehearsals",
    right,
    params: recordParams,
    response: z.strictObject({ jobId: z.uuid() }),
    status: 202,
    cost: 10,
    summary: "Find out what an automation would have done in the last 90 days",
    description:
      "A job does it, which writes nothing; the same address with the job's id behind it tells what came out.",
    documents,
    run: async ({ ctx, params }) => ({ jobId: await startRehearsal(ctx, params.id) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/automations/:id/rehearsals/:job",
    right,
    params: recordParams.extend({ job: z.uuid().meta({ description: "The id that the start gave." }) }),
    response: z.strictObject({
      status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
      progress: z.strictObject({ done: z.int(), total: z.int().nullable() }),
      error: z.string().nullable(),
      result: rehearsed.nullable(),
    }),
    summary: "What a rehearsal found",
    documents,
    run: ({ ctx, params }) => readRehearsal(ctx, params.id, params.job),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/automations/health",
    right,
    response: z.strictObject({
      data: z.array(
        z.strictObject({
          id: z.uuid(),
          doneToday: z.int(),
          failed: z.int().meta({ description: "In the last seven days; counted to a thousand." }),
          held: z.int().meta({ description: "What waits because the day's limit is reached." }),
          lastAt: z.string().nullable(),
        }),
      ),
    }),
    summary: "How all automations do",
    documents,
    run: async ({ ctx }) => ({ data: await readAutomationHealth(ctx) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/automations/:id/runs",
    right,
    params: recordParams,
    query: z.strictObject({
      status: z.enum(RUN_STATES).optional().meta({ description: "Only those that ended so." }),
      limit: z.coerce.number<string>().int().min(1).max(200).default(50).meta({ description: "1 to 200" }),
      cursor: z.uuid().optional().meta({ description: CURSOR }),
    }),
    response: z.strictObject({
      data: z.array(
        z.strictObject({
          id: z.uuid(),
          status: z.enum(RUN_STATES),
          record: z
            .strictObject({ object: z.string(), id: z.uuid(), title: z.string().nullable() })
            .nullable()
            .meta({ description: "Null where the viewer may not see it." }),
          operationId: z
            .uuid()
            .nullable()
            .meta({ description: "Takes back, by `/api/v1/operations/:id/undo`, what was done together with it." }),
          problem: problem.nullable(),
          at: z.string(),
        }),
      ),
      nextCursor: z.uuid().nullable(),
    }),
    summary: "What an automation did, and what it holds back, newest first",
    documents,
    run: ({ ctx, params, query }) => listRuns(ctx, params.id, query),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/automations/:id/runs/:run/again",
    right,
    params: runParams,
    response: z.undefined(),
    status: 204,
    summary: "Let a run that failed run once more, as the record stands then",
    documents,
    run: ({ ctx, params }) => runAgain(ctx, params.id, params.run),
  }),
];
