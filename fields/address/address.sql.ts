/** An address in PostgreSQL: its parts, what it sorts by (city, country), and all its text folded. */
import { sql } from "#model/sql.ts";
import type { Sql, SqlFace } from "../sql-face.ts";
import { ADDRESS_PARTS } from "./address.ts";
import { KEY_COLUMN, TEXT_COLUMN, textCondition } from "../comparing/text.sql.ts";

const partOf = (address: Sql, part: string): Sql => sql`(${address}->>${sql.lit(part)})`;

export const address: SqlFace = {
  columns: () => ({ "": { type: "jsonb", cast: "jsonb" }, _key: KEY_COLUMN, _text: TEXT_COLUMN }),
  read: (column) => column(""),
  sort: (column) => ({ by: column("_key"), cast: "text", suffix: "_key" }),
  condition: (operator, column, operand) => textCondition(operator, column("_text"), operand),
  exportText: (column) => {
    const [street, ...others] = ADDRESS_PARTS.map((part) => partOf(column(""), part));
    const written = ADDRESS_PARTS.map((part) => {
      const key = `"${part}":`;
      return sql`${sql.lit(key)} || to_json(${partOf(column(""), part)})::text`;
    });
    return sql`case when coalesce(${sql.join(others)}) is null then ${street} else '{' || concat_ws(',', ${sql.join(written)}) || '}' end`;
  },
  parts: (column) => Object.fromEntries(ADDRESS_PARTS.map((part) => [part, { text: partOf(column(""), part) }])),
  text: (column) =>
    sql`nullif(concat_ws(', ', ${sql.join(ADDRESS_PARTS.map((part) => sql`${column("")}->>${sql.lit(part)}`))}), '')`,
};
