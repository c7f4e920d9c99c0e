/** Trying a formula before it is made. */
import { z } from "zod";
import { previewComputed } from "#engine/workspace/custom/preview.ts";
import { COMPUTED } from "#model/computed.ts";
import type { JsonObject } from "#model/json.ts";
import { defineRoute, type Route } from "../http/route.ts";

const fault = z.strictObject({
  message: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  from: z.int().meta({ description: "Where in the text it begins" }),
  to: z.int(),
});

const preview = z
  .strictObject({
    type: z.string().nullable().meta({ description: "Kind of value that comes out" }),
    field: z.looseObject({}).nullable(),
    fault: fault.nullable(),
    steady: z.boolean().nullable().meta({
      description:
        "Whether an index can hold it, as it follows from the record alone; otherwise lists read all records to sort and filter by it",
    }),
    records: z.array(z.strictObject({ id: z.uuid(), title: z.string().nullable(), value: z.json() })),
  })
  .meta({ id: "FormulaPreview" });

export const formulaRoutes: Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/formulas/preview",
    right: { capability: "settings" },
    body: z.strictObject({
      object: z.string().max(40),
      name: z
        .string()
        .max(40)
        .optional()
        .meta({ description: "The field that would be changed; a new one if not said" }),
      type: z.enum(Object.keys(COMPUTED) as [string, ...string[]]),
      settings: z.record(z.string(), z.json()),
    }),
    response: preview,
    summary: "Try a computed field on some records",
    description: "Nothing is made. What is wrong with a formula is said with its place in the text.",
    documents: { tag: "customField" },
    run: ({ ctx, body }) => previewComputed(ctx, { ...body, settings: body.settings as JsonObject }),
  }),
];
