/** Phone numbers in PostgreSQL: a list of entries, sorted by the digits of the first. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { entriesFace, entriesText } from "../comparing/entries.sql.ts";

export const phones: SqlFace = {
  ...entriesFace,
  exportText: (column) =>
    entriesText(column(""), (entry) => sql`(${entry}->>'value') || coalesce(' ext. ' || (${entry}->>'extension'), '')`),
};
