/** Records that are the same, made one. */
import { z } from "zod";
import { mergeSchema, previewMerge, startMerge } from "#engine/merge/merge.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { MOST_MERGED } from "#model/merging.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Route } from "../http/route.ts";

const moved = z.array(z.strictObject({ object: z.string(), field: z.string(), count: z.int() }));
const done = z
  .strictObject({
    id: z.uuid(),
    operationId: z.uuid().meta({ description: "Taken back by `/api/v1/operations/:id/undo`." }),
    moved: moved.optional(),
    jobId: z.uuid().optional().meta({ description: "Where much has to move, a job does it." }),
  })
  .meta({ id: "Merged" });
const preview = z
  .strictObject({
    records: z.array(z.looseObject({ id: z.uuid() })),
    patch: z.looseObject({}),
    differing: z.array(z.string()),
    joined: z.array(z.string()),
    moved,
  })
  .meta({ id: "MergePreview" });

export function mergeRoute(object: CatalogueObject): Route {
  return defineRoute({
    method: "POST",
    path: `/api/v1/${object.path}/merge`,
    right: { object: object.name, action: "update" },
    body: mergeSchema.extend({
      preview: z.boolean().optional().meta({ description: "Only say what would become of it; nothing is written." }),
    }),
    response: z.union([done, preview]),
    also: { status: 202, response: done },
    cost: 10,
    summary: `Merge ${object.plural}: one stays, the others go to the trash`,
    description: `Up to ${MOST_MERGED} records become one. Everything that points at what goes points at the one that stays afterwards: activities, orders, files, lists, whatever there is, seen by the caller or not. The caller needs the right to change the one and to delete the others. It is one operation, and undoing it unmerges: what has been changed since stays and is told.`,
    documents: { tag: object.name, operationId: `merge-${object.path}` },
    run: async ({ ctx, body: { preview: only, ...ask } }) => {
      if (only) return previewMerge(ctx, object.name, ask);
      const answer = await startMerge(ctx, object.name, ask);
      return Answer.json(answer, { status: "jobId" in answer ? 202 : 200 });
    },
  });
}
