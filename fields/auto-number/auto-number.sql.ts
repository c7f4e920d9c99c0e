/** A number that the machine gives, in PostgreSQL: as it is shown, and beside it with its digits filled up, by which it is ordered. */
import type { SqlFace } from "../sql-face.ts";
import { TEXT_COLUMN } from "../comparing/text.sql.ts";
import { orderedCondition } from "../comparing/ordered.sql.ts";

export const autoNumber: SqlFace = {
  columns: () => ({ "": TEXT_COLUMN, _key: { type: 'text collate "C"', cast: "text" } }),
  read: (column) => column(""),
  sort: (column) => ({ by: column("_key"), cast: "text", suffix: "_key" }),
  condition: (operator, column, operand) => orderedCondition(operator, column("_key"), operand, "text"),
};
