/** Every amount of money also stands in the workspace's currency, at today's rate; an order does so at its own day's, by its own rules. */
import type { Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";
import { defineRules } from "#engine/records/rules.ts";
import { isObject, type JsonObject } from "#model/json.ts";
import { dayOf } from "./rates.queries.ts";
import { worthToday } from "./worth.ts";

interface Amount {
  change: Change;
  field: string;
  value: JsonObject & { amount: string; currency: string };
}

function amountsOf(changes: readonly Change[]): Amount[] {
  const fields = [...(changes[0]?.object.fields.values() ?? [])]
    .filter((field) => field.type.name === "money" && field.source === "own")
    .map((field) => field.name);
  return changes.flatMap((change) =>
    fields.flatMap((field) => {
      const value = change.patch[field];
      return isObject(value) && typeof value["amount"] === "string" && typeof value["currency"] === "string"
        ? [{ change, field, value: value as Amount["value"] }]
        : [];
    }),
  );
}

async function fillBase(ctx: Context, changes: readonly Change[]): Promise<void> {
  if (changes[0]?.object.name === "order") return;
  const amounts = amountsOf(changes);
  if (amounts.length === 0) return;
  const worths = await worthToday(
    ctx,
    amounts.map(({ value }) => value),
  );
  for (const [place, { change, field, value }] of amounts.entries()) {
    const base = worths[place];
    if (base === undefined) refuseWithoutRate(ctx, change, field, value.currency, dayOf(ctx, ctx.now().toISOString()));
    else change.set(field, { ...value, base });
  }
}

export function refuseWithoutRate(ctx: Context, change: Change, field: string, currency: string, date: string): void {
  const base = ctx.workspace.settings.baseCurrency;
  change.refuse(
    field,
    `There is no exchange rate from ${currency} to ${base} on ${date}. Add one under Settings, Exchange rates.`,
    "sales.noRate",
    { currency, base, date },
  );
}

export const moneyBaseRules = defineRules("*", { on: ["create", "update"], before: fillBase });
