/** A pointer to one record of another object. Read with its title, written by id or by a unique field. */
import { z } from "zod";
import type { FieldDefinition, FieldType } from "#model/field.ts";
import { isObject } from "#model/json.ts";
import { isName } from "#model/naming.ts";
import { asText } from "../reading/plain-text.ts";
import { idOf, readIdOperand, readReference } from "../reading/reference.ts";
import { readByShape } from "../comparing/operand.ts";
import { compareSame, SAME_OPERATORS, testOrdered } from "../comparing/ordered.ts";

export const relationSettings = {
  /** The object it points at. */
  to: z.string().refine(isName, "is the name of an object"),
};

export const REFERENCE = z.object({ id: z.uuid(), title: z.string().nullable() });
const KEY = z
  .record(z.string(), z.union([z.string(), z.int()]))
  .meta({ description: "One unique field of the record and its value", examples: [{ number: "17850" }] });
export const WRITTEN_REFERENCE = z.union([
  z.uuid(),
  z.object({ id: z.uuid(), title: z.string().nullable().optional() }),
  KEY,
]);

/** Ids that look like real ones and differ by `n`. */
export const exampleId = (n: number): string => `01890000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** One record of an object that the definition or the type itself names. */
export function referenceType(
  name: string,
  settings: FieldType["settings"],
  objectOf: (field: FieldDefinition) => string,
): FieldType {
  return {
    name,
    storage: "columns",
    settings,
    parse: (input) => readReference(input),
    toColumns: (value) => ({ _id: idOf(value) }),
    operators: SAME_OPERATORS,
    readOperand: (operator, operand) =>
      readByShape(SAME_OPERATORS[operator as keyof typeof SAME_OPERATORS], operand, readIdOperand),
    test: (operator, value, operand) => testOrdered(operator, idOf(value), operand, compareSame),
    toText: (value) => idOf(value) ?? (isObject(value) ? asText(Object.values(value)[0]) : ""),
    schema: () => ({ read: REFERENCE, write: WRITTEN_REFERENCE }),
    sortable: false,
    refersTo: (field) => ({ object: objectOf(field), many: false }),
    example: (n) => ({ id: exampleId(n) }),
  };
}

export const relation: FieldType = referenceType("relation", relationSettings, (field) => asText(field["to"]));
