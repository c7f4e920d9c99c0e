/** What happened to a record: its timeline as people see it, its history as it was written. */
import { z } from "zod";
import { readHistory } from "#engine/events/history.ts";
import { readTimeline } from "#engine/timeline/read.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { commaList, CURSOR } from "./list-query.ts";
import { recordParams } from "./records.ts";

const reference = z.strictObject({ id: z.uuid(), title: z.string().nullable() }).nullable();
const limit = z.coerce
  .number<string>()
  .int()
  .min(1)
  .max(200)
  .optional()
  .meta({ description: "1 to 200; 50 if not said." });
const cursor = z.string().max(500).optional().meta({ description: CURSOR });

const item = z
  .strictObject({
    id: z.uuid(),
    occurredAt: z.string(),
    kind: z.string(),
    object: z.string(),
    recordId: z.uuid(),
    title: z.string().nullable(),
    summary: z.looseObject({}),
    by: reference,
    via: z.string().nullable(),
  })
  .meta({ id: "TimelineItem" });

export const historyEntry = z
  .strictObject({
    id: z.uuid(),
    at: z.string(),
    type: z.enum(["created", "updated", "deleted", "restored"]),
    by: reference,
    via: z.string(),
    operationId: z.uuid(),
    changes: z.array(z.strictObject({ field: z.string(), from: z.json(), to: z.json() })),
  })
  .meta({ id: "HistoryEntry" });

export function historyRoutes(object: CatalogueObject): Route[] {
  const path = `/api/v1/${object.path}/:id`;
  const right = { object: object.name, action: "read" } as const;
  return [
    defineRoute({
      method: "GET",
      path: `${path}/timeline`,
      right,
      params: recordParams,
      query: z.strictObject({
        kind: commaList.optional().meta({ description: "Only happenings of these objects, by comma." }),
        cursor,
        limit,
      }),
      response: z.strictObject({ data: z.array(item), nextCursor: z.string().nullable() }),
      summary: `All that happened around one ${object.name}, newest first`,
      documents: { tag: object.name, operationId: `timeline-${object.path}` },
      run: ({ ctx, params, query }) =>
        readTimeline(ctx, object.name, params.id, { kinds: query.kind, cursor: query.cursor, limit: query.limit }),
    }),
    defineRoute({
      method: "GET",
      path: `${path}/history`,
      right,
      params: recordParams,
      query: z.strictObject({ cursor, limit }),
      response: z.strictObject({ data: z.array(historyEntry), nextCursor: z.string().nullable() }),
      summary: `Each change of one ${object.name}: who, when, by what means, from and to`,
      documents: { tag: object.name, operationId: `history-${object.path}` },
      run: ({ ctx, params, query }) =>
        readHistory(ctx, object.name, params.id, { cursor: query.cursor, limit: query.limit }),
    }),
  ];
}
