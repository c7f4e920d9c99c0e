/** One deed on all records that a list asks for: looked at first, then done by a job. */
import { z } from "zod";
import { mayUse } from "#engine/access/rights.ts";
import { listBulk, readBulk } from "#engine/bulk/bulk-row.ts";
import { previewBulk, startBulk } from "#engine/bulk/bulk.ts";
import { ACTS, deedSchema, deeds, selectionShape, type Deed } from "#engine/bulk/deed.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { CURSOR } from "./list-query.ts";
import { recordParams } from "./records.ts";

const issue = z.looseObject({ path: z.string(), message: z.string() });
const problem = z.strictObject({
  id: z.uuid(),
  title: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  issues: z.array(issue),
});
const counted = z.strictObject({ value: z.int(), exact: z.boolean() });
const fieldChange = z.strictObject({ field: z.string(), from: z.json(), to: z.json() });

const preview = z
  .strictObject({
    matching: counted,
    allowed: counted,
    tried: z.int(),
    sample: z.array(
      z.strictObject({
        id: z.uuid(),
        title: z.string().nullable(),
        unchanged: z.boolean(),
        changes: z.array(fieldChange),
      }),
    ),
    problems: z.array(problem),
  })
  .meta({ id: "BulkPreview" });

const started = z.strictObject({ id: z.uuid(), jobId: z.uuid() }).meta({ id: "BulkStarted" });

const bulkShape = z
  .strictObject({
    id: z.uuid(),
    object: z.string(),
    act: z.enum(ACTS),
    patch: z.looseObject({}),
    status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    total: counted,
    done: z.int(),
    refused: z.int(),
    unchanged: z.int(),
    problems: z.array(problem),
    error: z.string().nullable(),
    operationId: z.uuid(),
    jobId: z.uuid().nullable(),
    createdBy: z.uuid().nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "Bulk" });

const asked = {
  ...selectionShape,
  preview: z.boolean().optional().meta({ description: "Only say what would be done; nothing is written." }),
};
const body = z.discriminatedUnion("act", [
  deeds[0].extend(asked),
  deeds[1].extend(asked),
  deeds[2].extend(asked),
  deeds[3].extend(asked),
  deeds[4].extend(asked),
  deeds[5].extend(asked),
  deeds[6].extend(asked),
  deeds[7].extend(asked),
]);

export function bulkRoute(object: CatalogueObject): Route {
  return defineRoute({
    method: "POST",
    path: `/api/v1/${object.path}/bulk`,
    // What the act may touch is asked at the door, record by record; reading is the least.
    right: { object: object.name, action: "read" },
    body,
    response: started,
    status: 202,
    also: { status: 200, response: preview },
    cost: 20,
    summary: `Do one thing with many ${object.plural}`,
    description:
      "The records are named by `ids`, or are all that a list with `filter` and `q` shows now (`restore` and `purge`: in the trash). With `preview` the answer (200) says what would happen to the first of them; without, a job does it in chunks with the rights that the caller has at each moment, and `/api/v1/bulk/:id` tells how far it is. What cannot be done is told one by one and leaves the others alone. `purge` is for roles that may change settings.",
    documents: { tag: object.name, operationId: `bulk-${object.path}` },
    run: async ({ ctx, body: { preview: only, ids, filter, q, all, ...rest } }) => {
      const deed: Deed = deedSchema.parse(rest);
      const selection = {
        ...(ids === undefined ? {} : { ids }),
        ...(filter === undefined ? {} : { filter }),
        ...(q === undefined ? {} : { q }),
        ...(all === undefined ? {} : { all }),
      };
      if (only) return Answer.json(await previewBulk(ctx, object.name, deed, selection), { status: 200 });
      return startBulk(ctx, object.name, deed, selection);
    },
  });
}

const documents = { tag: "Bulk" };

export const bulkRoutes: Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/bulk",
    right: "signedIn",
    query: z.strictObject({
      limit: z.coerce.number<string>().int().min(1).max(200).default(50).meta({ description: "1 to 200" }),
      cursor: z.uuid().optional().meta({ description: CURSOR }),
    }),
    response: z.strictObject({ data: z.array(bulkShape), nextCursor: z.uuid().nullable() }),
    summary: "Bulk runs, newest first: one's own, or all for those with the audit",
    documents,
    run: async ({ ctx, query }) => {
      const data = await listBulk(ctx, { limit: query.limit, before: query.cursor, mine: !mayUse(ctx.actor, "audit") });
      return { data, nextCursor: data.length === query.limit ? data.at(-1)!.id : null };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/bulk/:id",
    right: "signedIn",
    params: recordParams,
    response: bulkShape,
    summary: "One bulk run: how far it is, and what could not be done",
    description: "It is stopped and begun again by its job: `/api/v1/jobs/:id/cancel`, `/api/v1/jobs/:id/retry`.",
    documents,
    run: ({ ctx, params }) => readBulk(ctx, params.id, { mine: !mayUse(ctx.actor, "audit") }),
  }),
];
