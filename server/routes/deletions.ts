/** What deleting a field or an object for good would take with it, and what stands in its way. */
import { z } from "zod";
import { MOST_COUNTED, readDeletion } from "#engine/workspace/custom/retired.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { recordParams } from "./records.ts";

const deletion = z
  .strictObject({
    object: z.string(),
    field: z.string().nullable(),
    records: z.int().meta({
      description: `Records with a value, or of the object; those in the trash too. Counted to ${MOST_COUNTED}.`,
    }),
    exact: z.boolean().meta({ description: "Whether all of them are counted" }),
    fields: z.int().meta({ description: "Of an object: the fields that were added to it and go with it" }),
    holds: z.boolean().meta({ description: "Whether it has values of its own: what is computed has none" }),
    uses: z.array(
      z.strictObject({
        object: z.string().meta({ description: "`view`, `role`, `customField` …; `import`: remembered of files." }),
        id: z.uuid().nullable(),
        title: z.string().nullable().meta({ description: "Null where it is somebody's own." }),
        places: z.array(z.string()),
        blocks: z.boolean().meta({ description: "It must be changed before: the deletion is refused until then." }),
      }),
    ),
  })
  .meta({ id: "Deletion" });

export const deletionRoutes: Route[] = (["customField", "customObject"] as const).map((kind) =>
  defineRoute({
    method: "GET",
    path: `/api/v1/${kind === "customField" ? "custom-fields" : "custom-objects"}/:id/deletion`,
    right: { capability: "settings" },
    params: recordParams,
    response: deletion,
    cost: 10,
    summary: `What deleting one ${kind} for good would take with it`,
    description:
      "Nothing is written. Its values are taken out by an export with `retired`: the object, the columns `id`, the title and the field, and a filter for what is not empty.",
    documents: { tag: kind },
    run: ({ ctx, params }) => readDeletion(ctx, kind, params.id),
  }),
);
