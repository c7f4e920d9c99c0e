/** A pointer in PostgreSQL: the id of the other record, with a foreign key. The engine reads it with its title. */
import type { FieldDefinition } from "#model/field.ts";
import type { SqlFace } from "../sql-face.ts";
import { orderedCondition } from "../comparing/ordered.sql.ts";

export function referenceFace(objectOf: (field: FieldDefinition) => string): SqlFace {
  return {
    columns: (field) => ({ _id: { type: "uuid", cast: "uuid", references: objectOf(field) } }),
    read: (column) => column("_id"),
    condition: (operator, column, operand) => orderedCondition(operator, column("_id"), operand, "uuid"),
  };
}

export const relation: SqlFace = referenceFace((field) => String(field["to"]));
