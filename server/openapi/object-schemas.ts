/** The shapes of an object's records as zod schemas, from the catalogue: for the OpenAPI document and the contract tests. */
import { z, type ZodType } from "zod";
import type { JsonObject } from "#model/json.ts";
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";

const built = new WeakMap<CatalogueObject, { record: ZodType; input: ZodType; patch: ZodType }>();

/** A record as it is read. Fields may be missing: hidden from the role, or not asked for. */
export const recordSchema = (object: CatalogueObject, catalogue: Catalogue): ZodType =>
  schemasOf(object, catalogue).record;
/** What creates a record. */
export const inputSchema = (object: CatalogueObject, catalogue: Catalogue): ZodType =>
  schemasOf(object, catalogue).input;
/** What changes a record: any of the fields. */
export const patchSchema = (object: CatalogueObject, catalogue: Catalogue): ZodType =>
  schemasOf(object, catalogue).patch;

/** How its records are called where types are named: `OrderLine`. */
export const typeName = ({ name }: CatalogueObject): string => name.charAt(0).toUpperCase() + name.slice(1);

export function pageSchema(object: CatalogueObject, catalogue: Catalogue): ZodType {
  return z.strictObject({
    data: z.array(recordSchema(object, catalogue)),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
    count: z.strictObject({ value: z.int(), exact: z.boolean() }).nullable(),
  });
}

export const aggregateSchema = (): ZodType =>
  z.strictObject({
    data: z
      .array(z.looseObject({ group: z.json().optional() }))
      .meta({ description: "One entry for each group; each measure under its own name." }),
  });

function schemasOf(object: CatalogueObject, catalogue: Catalogue) {
  let schemas = built.get(object);
  if (!schemas) {
    schemas = build(object, catalogue);
    built.set(object, schemas);
  }
  return schemas;
}

function build(object: CatalogueObject, catalogue: Catalogue) {
  const name = typeName(object);
  const read: Record<string, ZodType> = {
    id: z.uuid().meta({ description: "UUIDv7, rising with time" }),
    version: z.int().meta({ description: "Rises with every change; also the ETag" }),
    title: z.string().nullish().meta({ description: "What names the record for people" }),
    deletedAt: z.string().nullish().meta({ description: "Only where the trash is asked for; null on the living" }),
  };
  const input: Record<string, ZodType> = {};
  const patch: Record<string, ZodType> = {};
  for (const field of object.fields.values()) {
    if (field.definition.secret) continue;
    read[field.name] = readShape(field, catalogue).nullish();
    if (!isWritten(field)) continue;
    const write = writeShape(field, catalogue);
    const asked = field.definition.required === true && field.definition.default === undefined;
    input[field.name] = asked ? write : write.nullish();
    patch[field.name] = asked ? write.optional() : write.nullish();
  }
  // The product's document is for every company; what one has added stands by name in its own.
  const own = catalogue.base || object.definition.childOf ? {} : { patternProperties: { "^x_": OWN_FIELD } };
  return {
    record: z.strictObject(read).meta({ id: name, ...own }),
    input: z.strictObject(input).meta({ id: `${name}Input`, examples: [exampleOf(object)], ...own }),
    patch: z.strictObject(patch).meta({ id: `${name}Patch`, ...own }),
  };
}

const OWN_FIELD = { description: "A field that the company added; see /api/v1/workspace/openapi.json." };

const isWritten = (field: CatalogueField): boolean =>
  field.definition.readOnly !== true && (field.source === "own" || field.source === "owner");

/** Children are whole records; their parent's own record would go round in a circle, so it is left to its id. */
function readShape(field: CatalogueField, catalogue: Catalogue): ZodType {
  if (field.type.storage !== "children") return described(field.type.schema(field.definition).read, field);
  return z.array(schemasOf(catalogue.object(field.target!), catalogue).record);
}

function writeShape(field: CatalogueField, catalogue: Catalogue): ZodType {
  if (field.type.storage !== "children") return described(field.type.schema(field.definition).write, field);
  return z.array(schemasOf(catalogue.object(field.target!), catalogue).patch);
}

/** Says in words what the schema cannot. */
function described(schema: ZodType, field: CatalogueField): ZodType {
  const words = [
    field.target ? `Refers to ${field.target}.` : "",
    field.definition.unique ? "No two records have the same." : "",
    field.source === "statistics" || field.computed ? "Computed." : "",
    field.definition.readOnly ? "Written by the system alone." : "",
  ].filter(Boolean);
  return words.length > 0 ? schema.meta({ description: words.join(" ") }) : schema;
}

/** What one would write first: the fields asked for when a record is created, with each type's own example. */
function exampleOf(object: CatalogueObject): JsonObject {
  const required = [...object.fields.values()].filter((field) => field.definition.required).map((field) => field.name);
  const names = object.definition.create ?? [...object.definition.title, ...required];
  const fields = [...new Set(names)]
    .flatMap((name) => object.fields.get(name) ?? [])
    .filter((field) => isWritten(field) && (!field.target || field.definition.required));
  return Object.fromEntries(fields.map((field) => [field.name, field.type.example(1, field.definition)]));
}
