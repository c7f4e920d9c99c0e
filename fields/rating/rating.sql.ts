/** Stars in PostgreSQL: a small whole number. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { orderedCondition } from "../comparing/ordered.sql.ts";

export const rating: SqlFace = {
  columns: () => ({ "": { type: "integer", cast: "integer" } }),
  read: (column) => column(""),
  sort: (column) => ({ by: column(""), cast: "integer", suffix: "" }),
  condition: (operator, column, operand) => orderedCondition(operator, column(""), operand, "integer"),
  amount: (column) => sql`${column("")}::numeric`,
  cell: "number",
};
