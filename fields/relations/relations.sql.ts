/** Pointers to many: no columns; the engine keeps the link table and gives `_ids`, the array of linked ids, where a condition asks. */
import type { SqlFace } from "../sql-face.ts";
import { setCondition } from "../comparing/set.sql.ts";

export const linksFace: SqlFace = {
  columns: () => ({}),
  read: (column) => column("_ids"),
  condition: (operator, column, operand) => setCondition(operator, column("_ids"), operand, "uuid"),
};

export const relations: SqlFace = linksFace;
