/** A whole number in PostgreSQL: bigint, within what JSON carries. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { orderedCondition } from "../comparing/ordered.sql.ts";

export const integer: SqlFace = {
  columns: () => ({ "": { type: "bigint", cast: "bigint" } }),
  read: (column) => column(""),
  sort: (column) => ({ by: column(""), cast: "bigint", suffix: "" }),
  condition: (operator, column, operand) => orderedCondition(operator, column(""), operand, "bigint"),
  amount: (column) => sql`${column("")}::numeric`,
  cell: "number",
};
