/** Runs an action on one record. */
import { z } from "zod";
import { runAction } from "#engine/workspace/actions/run.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { isObject, type JsonObject } from "#model/json.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { recordParams } from "./records.ts";

const body = z
  .strictObject({ inputs: z.custom<JsonObject>(isObject, "is an object of inputs").default({}) })
  .default({ inputs: {} });

const made = z.strictObject({ object: z.string(), id: z.uuid() });

export function actionRoute(object: CatalogueObject): Route {
  return defineRoute({
    method: "POST",
    path: `/api/v1/${object.path}/:id/actions/:action`,
    // What its steps may do is asked at the door, in the name of the caller; reading is the least.
    right: { object: object.name, action: "read" },
    params: recordParams.extend({ action: z.string().max(60).meta({ description: "The action's name." }) }),
    body,
    response: z.strictObject({ made: z.array(made) }),
    cost: 2,
    summary: `Run an action on one ${object.name}`,
    description:
      "All of its steps are one operation, which `/api/v1/operations/:id/undo` takes back. On many records at once: `bulk` with the act `action`. `/api/v1/meta` says which actions there are.",
    documents: { tag: object.name, operationId: `act-${object.path}` },
    run: ({ ctx, params, body: { inputs } }) => runAction(ctx, object.name, params.action, params.id, inputs),
  });
}
