/** The comparisons of text in SQL, on the folded key. */
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import type { Column, Sql } from "../sql-face.ts";
import { asText } from "../reading/plain-text.ts";
import { orderedCondition } from "./ordered.sql.ts";

/** The folded key sorts as people of any script expect; equality stays that of the characters. */
export const KEY_COLUMN: Column = { type: 'text collate "und-x-icu"', cast: "text" };
export const TEXT_COLUMN: Column = { type: "text", cast: "text" };

/** The text with the signs of `like` made plain. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** The pattern of `like` for an operator that looks for a part. */
export function patternOf(operator: Operator, operand: Json): string {
  const text = literal(asText(operand));
  if (operator === "startsWith") return `${text}%`;
  return operator === "endsWith" ? `%${text}` : `%${text}%`;
}

/** `key` is null where the value is empty, and only there. */
export function textCondition(operator: Operator, key: Sql, operand: Json): Sql {
  switch (operator) {
    case "contains":
    case "startsWith":
    case "endsWith":
      return sql`(${key} like ${patternOf(operator, operand)} and ${key} is not null)`;
    case "notContains":
      return sql`(${key} not like ${patternOf(operator, operand)} or ${key} is null)`;
    default:
      return orderedCondition(operator, key, operand, "text");
  }
}
