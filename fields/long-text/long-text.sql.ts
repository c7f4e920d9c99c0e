/** Long text in PostgreSQL: as written, and folded whole beside it so that any part is found. */
import type { SqlFace } from "../sql-face.ts";
import { TEXT_COLUMN, textCondition } from "../comparing/text.sql.ts";

export const longText: SqlFace = {
  columns: () => ({ "": TEXT_COLUMN, _key: TEXT_COLUMN }),
  read: (column) => column(""),
  condition: (operator, column, operand) => textCondition(operator, column("_key"), operand),
};
