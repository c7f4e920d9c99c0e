/** A person's name in PostgreSQL: its parts, the folded full name that sorts and is compared, and how it sounds. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { SOUNDS } from "../comparing/sounds.ts";
import { SOUNDS_COLUMN, soundsCondition } from "../comparing/sounds.sql.ts";
import { KEY_COLUMN, textCondition } from "../comparing/text.sql.ts";

export const personName: SqlFace = {
  columns: () => ({ "": { type: "jsonb", cast: "jsonb" }, _key: KEY_COLUMN, [SOUNDS]: SOUNDS_COLUMN }),
  read: (column) => column(""),
  sort: (column) => ({ by: column("_key"), cast: "text", suffix: "_key" }),
  condition: (operator, column, operand) =>
    operator === "soundsLike"
      ? soundsCondition(column(SOUNDS), operand)
      : textCondition(operator, column("_key"), operand),
  text: (column) => sql`${column("")}->>'full'`,
  exportText: (column) => sql`${column("")}->>'full'`,
};
