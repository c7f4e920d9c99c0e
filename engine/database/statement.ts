/** Turns SQL fragments into statements: text, values, and a name where the text is worth preparing. */
import { createHash } from "node:crypto";
import pg from "pg";
import { numbered, type Sql } from "#model/sql.ts";

export interface Statement {
  text: string;
  values: unknown[];
  name?: string;
  /** One plan for all values: where planning it anew costs more than a better plan saves, or there is no better one. */
  onePlan?: boolean;
  /** It changes nothing, whatever happens before it. */
  reads?: true;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(element).join(",")}}`);
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return pg.escapeLiteral(String(value));
  throw new Error(`a ${typeof value} cannot stand in a statement`);
}

const element = (value: unknown): string =>
  typeof value !== "string"
    ? String(value as number | boolean | null)
    : `"${value.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;

/** Names are made from texts, which takes longer than to remember as many. */
const MAX_NAMES = 2000;
const names = new Map<string, string>();

/** Text and values of a fragment. */
export function compile(fragment: Sql): Statement {
  return { text: numbered(fragment), values: [...fragment.values] };
}

/** The text of a fragment with its values in it, quoted by PostgreSQL's rules. For COPY alone; elsewhere values are parameters. */
export function inlined({ pieces, values }: Sql): string {
  return values.reduce<string>((text, value, place) => text + literal(value) + pieces[place + 1]!, pieces[0]!);
}

/**
 * The same with a name, so that PostgreSQL keeps the plan, on connections where there is room for it (`kept-statements.ts`).
 * Use it for statements with fixed columns only: a prepared `select *` breaks across schemas.
 */
export const prepared = (fragment: Sql): Statement => named(compile(fragment));

/** The same for a statement that is text already. */
export const named = (statement: Statement): Statement => ({ ...statement, name: nameOf(statement.text) });

function nameOf(text: string): string {
  const name = names.get(text) ?? `rb_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
  names.delete(text);
  names.set(text, name);
  if (names.size > MAX_NAMES) names.delete(names.keys().next().value!);
  return name;
}

/** A prepared statement that changes nothing: it may travel with the beginning of its transaction. */
export const reading = (fragment: Sql): Statement => ({ ...prepared(fragment), reads: true });
