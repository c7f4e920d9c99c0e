/** `q`: every word typed begins a word, number, e-mail or phone of the record. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { asciiDigits, fold } from "#model/folding.ts";
import type { Sql } from "#fields/sql-face.ts";
import { fieldAccess } from "../access/rights.ts";
import type { Context } from "../context.ts";

const MAX_TERMS = 6;
const LAST = "\u{10ffff}";

/** The terms of a search text; a phone typed with spaces or dashes is one. */
export function searchTerms(text: string): string[] {
  const folded = fold(text.slice(0, 200));
  const digits = asciiDigits(folded).replace(/[\s().+-]/g, "");
  if (/^\d{5,}$/.test(digits)) return [digits];
  return folded
    .split(/\s+/)
    .map((term) => term.replace(/^[^\p{L}\p{M}\p{N}]+/u, ""))
    .filter(Boolean)
    .slice(0, MAX_TERMS);
}

/** True where each term begins one of the record's keys, those of hidden fields left out; false for a text without any letter or digit. */
export function searchCondition(ctx: Context, object: CatalogueObject, text: string, alias: string): Sql {
  const terms = searchTerms(text);
  if (terms.length === 0) return sql`false`;
  const hidden = [...object.fields.values()]
    .filter((field) => field.type.keys && fieldAccess(ctx.actor, object, field) === "hidden")
    .map((field) => field.name);
  const seen = hidden.length === 0 ? sql`` : sql` and field <> all(${hidden})`;
  const found = terms.map(
    (term) => sql`${sql.ref(`${alias}.id`)} in (
    select record_id from record_keys where object = ${object.name} and key >= ${term} and key < ${term + LAST}${seen})`,
  );
  return sql`(${sql.join(found, sql` and `)})`;
}
