/** What amounts are worth in the workspace's currency at today's rates. */
import type { Worth } from "#engine/records/worth.ts";
import { decimal, rounded, textOf, times } from "./decimal.ts";
import { datedRates, dayOf } from "./rates.queries.ts";

/** Decimals of an amount converted at a rate. */
export const BASE_DECIMALS = 4;

export const worthToday: Worth = async (ctx, amounts) => {
  const rates = await datedRates(
    ctx,
    amounts.map(({ currency }) => currency),
  );
  const date = dayOf(ctx, ctx.now().toISOString());
  return amounts.map(({ amount, currency }) => {
    const rate = rates.on(currency, date);
    return rate === undefined ? undefined : baseAmount(amount, rate);
  });
};

/** An amount at a rate, exact where the rate is 1. */
const baseAmount = (amount: string, rate: string): string =>
  rate === "1" ? amount : textOf(rounded(times(decimal(amount), decimal(rate)), BASE_DECIMALS));
