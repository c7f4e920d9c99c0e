/** The catalogue: every object and field of a workspace, checked and joined up, from which all else is derived. */
import { OWNER_FIELDS, SYSTEM_FIELDS, type ObjectDefinition } from "./object.ts";
import { kebabCase, pluralOf, snakeCase } from "./naming.ts";
import { checkDefinitions } from "./catalogue-check.ts";
import { Catalogue, type CatalogueField, type CatalogueObject, type FieldSource } from "./catalogue-shape.ts";
import { isComputed, resolveComputed } from "./computed.ts";
import type { FieldDefinition, FieldType } from "./field.ts";

export { Catalogue, parentField, standsAlone } from "./catalogue-shape.ts";
export type { CatalogueField, CatalogueObject, FieldSource, InverseRelation } from "./catalogue-shape.ts";

/**
 * Joins definitions into a catalogue.
 * @throws Error that lists every fault of the definitions at once, in sentences.
 */
export function makeCatalogue(
  definitions: readonly ObjectDefinition[],
  types: Record<string, FieldType>,
  base?: Catalogue,
): Catalogue {
  const faults = checkDefinitions(definitions, types);
  if (faults.length > 0) throw new Error(`The object definitions do not hold together:\n- ${faults.join("\n- ")}`);
  const objects = new Map(definitions.map((definition) => [definition.name, catalogueObject(definition, types)]));
  for (const object of objects.values()) addInverse(object, objects);
  resolveComputed(objects, types);
  if (!base) refuseFaults(objects);
  return new Catalogue(objects, fingerprint(JSON.stringify(definitions)), base);
}

/** A company's own fields may be without what they need after a new release; those of the product may not. */
function refuseFaults(objects: ReadonlyMap<string, CatalogueObject>): void {
  const faults = [...objects.values()].flatMap((object) =>
    [...object.fields.values()].flatMap(({ name, computed }) =>
      computed?.fault ? [`${object.name}.${name}: ${computed.fault.message}`] : [],
    ),
  );
  if (faults.length > 0) throw new Error(`The object definitions do not hold together:\n- ${faults.join("\n- ")}`);
}

function catalogueObject(definition: ObjectDefinition, types: Record<string, FieldType>): CatalogueObject {
  const plural = definition.plural ?? pluralOf(definition.name);
  const table = snakeCase(plural);
  const fields = new Map<string, CatalogueField>();
  const add = (source: FieldSource, group: Record<string, FieldDefinition>) => {
    for (const [name, field] of Object.entries(group)) fields.set(name, catalogueField(name, field, source, types));
  };
  add("own", definition.fields);
  if (definition.ownership.by === "owner") add("owner", OWNER_FIELDS);
  add("statistics", definition.statistics ?? {});
  add("system", SYSTEM_FIELDS);
  const retired = Object.entries(definition.retired ?? {}).map(
    ([name, field]) => [name, catalogueField(name, field, "own", types)] as const,
  );
  return {
    name: definition.name,
    definition,
    plural,
    path: kebabCase(plural),
    table,
    fields,
    retired: new Map(retired),
    inverse: new Map(),
    statisticsTable: definition.statistics ? `${snakeCase(definition.name)}_stats` : undefined,
  };
}

function catalogueField(
  name: string,
  said: FieldDefinition,
  source: FieldSource,
  types: Record<string, FieldType>,
): CatalogueField {
  // What comes out of a computed one is found when all are known.
  if (isComputed(said)) {
    const column = said.column ?? snakeCase(name);
    return { name, definition: said, type: types["text"]!, source: "computed", column, target: undefined };
  }
  const type = types[said.type]!;
  const definition = type.implies ? { ...said, ...type.implies } : said;
  const column = definition.column ?? snakeCase(name);
  return { name, definition, type, source, column, target: type.refersTo?.(definition).object };
}

/** A company's `orders`, or `companies.parent` where an object points at it by several fields. */
function addInverse(object: CatalogueObject, objects: Map<string, CatalogueObject>): void {
  for (const other of objects.values()) {
    const pointing = [...other.fields.values()].filter(
      (field) =>
        field.target === object.name &&
        (field.source === "own" || field.source === "owner") &&
        field.type.storage === "columns",
    );
    for (const field of pointing) {
      const plain = other.plural;
      const alone = pointing.length === 1 && !object.fields.has(plain);
      const name = alone ? plain : `${plain}.${field.name}`;
      object.inverse.set(name, { name, object: other.name, field: field.name });
    }
  }
}

/** FNV-1a, 52 bits: tells two catalogues apart; no secret hangs on it. */
function fingerprint(text: string): string {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    high = Math.imul(high ^ text.charCodeAt(index), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(text.length - 1 - index), 0x85ebca6b);
  }
  return (high >>> 0).toString(16).padStart(8, "0") + (low >>> 0).toString(16).padStart(8, "0");
}
