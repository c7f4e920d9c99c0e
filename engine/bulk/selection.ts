/** The records that a bulk run is about: how many, and the next of them in the order of their ids. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import type { Action } from "../access/rights.ts";
import { rowCondition } from "../access/record-rights.ts";
import { fromObject } from "../query/columns.ts";
import { askedCondition, asksStatistics, pageKeys, readAsked, type AskedRows } from "../query/page.ts";
import type { Selection } from "./deed.ts";

/** A selection with what bounds it: in the trash or not, and no record made after it was asked for. */
export interface Bounded extends Selection {
  trash: boolean;
  until: string;
}

const askedOf = (ctx: Context, object: CatalogueObject, { filter, q, trash, until }: Bounded): Promise<AskedRows> =>
  readAsked(ctx, object, { filter, q, trash, until });

export interface Counted {
  value: number;
  exact: boolean;
}

/** Records that the actor may see and do the action with; counted no further than `cap`. */
export async function count(
  ctx: Context,
  object: CatalogueObject,
  selection: Bounded,
  action: Action,
  cap: number | null = 10_000,
): Promise<Counted> {
  const asked = await askedOf(ctx, object, selection);
  const named = selection.ids ? sql`t.id = any(${selection.ids}::uuid[])` : sql`true`;
  const acting = action === "read" ? sql`true` : rowCondition(ctx, object, "t", action);
  const [row] = await ctx.db.query<{ count: string }>(sql`select count(*)::text as count from (
    select 1 from ${fromObject(object, "t", asksStatistics(object, asked))}
    where ${named} and ${askedCondition(ctx, object, asked, "t")} and ${rowCondition(ctx, object, "t")} and ${acting}
    ${cap === null ? sql`` : sql`limit ${cap + 1}`}) as capped`);
  const found = Number(row!.count);
  return { value: cap === null ? found : Math.min(found, cap), exact: cap === null || found <= cap };
}

/** The next ids behind the place. The condition is asked anew each time: who left it meanwhile is left alone. */
export async function nextIds(
  ctx: Context,
  object: CatalogueObject,
  selection: Bounded,
  behind: string | null,
  limit: number,
): Promise<string[]> {
  if (selection.ids)
    return [...new Set(selection.ids)]
      .filter((id) => behind === null || id > behind)
      .toSorted()
      .slice(0, limit);
  const rows = await ctx.db.query<{ id: string }>(
    pageKeys(ctx, object, await askedOf(ctx, object, selection), {
      sort: [],
      reverse: false,
      limit,
      ...(behind === null ? {} : { place: { values: [], id: behind } }),
    }),
  );
  return rows.map((row) => row.id);
}
