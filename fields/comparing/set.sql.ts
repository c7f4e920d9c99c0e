/** The comparisons of sets in SQL, on an array. */
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import type { Sql } from "../sql-face.ts";

/** `members` is an array expression of `cast[]`; null or empty where there is none. */
export function setCondition(operator: Operator, members: Sql, operand: Json, cast: string): Sql {
  const wanted = sql`${operand}::${sql.raw(cast)}[]`;
  switch (operator) {
    case "empty":
      return sql`(coalesce(cardinality(${members}), 0) = 0)`;
    case "notEmpty":
      return sql`(coalesce(cardinality(${members}), 0) > 0)`;
    case "hasAny":
      return sql`(${members} && ${wanted} and ${members} is not null)`;
    case "hasAll":
      return sql`(${members} @> ${wanted} and ${members} is not null)`;
    case "hasNone":
      return sql`(not ${members} && ${wanted} or ${members} is null)`;
    default:
      throw new Error(`no comparison "${operator}" for a set`);
  }
}
