/** The comparisons of lists of entries in SQL, and the columns they stand in. */
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import type { Sql, SqlFace } from "../sql-face.ts";
import { KEY_COLUMN, patternOf } from "./text.sql.ts";

/** A jsonb array of entries and, in `_key`, the first one, by which it is sorted. */
export const entriesFace: SqlFace = {
  columns: () => ({ "": { type: "jsonb", cast: "jsonb" }, _key: KEY_COLUMN }),
  read: (column) => column(""),
  sort: (column) => ({ by: column("_key"), cast: "text", suffix: "_key" }),
  condition: (operator, column, operand) => entriesCondition(operator, column(""), operand),
  text: (column) => sql`${column("")}->0->>'value'`,
  exportText: (column) => entriesText(column(""), (entry) => sql`${entry}->>'value'`),
};

/** All entries in one text; the usual single one without a look into the others. */
export function entriesText(entries: Sql, textOf: (entry: Sql) => Sql): Sql {
  return sql`case when jsonb_array_length(${entries}) = 1 then ${textOf(sql`(${entries}->0)`)}
    else (select string_agg(${textOf(sql`entry`)}, '; ' order by n) from jsonb_array_elements(${entries}) with ordinality as e(entry, n)) end`;
}

const holding = (value: Json): string => JSON.stringify([{ value }]);

/** Containment can use an index over the jsonb; looking for a part cannot. */
function entriesCondition(operator: Operator, entries: Sql, operand: Json): Sql {
  const some = (test: Sql): Sql =>
    sql`(${entries} is not null and exists (select 1 from jsonb_array_elements(${entries}) entry where ${test}))`;
  const none = (test: Sql): Sql =>
    sql`(${entries} is null or not exists (select 1 from jsonb_array_elements(${entries}) entry where ${test}))`;
  const like = (): Sql => sql`entry->>'value' like ${patternOf(operator, operand)}`;
  const oneOf = (): Sql => sql`entry->>'value' = any(${operand}::text[])`;
  switch (operator) {
    case "empty":
      return sql`(${entries} is null)`;
    case "notEmpty":
      return sql`(${entries} is not null)`;
    case "eq":
      return sql`(${entries} @> ${holding(operand)}::jsonb and ${entries} is not null)`;
    case "ne":
      return sql`(not ${entries} @> ${holding(operand)}::jsonb or ${entries} is null)`;
    case "in":
      return some(oneOf());
    case "notIn":
      return none(oneOf());
    case "contains":
    case "startsWith":
    case "endsWith":
      return some(like());
    case "notContains":
      return none(like());
    default:
      throw new Error(`no comparison "${operator}" for a list of entries`);
  }
}
