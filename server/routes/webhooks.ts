/** What webhooks can do beside being records: secrets, tests, the log, sending again. */
import { z } from "zod";
import {
  DELIVERY_STATES,
  listDeliveries,
  readDelivery,
  readHealth,
  sendAgain,
} from "#engine/workspace/webhooks/log.ts";
import { startReplay } from "#engine/workspace/webhooks/replay.job.ts";
import { OVERLAP_HOURS, renewSecret } from "#engine/workspace/webhooks/secrets.ts";
import { sendTrial } from "#engine/workspace/webhooks/trial.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { CURSOR } from "./list-query.ts";
import { recordParams } from "./records.ts";

const documents = { tag: "webhook" };
const right = { capability: "settings" } as const;
const deliveryParams = recordParams.extend({
  delivery: z.uuid().meta({ description: "The id that the log gives." }),
});
const attempt = z.strictObject({
  at: z.string(),
  status: z.int().nullable(),
  ms: z.int(),
  error: z.string().nullable(),
  answer: z.string().meta({ description: "The beginning of what came back; left empty in the list." }),
});
const deliveryShape = {
  id: z.uuid(),
  message: z.string().meta({ description: "The header `webhook-id`." }),
  type: z.string(),
  object: z.string().nullable(),
  recordId: z.uuid(),
  status: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  dueAt: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  last: attempt.nullable(),
};
const delivery = z.strictObject(deliveryShape).meta({ id: "WebhookDelivery" });

export const webhookRoutes: Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/webhooks/health",
    right,
    response: z.strictObject({
      data: z.array(
        z.strictObject({
          id: z.uuid(),
          state: z.enum(["off", "unset", "failing", "ok"]),
          failingSince: z.string().nullable(),
          lastAt: z.string().nullable(),
          lastStatus: z.int().nullable(),
          waiting: z.int(),
          dead: z.strictObject({ value: z.int(), exact: z.boolean() }),
        }),
      ),
    }),
    summary: "How all webhooks do",
    documents,
    run: async ({ ctx }) => ({ data: await readHealth(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/webhooks/:id/secret",
    right,
    params: recordParams,
    body: z
      .strictObject({
        overlapHours: z
          .number()
          .min(0)
          .max(168)
          .default(OVERLAP_HOURS)
          .meta({ description: "For so long messages carry the signature of the former secret too." }),
      })
      .default({ overlapHours: OVERLAP_HOURS }),
    response: z.strictObject({ secret: z.string() }),
    status: 201,
    unkept: true,
    summary: "Make the secret that signs its messages, or a new one; shown this once",
    description: "A webhook without a secret sends nothing.",
    documents,
    run: async ({ ctx, params, body }) => ({ secret: await renewSecret(ctx, params.id, body.overlapHours) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/webhooks/:id/test",
    right,
    params: recordParams,
    response: z.strictObject({
      status: z.int().nullable(),
      text: z.string(),
      error: z.string().nullable(),
      retryAfter: z.string().nullable(),
      ms: z.int(),
    }),
    unkept: true,
    cost: 10,
    summary: "Send a test message now, and say what came back",
    documents,
    run: ({ ctx, params }) => sendTrial(ctx, params.id),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/webhooks/:id/replay",
    right,
    params: recordParams,
    body: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
    response: z.strictObject({ jobId: z.uuid() }),
    status: 202,
    cost: 10,
    summary: "Send again what was changed within a range of time",
    description:
      "A job does it; `/api/v1/jobs/:id` tells how far it is. Messages have the ids that they had, so that a receiver which knows one already can drop it; their records are as they stand now.",
    documents,
    run: async ({ ctx, params, body }) => ({ jobId: await startReplay(ctx, { webhook: params.id, ...body }) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/webhooks/:id/deliveries",
    right,
    params: recordParams,
    query: z.strictObject({
      status: z.enum(DELIVERY_STATES).optional().meta({ description: "Only those that stand so." }),
      limit: z.coerce.number<string>().int().min(1).max(200).default(50).meta({ description: "1 to 200" }),
      cursor: z.uuid().optional().meta({ description: CURSOR }),
    }),
    response: z.strictObject({ data: z.array(delivery), nextCursor: z.uuid().nullable() }),
    summary: "What was sent and what waits, newest first",
    documents,
    run: ({ ctx, params, query }) => listDeliveries(ctx, params.id, query),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/webhooks/:id/deliveries/:delivery",
    right,
    params: deliveryParams,
    response: z.strictObject({ ...deliveryShape, body: z.string(), tries: z.array(attempt) }),
    summary: "One message with its body and all attempts",
    documents,
    run: ({ ctx, params }) => readDelivery(ctx, params.id, params.delivery),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/webhooks/:id/deliveries/:delivery/again",
    right,
    params: deliveryParams,
    response: delivery,
    summary: "Send one message again, with the same id",
    documents,
    run: ({ ctx, params }) => sendAgain(ctx, params.id, params.delivery),
  }),
];
