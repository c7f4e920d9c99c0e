/** Asks, before a record is made, whether there is one already. */
import { z } from "zod";
import { possibleDuplicates } from "#engine/search/duplicates.ts";
import { standsAlone, type Catalogue, type CatalogueObject } from "#model/catalogue.ts";
import { isObject, type JsonObject } from "#model/json.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { patchSchema } from "../openapi/object-schemas.ts";

/** One for each object that people make records of. */
export function duplicateRoutes(object: CatalogueObject, catalogue: Catalogue): Route[] {
  if (!standsAlone(object) || object.definition.internal) return [];
  return [
    defineRoute({
      method: "POST",
      path: `/api/v1/${object.path}/duplicates`,
      right: { object: object.name, action: "read" },
      cost: 2,
      body: z.custom<JsonObject>(isObject, "is an object of fields"),
      response: z.strictObject({
        data: z.array(
          z.strictObject({ id: z.uuid(), title: z.string().nullable(), fields: z.array(z.string()).min(1) }),
        ),
      }),
      summary: `Find ${object.plural} that may be the same as one with these values`,
      description:
        "The same e-mail, phone or identifying number, or the same name in any script; the likeliest first, at most five. `fields` names what is the same. Nothing is written.",
      documents: () => ({
        tag: object.name,
        operationId: `duplicates-of-${object.path}`,
        body: patchSchema(object, catalogue),
      }),
      run: async ({ ctx, body }) => Answer.jsonText(await possibleDuplicates(ctx, object.name, body)),
    }),
  ];
}
