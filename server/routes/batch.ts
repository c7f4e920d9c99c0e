/** Up to a thousand writes of one object in one request, each with its own outcome. */
import { z } from "zod";
import { batch, type Operation } from "#engine/records/records.ts";
import { readMany } from "./read-many.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { isObject, type JsonObject } from "#model/json.ts";
import { problemOf } from "../http/problem.ts";
import { defineRoute, type Route } from "../http/route.ts";

const data = z.custom<JsonObject>(isObject, "is an object of fields");
const operation = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("create"), data }),
  z.strictObject({ op: z.literal("update"), id: z.uuid(), data, ifVersion: z.int().optional() }),
  z.strictObject({ op: z.literal("delete"), id: z.uuid(), ifVersion: z.int().optional() }),
  z.strictObject({
    op: z.literal("upsert"),
    key: data.meta({ description: "A field by which records are told apart, and its value." }),
    data,
  }),
]);

const result = z.strictObject({
  status: z
    .int()
    .meta({ description: "As the single request would have been answered: 201, 200, 204, or that of the problem." }),
  id: z.uuid().nullable(),
  record: z.looseObject({}).optional(),
  problem: z.looseObject({ code: z.string() }).optional(),
});

export function batchRoute(object: CatalogueObject): Route {
  return defineRoute({
    method: "POST",
    path: `/api/v1/${object.path}/batch`,
    // What each operation may do is asked at the door; reading is the least.
    right: { object: object.name, action: "read" },
    body: z.strictObject({ operations: z.array(operation).min(1).max(1000) }),
    query: z.strictObject({
      records: z
        .enum(["true", "false"])
        .default("true")
        .meta({ description: "`false` leaves the written records out of the answer." }),
    }),
    response: z.strictObject({ results: z.array(result) }),
    cost: 10,
    bodyLimit: 16 * 1024 * 1024,
    summary: `Write many ${object.plural} at once`,
    description:
      "Up to 1,000 operations in order, in one transaction; those that cannot be done are told one by one and leave the others alone.",
    documents: { tag: object.name, operationId: `batch-${object.path}` },
    run: async ({ ctx, body, query, raw }) => {
      const outcomes = await batch(ctx, object.name, body.operations as Operation[]);
      const written = outcomes.flatMap((outcome, index) =>
        outcome.done && body.operations[index]!.op !== "delete" ? [outcome.id] : [],
      );
      const records =
        query.records === "true" ? await readMany(ctx, object.name, written) : new Map<string, JsonObject>();
      return {
        results: outcomes.map((outcome, index) => {
          if (!outcome.done) {
            const { problem } = problemOf(outcome.problem, raw.id);
            return { status: problem.status, id: outcome.id, problem };
          }
          const record = records.get(outcome.id);
          return { status: statusOf(body.operations[index]!.op), id: outcome.id, ...(record ? { record } : {}) };
        }),
      };
    },
  });
}

const statusOf = (op: Operation["op"]): number => (op === "create" ? 201 : op === "delete" ? 204 : 200);
