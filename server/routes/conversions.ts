/** Changing the kind of a field whose records have values: looked at first, then done by a job. */
import { z } from "zod";
import { startConversion } from "#engine/workspace/custom/conversion/conversion.job.ts";
import { previewConversion } from "#engine/workspace/custom/conversion/preview.ts";
import type { JsonObject } from "#model/json.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Route } from "../http/route.ts";

const preview = z
  .strictObject({
    judged: z
      .int()
      .meta({ description: "Values that were looked at, at most 50,000; those of records in the trash too" }),
    complete: z.boolean().meta({ description: "Whether those are all" }),
    kept: z.int(),
    lost: z.int().meta({ description: "Values that the other kind cannot read: they would be empty" }),
    examples: z
      .array(z.strictObject({ text: z.string(), count: z.int() }))
      .meta({ description: "Of those that would be lost, the most frequent first" }),
    options: z
      .array(z.string())
      .meta({ description: "For a choice without options: the values, the most frequent first" }),
  })
  .meta({ id: "ConversionPreview" });

export const conversionRoutes: Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/custom-fields/:id/conversions",
    right: { capability: "settings" },
    params: z.strictObject({ id: z.uuid().meta({ description: "The field's id" }) }),
    body: z.strictObject({
      type: z.string().max(40).meta({ description: "The kind that the field shall be of" }),
      settings: z.record(z.string(), z.json()).default({}).meta({ description: "What the field says of itself then" }),
      preview: z.boolean().optional().meta({ description: "Only say what would be done; nothing is written." }),
    }),
    response: z.strictObject({ jobId: z.uuid(), operationId: z.uuid() }).meta({ id: "ConversionStarted" }),
    status: 202,
    also: { status: 200, response: preview },
    cost: 20,
    summary: "Change the kind of a field that has values",
    description:
      "With `preview` the answer (200) says how many values the other kind can read and which it cannot; without, a job fills columns of the new kind while people work and lets them take the place of the old. The old values are kept: undoing the change brings them back, those too that the new kind could not read.",
    documents: { tag: "customField" },
    run: async ({ ctx, params, body: { preview: only, type, settings } }) => {
      const wanted = { type, settings: settings as JsonObject };
      if (only) return Answer.json(await previewConversion(ctx, params.id, wanted), { status: 200 });
      return { jobId: await startConversion(ctx, params.id, wanted), operationId: ctx.operationId };
    },
  }),
];
