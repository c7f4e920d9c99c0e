/** How names sound, in SQL: the stored sounds hold one of each word that is asked for. */
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import type { Column, Sql } from "../sql-face.ts";

export const SOUNDS_COLUMN: Column = { type: "tsvector", cast: "tsvector", lookedUp: true };

/** `sounds` is null where the value is empty, and in rows older than the column until the job `columns.fill` has come to them. */
export function soundsCondition(sounds: Sql, operand: Json): Sql {
  const query = (operand as string[][]).map((word) => `(${word.map((sound) => `'${sound}'`).join(" | ")})`).join(" & ");
  return sql`(${sounds} @@ ${query}::tsquery and ${sounds} is not null)`;
}
