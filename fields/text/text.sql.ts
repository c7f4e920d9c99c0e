/** Text in PostgreSQL: as written, and folded beside it; names with their sounds. */
import type { SqlFace } from "../sql-face.ts";
import { isSounded, SOUNDS } from "../comparing/sounds.ts";
import { SOUNDS_COLUMN, soundsCondition } from "../comparing/sounds.sql.ts";
import { KEY_COLUMN, TEXT_COLUMN, textCondition } from "../comparing/text.sql.ts";

export const text: SqlFace = {
  columns: (field) => ({
    "": TEXT_COLUMN,
    _key: KEY_COLUMN,
    ...(isSounded(field) ? { [SOUNDS]: SOUNDS_COLUMN } : {}),
  }),
  read: (column) => column(""),
  sort: (column) => ({ by: column("_key"), cast: "text", suffix: "_key" }),
  condition: (operator, column, operand) =>
    operator === "soundsLike"
      ? soundsCondition(column(SOUNDS), operand)
      : textCondition(operator, column("_key"), operand),
};
