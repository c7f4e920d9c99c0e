/** Yes or no in PostgreSQL. */
import type { SqlFace } from "../sql-face.ts";
import { orderedCondition } from "../comparing/ordered.sql.ts";

export const boolean: SqlFace = {
  columns: () => ({ "": { type: "boolean", cast: "boolean" } }),
  read: (column) => column(""),
  sort: (column) => ({ by: column(""), cast: "boolean", suffix: "" }),
  condition: (operator, column, operand) => orderedCondition(operator, column(""), operand, "boolean"),
  cell: "boolean",
};
