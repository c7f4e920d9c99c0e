/** Widens a search that finds too little, by words of the lexicon that contain what was typed or are spelt much like it. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { rowCondition } from "../access/record-rights.ts";
import type { Context } from "../context.ts";
import { searchCondition } from "./condition.ts";
import { isSearchable } from "./lexemes.ts";
import { alikeWords, mayStandForOthers } from "./lexicon.ts";
import { readSearch, type SearchText } from "./terms.ts";

/**
 * The search of one object's records, for lists, counts and sums: as it was typed, where that finds any record that the actor
 * may see; else by words much like it. Which of the two holds does not hang on the list's filter or page.
 */
export async function searchFor(ctx: Context, object: CatalogueObject, text: string): Promise<SearchText> {
  const search = readSearch(text, ctx.workspace.settings);
  if (!isSearchable(object) || !search.terms.some(mayStandForOthers)) return search;
  const [row] = await ctx.db.query<{ found: boolean }>(sql`select exists (select from ${sql.id(object.table)} as t
    where t.deleted_at is null and ${searchCondition(ctx, object, search, "t")} and ${rowCondition(ctx, object, "t")}) as found`);
  return row!.found ? search : ((await widened(ctx, search)) ?? search);
}

/** The same search by words much like those typed; undefined where that is no other search. */
export async function widened(ctx: Context, search: SearchText): Promise<SearchText | undefined> {
  if (!search.terms.some(mayStandForOthers)) return undefined;
  return { ...search, alike: await alikeWords(ctx, search.terms) };
}
