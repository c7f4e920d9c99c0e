/** What was done in one go, and taking it back. */
import { z } from "zod";
import { CHANGE_TYPES } from "#engine/events/append.ts";
import { countTrash } from "#engine/trash/trash.ts";
import { readChanges } from "#engine/undo/operation-changes.ts";
import { listOperations, readOperation } from "#engine/undo/operations.ts";
import { previewUndo, undoOperation } from "#engine/undo/undo.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { CURSOR } from "./list-query.ts";
import { historyEntry } from "./history.ts";
import { recordParams } from "./records.ts";

const reference = z.strictObject({ id: z.uuid(), title: z.string().nullable() });
export const conflict = z
  .strictObject({
    object: z.string(),
    id: z.uuid(),
    title: z.string().nullable(),
    field: z.string().nullable(),
    reason: z.enum(["changed", "gone", "used", "refused"]),
    theirs: z.json(),
    was: z.json(),
    by: reference.nullable(),
    at: z.string().nullable(),
    message: z.string(),
    code: z.string().nullable(),
  })
  .meta({ id: "UndoConflict" });

const undo = z
  .strictObject({
    id: z.uuid(),
    operationId: z.uuid(),
    status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    total: z.int(),
    seen: z.int(),
    undone: z.int(),
    unchanged: z.int(),
    conflictCount: z.int(),
    conflicts: z.array(conflict),
    error: z.string().nullable(),
    jobId: z.uuid().nullable(),
    createdBy: z.uuid().nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "Undo" });

const preview = z
  .strictObject({
    total: z.int(),
    tried: z.int(),
    undone: z.int(),
    unchanged: z.int(),
    conflicts: z.array(conflict),
  })
  .meta({ id: "UndoPreview" });

const operation = z
  .strictObject({
    id: z.uuid(),
    at: z.string(),
    via: z.string(),
    byKind: z.string(),
    by: reference.nullable(),
    undoes: z.uuid().nullable(),
    counts: z.array(z.strictObject({ object: z.string(), type: z.string(), count: z.int() })),
    exact: z.boolean(),
    changes: z
      .array(
        z.strictObject({
          object: z.string(),
          recordId: z.uuid(),
          title: z.string().nullable(),
          changes: historyEntry.shape.changes,
        }),
      )
      .meta({
        description: "The updates of a small operation, without sensitive fields; others are told by `counts`.",
      }),
    subject: z.strictObject({ object: z.string(), id: z.uuid(), title: z.string().nullable() }).nullable(),
    undoable: z.boolean(),
    undo: undo.nullable(),
  })
  .meta({ id: "Operation" });

const documents = { tag: "Operations" };

export const operationRoutes: Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/trash",
    right: "signedIn",
    response: z.strictObject({
      data: z.array(
        z.strictObject({ object: z.string(), count: z.strictObject({ value: z.int(), exact: z.boolean() }) }),
      ),
    }),
    summary: "How many records of each object are in the trash",
    description: "The records themselves: the list of an object with `trash=true`, the last to go first.",
    documents,
    run: async ({ ctx }) => ({ data: await countTrash(ctx) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/operations",
    right: "signedIn",
    query: z.strictObject({
      limit: z.coerce.number<string>().int().min(1).max(100).default(30).meta({ description: "1 to 100" }),
      cursor: z.uuid().optional().meta({ description: CURSOR }),
      mine: z.enum(["true"]).optional().meta({ description: "Only one's own, for those who may see all." }),
      by: z.uuid().optional().meta({ description: "Only what this person did, with their keys." }),
      via: z
        .string()
        .max(20)
        .optional()
        .meta({ description: "How it came: `import`, `bulk`, `undo`, `screen`, `api` …" }),
      object: z.string().max(60).optional().meta({ description: "With a change of a record of this object." }),
      type: z.enum(CHANGE_TYPES).optional().meta({ description: "With a change of this kind." }),
    }),
    response: z.strictObject({ data: z.array(operation), nextCursor: z.uuid().nullable() }),
    summary: "What was done, newest first: one's own operations, or all for those with the audit",
    documents,
    description:
      "By `object` or `type` a page may hold fewer than were asked for, even none: go on until there is no `nextCursor`.",
    run: ({ ctx, query: { cursor, mine, ...query } }) =>
      listOperations(ctx, { ...query, before: cursor, mine: mine === "true" }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/operations/:id",
    right: "signedIn",
    params: recordParams,
    response: operation,
    summary: "One operation, with what became of taking it back",
    documents,
    run: ({ ctx, params }) => readOperation(ctx, params.id),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/operations/:id/changes",
    right: "signedIn",
    params: recordParams,
    query: z.strictObject({
      cursor: z.uuid().optional().meta({ description: CURSOR }),
      limit: z.coerce.number<string>().int().min(1).max(200).default(50).meta({ description: "1 to 200" }),
    }),
    response: z.strictObject({
      data: z.array(
        z.strictObject({
          object: z.string(),
          recordId: z.uuid(),
          title: z.string().nullable(),
          version: z.int().nullable(),
          ...historyEntry.shape,
          type: z.enum(CHANGE_TYPES),
        }),
      ),
      nextCursor: z.uuid().nullable(),
    }),
    summary: "What an operation changed: record, field, from and to, oldest first",
    description:
      "As far as the viewer may see: other records and hidden fields are left out, so a page may hold fewer than were asked for. Go on until there is no `nextCursor`.",
    documents,
    run: ({ ctx, params, query }) => readChanges(ctx, params.id, query),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/operations/:id/undo",
    right: "signedIn",
    params: recordParams,
    body: z.strictObject({
      preview: z.boolean().optional().meta({ description: "Only say what would be taken back." }),
    }),
    response: z.union([undo, preview]),
    cost: 10,
    summary: "Take an operation back",
    description:
      "For who did it, or who has the audit; the rights on each record hold. What was created goes to the trash, what was deleted comes back, each changed field gets its former value where it still has the one it was given. What somebody has changed since stays and is listed as a conflict. Up to 200 changes are taken back at once; more by a job: follow `GET /api/v1/operations/:id`.",
    documents,
    run: async ({ ctx, params, body }) => {
      if (body.preview) return Answer.json(await previewUndo(ctx, params.id));
      return undoOperation(ctx, params.id);
    },
  }),
];
