/** What webhooks are sent, as OpenAPI describes requests that the other way round are made to who subscribes: one for each kind of change. */
import { z, type ZodType } from "zod";
import { CHANGE_TYPES, type DeedType } from "#engine/events/append.ts";
import type { Catalogue, CatalogueObject } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import { headingOf } from "./tags.ts";
import { typeName, recordSchema } from "./object-schemas.ts";

const person = z
  .strictObject({ id: z.uuid(), title: z.string().nullable() })
  .nullable()
  .meta({ description: "Null where nobody did it, or where the webhook's role may not see people." });
const timestamp = z.iso.datetime().meta({ description: "When it happened; the same at every attempt" });

/** The objects whose changes can be told: lines are told with what they belong to. */
export const toldObjects = (catalogue: Catalogue): CatalogueObject[] =>
  [...catalogue.objects.values()].filter((object) => !object.definition.childOf);

/** What all changes of an object's records tell. */
const changeSchema = (object: CatalogueObject, catalogue: Catalogue): ZodType =>
  z
    .strictObject({
      object: z.literal(object.name),
      id: z.uuid(),
      version: z.int().nullable().meta({ description: "Of two messages about one record the later has the higher." }),
      by: person,
      via: z.string(),
      operationId: z.uuid(),
      changes: z
        .array(z.strictObject({ field: z.string(), from: z.json(), to: z.json() }))
        .meta({ description: "What the webhook's role may see of it; nothing where the record was purged." }),
      record: recordSchema(object, catalogue)
        .nullable()
        .meta({ description: "As it stood when the message was made; null where it was purged." }),
    })
    .meta({ id: `${typeName(object)}Change` });

/** The body of the message that tells of this kind of change. */
export const eventSchema = (object: CatalogueObject, type: DeedType, catalogue: Catalogue): ZodType =>
  z.strictObject({
    type: z.literal(`${object.name}.${type}`),
    timestamp,
    data: changeSchema(object, catalogue),
  });

/** Of an action that has the step "call a webhook". */
export const calledSchema = z.strictObject({
  type: z.templateLiteral(["action.", z.string()]),
  timestamp,
  data: z.strictObject({
    object: z.string(),
    id: z.uuid(),
    by: person,
    operationId: z.uuid(),
    inputs: z.record(z.string(), z.json()).meta({ description: "What was asked of who pressed." }),
    record: z.record(z.string(), z.json()).nullable().meta({ description: "As the webhook's role may read it." }),
  }),
});

export const trialSchema = z.strictObject({
  type: z.literal("webhook.test"),
  timestamp,
  data: z.strictObject({ webhook: z.strictObject({ id: z.uuid(), name: z.string() }) }),
});

const WORDS: Record<DeedType, string> = {
  created: "was made",
  updated: "was changed",
  deleted: "went to the trash",
  restored: "came back from the trash",
  purged: "was deleted for good",
};

/** @param bodyOf the JSON Schema of a body, as the document holds it */
export function webhooksSection(
  catalogue: Catalogue,
  bodyOf: (schema: ZodType) => Record<string, unknown>,
): Record<string, unknown> {
  const told = (name: string, summary: string, schema: ZodType): [string, unknown] => [
    name,
    {
      post: {
        operationId: `told-${name.replaceAll(".", "-")}`,
        tags: [headingOf("webhook")],
        summary,
        description: "Sent to webhooks whose topics ask for it, signed as docs/guides/webhooks.md says.",
        security: [],
        parameters: Object.keys(HEADERS).map((header) => ({ $ref: `#/components/parameters/${header}` })),
        requestBody: { required: true, content: { "application/json": { schema: bodyOf(schema) } } },
        responses: RESPONSES,
      },
    },
  ];
  return Object.fromEntries([
    ...toldObjects(catalogue).flatMap((object) =>
      CHANGE_TYPES.map((type) =>
        told(
          `${object.name}.${type}`,
          `A record of ${object.name} ${WORDS[type]}`,
          eventSchema(object, type, catalogue),
        ),
      ),
    ),
    told("action", "Somebody pressed an action that calls the webhook", calledSchema),
    told("webhook.test", "A test that an administrator sends", trialSchema),
  ]);
}

const RESPONSES = {
  "2XX": { description: "Taken." },
  default: { description: "Tried again, the same message with the same id; 410 switches the webhook off." },
};

const header = (name: string, description: string, example: string): JsonObject => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string", examples: [example] },
});

/** As Standard Webhooks names them; components of the document. */
export const HEADERS: Record<string, JsonObject> = {
  WebhookId: header("webhook-id", "The same at every attempt: drop what you have already.", "evt_0199f0c0"),
  WebhookTimestamp: header("webhook-timestamp", "When this attempt was signed, in seconds since 1970.", "1795420800"),
  WebhookSignature: header(
    "webhook-signature",
    "`v1,` and the HMAC-SHA256 of id, timestamp and body with the webhook's secret, in base64; two by a space while a new secret takes the place of the former.",
    "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  ),
};
