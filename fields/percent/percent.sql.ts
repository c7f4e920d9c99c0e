/** A share of a hundred in PostgreSQL: a number; the sign stands only in files of text. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { number } from "../number/number.sql.ts";

export const percent: SqlFace = {
  ...number,
  exportText: (column) => sql`trim_scale(${column("")})::text || '%'`,
};
