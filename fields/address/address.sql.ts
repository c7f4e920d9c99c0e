/** An address in PostgreSQL: its parts, what it sorts by (city, country), and all its text folded. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { ADDRESS_PARTS } from "./address.ts";
import { KEY_COLUMN, TEXT_COLUMN, textCondition } from "../comparing/text.sql.ts";

export const address: SqlFace = {
  columns: () => ({ "": { type: "jsonb", cast: "jsonb" }, _key: KEY_COLUMN, _text: TEXT_COLUMN }),
  read: (column) => column(""),
  sort: (column) => ({ by: column("_key"), cast: "text", suffix: "_key" }),
  condition: (operator, column, operand) => textCondition(operator, column("_text"), operand),
  text: (column) =>
    sql`nullif(concat_ws(', ', ${sql.join(ADDRESS_PARTS.map((part) => sql`${column("")}->>${sql.lit(part)}`))}), '')`,
};
