/** Rates make sense: a known foreign currency, above zero, one for each day. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";
import { defineRules } from "#engine/records/rules.ts";
import { isCurrency } from "#fields/money/currency.ts";

async function refuseSecondRate(ctx: Context, changes: readonly Change[]): Promise<void> {
  const rows = await ctx.db.query(sql<{ id: string; key: string }>`
    select id, currency || ' ' || valid_from as key from currency_rates
    where currency = any(${changes.map((change) => change.value("currency") as string)}) and deleted_at is null`);
  const taken = new Map(rows.map((row) => [row.key, row.id]));
  for (const change of changes) {
    const [currency, date] = [change.value("currency") as string, change.value("validFrom") as string];
    const holder = taken.get(`${currency} ${date}`);
    if (holder !== undefined && holder !== change.id)
      change.refuse("validFrom", `There is already a rate for ${currency} from ${date}.`, "sales.rateTaken", {
        currency,
        date,
      });
    taken.set(`${currency} ${date}`, change.id);
  }
}

export const currencyRateRules = defineRules("currencyRate", {
  on: ["create", "update", "restore"],
  async before(ctx, changes) {
    const base = ctx.workspace.settings.baseCurrency;
    for (const change of changes) {
      const currency = ((change.value("currency") as string | null) ?? "").toUpperCase();
      if (change.changes("currency")) change.set("currency", currency);
      if (!isCurrency(currency))
        change.refuse("currency", `${currency} is no ISO 4217 currency.`, "sales.unknownCurrency", { currency });
      else if (currency === base)
        change.refuse(
          "currency",
          `${currency} is the workspace's own currency: its rate is always 1.`,
          "sales.rateOfBase",
          { currency },
        );
      if (Number(change.value("rate")) <= 0)
        change.refuse("rate", "An exchange rate is above zero.", "sales.rateNotPositive");
    }
    await refuseSecondRate(
      ctx,
      changes.filter((change) => change.sound),
    );
  },
});
