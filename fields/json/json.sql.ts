/** Free JSON in PostgreSQL: jsonb. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";

export const json: SqlFace = {
  columns: () => ({ "": { type: "jsonb", cast: "jsonb" } }),
  read: (column) => column(""),
  exportText: (column) => sql`${column("")}::text`,
  condition: (operator, column) =>
    operator === "empty" ? sql`(${column("")} is null)` : sql`(${column("")} is not null)`,
};
