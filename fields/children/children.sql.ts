/** Lines in PostgreSQL: rows of the child object's table, which the engine reads; filtered through `has`. */
import type { SqlFace } from "../sql-face.ts";

export const children: SqlFace = {
  columns: () => ({}),
  read: (column) => column(""),
  condition(operator) {
    throw new Error(`lines have no comparison "${operator}": filter them with has`);
  },
};
