/** An instant in PostgreSQL, to the millisecond; read in UTC whatever the session's zone. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { momentFace } from "../date/date.sql.ts";

export const datetime: SqlFace = momentFace(
  "timestamptz(3)",
  "timestamptz",
  (column) => sql.instant(column("")),
  (column, timeZone) => sql`(${column("")} at time zone ${timeZone}::text)`,
);
