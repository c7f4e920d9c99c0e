/** A choice in PostgreSQL: the option's name, compared by its bytes. */
import type { SqlFace } from "../sql-face.ts";
import { orderedCondition } from "../comparing/ordered.sql.ts";

export const choice: SqlFace = {
  columns: () => ({ "": { type: 'text collate "C"', cast: "text" } }),
  read: (column) => column(""),
  sort: (column) => ({ by: column(""), cast: "text", suffix: "" }),
  condition: (operator, column, operand) => orderedCondition(operator, column(""), operand, "text"),
};
