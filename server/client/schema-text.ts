/** The types of a workspace's objects as TypeScript, from the schemas that its OpenAPI document is made of. */
import { CHANGE_TYPES } from "#engine/events/append.ts";
import { standsAlone, type Catalogue, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import type { ZodType } from "zod";
import type { Operand } from "#model/field.ts";
import { operatorsOf } from "#model/operand.ts";
import { inputSchema, patchSchema, recordSchema } from "../openapi/object-schemas.ts";
import { ANY_JSON, jsonOf } from "../openapi/document.ts";
import { calledSchema, eventSchema, toldObjects, trialSchema } from "../openapi/webhooks.ts";
import { key, objectText, typeText, union, type JsonSchema } from "./type-text.ts";

const HEAD = `// Made by \`raabta client\` from the objects and fields of a workspace. Make it anew rather than change it.
import type { Json, Moment } from "./client.js";

`;

/** @returns the text of `schema.d.ts` */
export function schemaText(catalogue: Catalogue): string {
  const objects = [...catalogue.objects.values()];
  const schemas: Record<string, JsonSchema> = {};
  const named = (schema: unknown): string => typeText(schema);
  const entries = objects.map((object) => {
    const record = named(jsonOf(recordSchema(object, catalogue), "output", schemas));
    const writes = standsAlone(object)
      ? `input: ${named(jsonOf(inputSchema(object, catalogue), "input", schemas))}; patch: ${named(jsonOf(patchSchema(object, catalogue), "input", schemas))}; writes: true;`
      : "input: never; patch: never; writes: false;";
    return `${key(object.name)}: { record: ${record}; ${writes}
      filters: ${filtersText(object)};
      hops: ${pairs(hopsOf(object))}; related: ${pairs(relatedOf(object))}; };`;
  });
  const messages = webhookTexts(catalogue, (schema) => named(jsonOf(schema, "output", schemas)));
  // What any JSON is, the client says itself.
  const { [ANY_JSON]: _said, ...own } = schemas;
  const types = Object.entries(own).map(([name, schema]) => `export type ${name} = ${typeOrObject(schema)};`);
  return `${HEAD}${types.join("\n\n")}\n\nexport interface Schema {\n${entries.join("\n")}\n}\n\n${messages}`;
}

/** The bodies that webhooks are sent, by their type. */
function webhookTexts(catalogue: Catalogue, named: (schema: ZodType) => string): string {
  const told = toldObjects(catalogue).flatMap((object) =>
    CHANGE_TYPES.map((type) => `${key(`${object.name}.${type}`)}: ${named(eventSchema(object, type, catalogue))};`),
  );
  // JSON Schema has no way to say that a text begins so; the compiler tells messages apart by it.
  const called = `Omit<${named(calledSchema)}, "type"> & { type: \`action.\${string}\` }`;
  return `export interface WebhookMessages {\n${told.join("\n")}\n}

/** Of an action that calls the webhook. */
export type ActionMessage = ${called};

export type TestMessage = ${named(trialSchema)};

/** Any body that a webhook is sent; \`type\` says which. */
export type WebhookMessage = WebhookMessages[keyof WebhookMessages] | ActionMessage | TestMessage;
`;
}

const typeOrObject = (schema: JsonSchema): string =>
  schema["type"] === "object" ? objectText(schema) : typeText(schema);

const pairs = (entries: readonly (readonly [string, string])[]): string =>
  `{ ${entries.map(([name, object]) => `${key(name)}: ${JSON.stringify(object)};`).join(" ")} }`;

/** Relations to one, whose fields a filter can name behind a point. */
const hopsOf = (object: CatalogueObject) =>
  [...object.fields.values()].flatMap((field) =>
    field.target && field.type.storage === "columns" ? [[field.name, field.target] as const] : [],
  );

/** Related records that a filter can count. */
const relatedOf = (object: CatalogueObject) => [
  ...[...object.fields.values()].flatMap((field) =>
    field.target && field.type.storage !== "columns" ? [[field.name, field.target] as const] : [],
  ),
  ...[...object.inverse.values()].map((inverse) => [inverse.name, inverse.object] as const),
];

/** Field → operator → operand. */
function filtersText(object: CatalogueObject): string {
  const open = [...object.fields.values()].filter((field) => !field.definition.secret);
  const fields = open.map((field) => {
    const operators = Object.entries(operatorsOf(field)).map(
      ([operator, shape]) => `${operator}: ${operandText(field, shape)};`,
    );
    return `${key(field.name)}: { ${operators.join(" ")} };`;
  });
  return `{ id: { eq: string; ne: string; in: readonly string[]; notIn: readonly string[]; };\n${fields.join("\n")} }`;
}

function operandText(field: CatalogueField, shape: Operand): string {
  const one = valueText(field);
  switch (shape) {
    case "none":
      return "undefined";
    case "text":
      return "string";
    case "days":
      return "number | { days: number }";
    case "many":
      return `readonly (${one})[]`;
    case "range":
      return `{ from: ${one}; to: ${one} }`;
    case "one":
      return one;
  }
}

/** What is compared with: the options of a choice, else what reads as the value. */
function valueText(field: CatalogueField): string {
  if (field.target) return `string | { me: true }`;
  const written = jsonOf(field.type.schema(field.definition).write, "input", {});
  const list = written["type"] === "array" ? (written["items"] as JsonSchema) : written;
  if (Array.isArray(list["enum"])) return union(list["enum"].map((value) => JSON.stringify(value)));
  if ("before" in field.type.operators) return "string | Moment";
  const text = typeText(list);
  return text.includes("[]") || text === "Json"
    ? "Json"
    : union([...text.split(" | "), ...(text.startsWith("{") ? ["string"] : [])]);
}
