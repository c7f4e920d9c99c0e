/** How common the words of a search are among the rows that a list may show: looked at in some of them. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { rowCondition } from "../access/record-rights.ts";
import type { Context } from "../context.ts";
import { SOME_ROWS } from "../schema/desired.ts";
import { fromObject } from "./columns.ts";
import { askedCondition, asksStatistics, type AskedRows } from "./page.ts";

/**
 * From so many among one row in sixteen on, words are common: of 8,000 records and more, some stand near any place of a list, and it
 * costs less to read on from there than to fetch all of them.
 */
const COMMON = 500;
/** As many are found of 12,800 records; that 10,000 or fewer gave so many does not happen once in a million million questions. */
const BEYOND_COUNTING = 800;
/** Rows read from the place on in search of common words: three times those that 8,000 of a million need for a page. */
export const PROBED = 20_000;

export type Density = "few" | "common" | "beyond counting";

/** @returns `few` for a question without a search, and in the trash, which no index of words serves */
export async function densityOf(ctx: Context, object: CatalogueObject, asked: AskedRows): Promise<Density> {
  if (!asked.search || asked.trash) return "few";
  const [row] = await ctx.db.query<{ found: number }>(sql`select count(*)::int as found from (
    select 1 from ${fromObject(object, "t", asksStatistics(object, asked))}
    where ${askedCondition(ctx, object, asked, "t")} and ${rowCondition(ctx, object, "t")} and ${sql.raw(SOME_ROWS("t.id"))}
    limit ${sql.lit(BEYOND_COUNTING)}) as looked`);
  const { found } = row!;
  return found >= BEYOND_COUNTING ? "beyond counting" : found >= COMMON ? "common" : "few";
}
