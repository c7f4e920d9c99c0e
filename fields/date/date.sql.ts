/** A day in PostgreSQL. `to_json` writes it in ISO form whatever the session's date style. */
import { sql } from "#model/sql.ts";
import type { SqlFace } from "../sql-face.ts";
import { bounded } from "../comparing/ordered.sql.ts";

/** For dates and instants alike: the operand says bounds. */
export function momentFace(
  type: string,
  cast: "date" | "timestamptz",
  read: SqlFace["read"],
  clock: NonNullable<SqlFace["clock"]>,
  exportText: SqlFace["read"] = read,
): SqlFace {
  return {
    clock,
    exportText,
    cell: cast === "date" ? "date" : "datetime",
    columns: () => ({ "": { type, cast } }),
    read,
    sort: (column) => ({ by: column(""), cast, suffix: "" }),
    condition(operator, column, operand) {
      if (operator === "empty") return sql`(${column("")} is null)`;
      return bounded(column(""), (operand ?? {}) as Record<string, string>, cast);
    },
  };
}

export const date: SqlFace = momentFace(
  "date",
  "date",
  (column) => column(""),
  (column) => sql`${column("")}::timestamp`,
  (column) => sql`to_char(${column("")}, 'YYYY-MM-DD')`,
);
