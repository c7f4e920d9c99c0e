/** Cells of text files that no spreadsheet takes for a formula, and that an import reads as they were. */
import { sql } from "#model/sql.ts";
import type { Sql } from "#fields/sql-face.ts";

/** Signs with which a formula begins, also behind blanks and quotes, also in full width. */
const RISKY = /^[\s'"]*[=+\-@＝＋－＠\t\r]/u;

/** An apostrophe makes plain text of it. */
export const guarded = (text: string): string => (RISKY.test(text) ? `'${text}` : text);

/** Takes off the apostrophe that `guarded` put there. What was never guarded stays: `'tis`. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && RISKY.test(text.slice(1)) ? text.slice(1) : text;

/** What JavaScript's `\s` takes for a blank, as a bracket of PostgreSQL's expressions. */
const BLANKS = "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const PATTERN = `^[${BLANKS}'"]*[-=+@＝＋－＠\\t\\r]`;

/**
 * `guarded` in PostgreSQL. The first sign decides for nearly all texts; only the others are looked into.
 * @param text is written several times: a column, no expression that costs.
 */
export function guardedSql(text: Sql): Sql {
  const begins = sql`ascii(${text}) < 65 or ascii(${text}) > 8191 or ascii(${text}) in (160, 5760)`;
  return sql`case when (${begins}) and ${text} ~ ${sql.lit(PATTERN)} then ${sql.lit("'")} || ${text} else ${text} end`;
}
