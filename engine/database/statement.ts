/** Turns SQL fragments into statements: text, values, and a name where the text is worth preparing. */
import { createHash } from "node:crypto";
import { numbered, type Sql } from "#model/sql.ts";

export interface Statement {
  text: string;
  values: unknown[];
  name?: string;
}

const MAX_NAMES = 1000;
const names = new Map<string, string>();

/** Text and values of a fragment. */
export function compile(fragment: Sql): Statement {
  return { text: numbered(fragment), values: [...fragment.values] };
}

/**
 * The same with a name, so that PostgreSQL keeps the plan. The number of names is bounded; what comes after goes unnamed.
 * Use it for statements with fixed columns only: a prepared `select *` breaks across schemas.
 */
export function prepared(fragment: Sql): Statement {
  const statement = compile(fragment);
  let name = names.get(statement.text);
  if (name === undefined && names.size < MAX_NAMES) {
    name = `rb_${createHash("sha256").update(statement.text).digest("hex").slice(0, 24)}`;
    names.set(statement.text, name);
  }
  return name === undefined ? statement : { ...statement, name };
}
