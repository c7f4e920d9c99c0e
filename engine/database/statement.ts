/** Turns SQL fragments into statements: text, values, and a name where the text is worth preparing. */
import { createHash } from "node:crypto";
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from "kysely";

export interface Statement {
  text: string;
  values: unknown[];
  name?: string;
}

const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const MAX_NAMES = 1000;
const names = new Map<string, string>();

/** Text and parameters of a fragment built with kysely's `sql`. */
export function compile(fragment: RawBuilder<unknown>): Statement {
  const { sql, parameters } = fragment.compile(compiler);
  return { text: sql, values: [...parameters] };
}

/**
 * The same with a name, so that PostgreSQL keeps the plan. The number of names is bounded; what comes after goes unnamed.
 * Use it for statements with fixed columns only: a prepared `select *` breaks across schemas.
 */
export function prepared(fragment: RawBuilder<unknown>): Statement {
  const statement = compile(fragment);
  let name = names.get(statement.text);
  if (name === undefined && names.size < MAX_NAMES) {
    name = `rb_${createHash("sha256").update(statement.text).digest("hex").slice(0, 24)}`;
    names.set(statement.text, name);
  }
  return name === undefined ? statement : { ...statement, name };
}
