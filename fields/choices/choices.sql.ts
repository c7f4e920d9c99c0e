/** Several choices in PostgreSQL: an array of the options' names. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { setCondition } from "../comparing/set.sql.ts";

export const choices: SqlFace = {
  columns: () => ({ "": { type: "text[]", cast: "text[]" } }),
  read: (column) => column(""),
  condition: (operator, column, operand) => setCondition(operator, column(""), operand, "text"),
  exportText: (column) => sql`array_to_string(${column("")}, '; ')`,
};
