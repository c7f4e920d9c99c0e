/** What automations can do beside being records: the log of their runs, trying again, how they do. */
import { z } from "zod";
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

export const automationRoutes: Route[] = [
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
