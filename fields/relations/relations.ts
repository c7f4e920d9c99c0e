/** Pointers to any number of records of another object, in a link table. */
import { z } from "zod";
import type { FieldDefinition, FieldType } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { asText } from "../reading/plain-text.ts";
import { idOf, readIdOperand, readReferences } from "../reading/reference.ts";
import { readSetOperand, SET_OPERATORS, testSet } from "../comparing/set.ts";
import { exampleId, REFERENCE, relationSettings, WRITTEN_REFERENCE } from "../relation/relation.ts";

export const relationsSettings = relationSettings;

const listOf = (value: Json): Json[] => (Array.isArray(value) ? value : []);
const idsOf = (value: Json): string[] =>
  listOf(value)
    .map(idOf)
    .filter((id) => id !== null);

/** `named` is the field by which a bare text names a record. */
export function referencesType(
  name: string,
  settings: FieldType["settings"],
  objectOf: (field: FieldDefinition) => string,
  named?: string,
): FieldType {
  const written = named === undefined ? WRITTEN_REFERENCE : z.union([z.string(), WRITTEN_REFERENCE]);
  return {
    name,
    storage: "links",
    settings,
    parse: (input) => readReferences(input, named),
    toColumns: () => ({}),
    operators: SET_OPERATORS,
    readOperand: (operator, operand) => readSetOperand(operator, operand, readIdOperand),
    test: (operator, value, operand) => testSet(operator, idsOf(value), operand),
    toText: (value) =>
      listOf(value)
        .map((one) => (named === undefined ? undefined : titleOf(one, named)) ?? idOf(one) ?? "")
        .join("; "),
    schema: () => ({ read: z.array(REFERENCE), write: z.array(written) }),
    sortable: false,
    refersTo: (field) => ({ object: objectOf(field), many: true }),
    makesByName: named !== undefined,
    example: (n) => [{ id: exampleId(n) }, { id: exampleId(n + 1000) }],
  };
}

function titleOf(value: Json, named: string): string | undefined {
  const { title, [named]: name } = (value ?? {}) as Record<string, Json | undefined>;
  return asText(title) || asText(name) || undefined;
}

export const relations: FieldType = referencesType("relations", relationsSettings, (field) => asText(field["to"]));
