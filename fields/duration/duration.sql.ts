/** A duration in PostgreSQL: its seconds. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { integer } from "../integer/integer.sql.ts";

export const duration: SqlFace = {
  columns: integer.columns,
  read: integer.read,
  sort: integer.sort!,
  condition: integer.condition,
  amount: integer.amount!,
  exportText: (column) =>
    sql`${column("")} / 3600 || ':' || lpad((${column("")} / 60 % 60)::text, 2, '0') || ':' || lpad((${column("")} % 60)::text, 2, '0')`,
};
