/** A person's name in PostgreSQL: its parts, and the folded full name that sorts and is compared. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { KEY_COLUMN, textCondition } from "../comparing/text.sql.ts";

export const personName: SqlFace = {
  columns: () => ({ "": { type: "jsonb", cast: "jsonb" }, _key: KEY_COLUMN }),
  read: (column) => column(""),
  sort: (column) => ({ by: column("_key"), cast: "text", suffix: "_key" }),
  condition: (operator, column, operand) => textCondition(operator, column("_key"), operand),
  text: (column) => sql`${column("")}->>'full'`,
  exportText: (column) => sql`${column("")}->>'full'`,
};
