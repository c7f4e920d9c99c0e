/** Exchange rates by their day: what one unit of a currency is worth in the workspace's own. */
import { sql } from "#model/sql.ts";
import { dayIn } from "#model/time-zone.ts";
import type { Context } from "#engine/context.ts";

export interface DatedRates {
  /**
   * The rate that stood on that day (`2024-05-01`): the last one before it or, for days before the first rate, the first.
   * Undefined where the currency has none at all.
   */
  on(currency: string, day: string): string | undefined;
}

/** Fetches all rates of the currencies at once; the workspace's own is always 1. */
export async function datedRates(ctx: Context, currencies: Iterable<string>): Promise<DatedRates> {
  const base = ctx.workspace.settings.baseCurrency;
  const foreign = [...new Set(currencies)].filter((currency) => currency !== base);
  const byCurrency = new Map<string, { from: string; rate: string }[]>();
  if (foreign.length > 0) {
    const rows = await ctx.db.query(sql<{ currency: string; from: string; rate: string }>`
      select currency, valid_from::text as from, rate::text as rate from currency_rates
      where currency = any(${foreign}) and deleted_at is null order by valid_from`);
    for (const row of rows) byCurrency.set(row.currency, [...(byCurrency.get(row.currency) ?? []), row]);
  }
  return {
    on(currency, day) {
      if (currency === base) return "1";
      const rates = byCurrency.get(currency) ?? [];
      return (rates.findLast((rate) => rate.from <= day) ?? rates[0])?.rate;
    },
  };
}

/** The day in the workspace's zone on which an instant falls. */
export function dayOf(ctx: Context, instant: string): string {
  return dayIn(ctx.workspace.settings.timeZone, new Date(instant));
}
