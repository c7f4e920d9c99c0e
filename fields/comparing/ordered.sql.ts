/** The comparisons of ordered values in SQL. `and … is not null` keeps the answer from being null and leaves indexes usable, unlike coalesce. */
import { sql } from "#model/sql.ts";
import { isObject, type Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import type { Sql } from "../sql-face.ts";

/** `cast` is the bare type of the column: `numeric`. */
export function orderedCondition(operator: Operator, column: Sql, operand: Json, cast: string): Sql {
  const type = sql.raw(cast);
  const compared = (sign: string, value: Json): Sql =>
    sql`(${column} ${sql.raw(sign)} ${value}::${type} and ${column} is not null)`;
  switch (operator) {
    case "empty":
      return sql`(${column} is null)`;
    case "notEmpty":
      return sql`(${column} is not null)`;
    case "eq":
      return compared("=", operand);
    case "ne":
      return sql`(${column} <> ${operand}::${type} or ${column} is null)`;
    case "in":
      return sql`(${column} = any(${operand}::${type}[]) and ${column} is not null)`;
    case "notIn":
      return sql`(${column} <> all(${operand}::${type}[]) or ${column} is null)`;
    case "lt":
      return compared("<", operand);
    case "lte":
      return compared("<=", operand);
    case "gt":
      return compared(">", operand);
    case "gte":
      return compared(">=", operand);
    case "between":
      return bounded(
        column,
        isObject(operand) ? { from: operand["from"] as Json, to: operand["to"] as Json } : {},
        cast,
      );
    default:
      throw new Error(`no comparison "${operator}" for ${cast}`);
  }
}

/** Where a value may lie: `from` and `to` belong to it, `after` and `before` do not. */
export function bounded(
  column: Sql,
  bounds: { from?: Json; after?: Json; to?: Json; before?: Json },
  cast: string,
): Sql {
  const type = sql.raw(cast);
  const parts = (
    [
      ["from", ">="],
      ["after", ">"],
      ["to", "<="],
      ["before", "<"],
    ] as const
  )
    .filter(([end]) => bounds[end] !== undefined)
    .map(([end, sign]) => sql`${column} ${sql.raw(sign)} ${bounds[end]}::${type}`);
  return sql`(${sql.join([...parts, sql`${column} is not null`], sql` and `)})`;
}
