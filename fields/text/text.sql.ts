/** Text in PostgreSQL: as written, and folded beside it. */
import type { SqlFace } from "../sql-face.ts";
import { KEY_COLUMN, TEXT_COLUMN, textCondition } from "../comparing/text.sql.ts";

export const text: SqlFace = {
  columns: () => ({ "": TEXT_COLUMN, _key: KEY_COLUMN }),
  read: (column) => column(""),
  sort: (column) => ({ by: column("_key"), cast: "text", suffix: "_key" }),
  condition: (operator, column, operand) => textCondition(operator, column("_key"), operand),
};
