/** A decimal number in PostgreSQL: numeric, without zeros at its end. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { orderedCondition } from "../comparing/ordered.sql.ts";

export const number: SqlFace = {
  columns: () => ({ "": { type: "numeric", cast: "numeric" } }),
  read: (column) => sql`trim_scale(${column("")})::text`,
  sort: (column) => ({ by: column(""), cast: "numeric", suffix: "" }),
  condition: (operator, column, operand) => orderedCondition(operator, column(""), operand, "numeric"),
  text: (column) => sql`trim_scale(${column("")})::text`,
  amount: (column) => column(""),
  exportText: (column) => sql`trim_scale(${column("")})::text`,
  cell: "number",
};
