/** `q`: every word typed begins a word, number, e-mail or phone of the record, or sounds like a word of its name. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Sql } from "#fields/sql-face.ts";
import { fieldAccess, scopeOf } from "../access/rights.ts";
import type { Context } from "../context.ts";
import { columnOf } from "../query/column-of.ts";
import { faceOf } from "../query/columns.ts";
import { hasSortIndex } from "../schema/desired.ts";
import { GROUPS, keyedFields, ownerLexeme, quoted, teamLexeme } from "./lexemes.ts";
import {
  atOnce,
  isShort,
  leavesToRows,
  queryOf,
  shortQuery,
  type Late,
  type Nearness,
  type SearchText,
} from "./terms.ts";

/** Sorts behind every other character, in the collations of ICU too. */
const LAST = "\uffff";

/**
 * The groups of lexemes that the actor may search, as marks of a query: empty for all of them, undefined for none. A group
 * with a field that is hidden from the actor is left out as a whole: its lexemes do not tell which field they came from.
 */
export function marksOf(ctx: Context, object: CatalogueObject): string | undefined {
  const closed = new Set(
    keyedFields(object)
      .filter(({ field }) => fieldAccess(ctx.actor, object, field) === "hidden")
      .map(({ group }) => group),
  );
  if (closed.size === 0) return "";
  const open = GROUPS.filter((group) => !closed.has(group) && keyedFields(object).some((each) => each.group === group));
  return open.length === 0 ? undefined : open.join("");
}

const isLong = (term: string): boolean => !isShort(term);

export const vectorOf = (alias: string): Sql => sql.ref(`${alias}.search`);

/** True where the record is found; false for a text without any letter or digit. */
export function searchCondition(
  ctx: Context,
  object: CatalogueObject,
  search: SearchText,
  alias: string,
  nearness: Nearness = search.alike ? "alike" : "sounds",
  late: Late = atOnce(search),
): Sql {
  const marks = marksOf(ctx, object);
  if (marks === undefined || keyedFields(object).length === 0) return sql`false`;
  if (search.terms.length === 0 && search.phones.length === 0) return sql`false`;
  const vector = vectorOf(alias);
  if (!search.terms.some(isLong) && search.phones.length === 0) {
    const words = sql`${vector} @@ ${late((typed) => queryOf(typed, typed.terms, "exact", marks))}::tsquery`;
    const title = nearness === "exact" ? undefined : titleBegins(ctx, object, alias, late);
    return title ? sql`(${words} or ${title})` : words;
  }
  const query = (wide: boolean) =>
    late((typed) => {
      const terms = typed.phones.length === 0 ? typed.terms.filter(isLong) : typed.terms;
      return queryOf(typed, terms, nearness, marks, wide);
    });
  const stumped = leavesToRows(search) ? sql` and ts_match_vq(${vector}, ${query(false)}::tsquery)` : sql``;
  const found = sql`${vector} @@ ${query(true)}::tsquery${stumped}`;
  if (!search.terms.some(isShort) || search.phones.length > 0) return found;
  // A function is not looked up in the index: short terms begin so many words that the rows of the others are looked at instead.
  return sql`(${found} and ts_match_vq(${vector}, ${late((typed) => shortQuery(typed.terms.filter(isShort), nearness !== "exact", marks))}::tsquery))`;
}

/** The field that names the record first, where the actor may see it and it is compared as text. */
export function titleField(ctx: Context, object: CatalogueObject): CatalogueField | undefined {
  const field = object.fields.get(object.definition.title[0]!)!;
  if (field.source !== "own" || field.target || fieldAccess(ctx.actor, object, field) === "hidden") return undefined;
  return faceOf(field).sort?.(columnOf(ctx, "t", field), field.definition).cast === "text" ? field : undefined;
}

export const titleKey = (ctx: Context, field: CatalogueField, alias: string): Sql =>
  faceOf(field).sort!(columnOf(ctx, alias, field), field.definition).by;

/** The title begins with what was typed, as a range of its index; undefined where there is none. */
export function titleBegins(ctx: Context, object: CatalogueObject, alias: string, late: Late): Sql | undefined {
  const field = titleField(ctx, object);
  if (!field || !hasSortIndex(object, field)) return undefined;
  const key = titleKey(ctx, field, alias);
  const folded = late((typed) => typed.folded);
  const last = late((typed) => typed.folded + LAST);
  return sql`(${key} >= ${folded} and ${key} <= ${last} and starts_with(${key}, ${folded}))`;
}

/** The viewer's own and team's records as a query, so that the index alone finds them; undefined where rights are of another kind. */
export function rightsQuery(ctx: Context, object: CatalogueObject): string | undefined {
  const scope = scopeOf(ctx.actor, object, "read");
  const { ownership, readByRelation } = object.definition;
  if (ownership.by !== "owner" || readByRelation || (scope !== "own" && scope !== "team")) return undefined;
  const { userId, teamIds } = ctx.actor;
  const lexemes = [
    ...(userId === null ? [] : [ownerLexeme(userId)]),
    ...(scope === "team" ? teamIds.map(teamLexeme) : []),
  ];
  return lexemes.length === 0 ? undefined : lexemes.map(quoted).join(" | ");
}
