/** Fills what the lines of an order leave out from their products, and reckons order and lines at the frozen rate. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";
import { readValues } from "#engine/query/read.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { decimal, divided, rounded, textOf, times } from "./decimal.ts";
import { refuseWithoutRate } from "./money-base.rules.ts";
import { BASE_DECIMALS } from "./worth.ts";
import { netOf, reckonedLine, returned, totals } from "./order-amounts.ts";
import { datedRates, dayOf } from "./rates.queries.ts";

interface Priced {
  id: string;
  price: string | null;
  priceCurrency: string | null;
  priceBase: string | null;
  cost: string | null;
  costCurrency: string | null;
  costBase: string | null;
  tax: string | null;
}

export type Reckoned = Map<Change, JsonObject[]>;

/** The lines as they will stand: the written ones, else those in the tables. */
async function linesOf(ctx: Context, changes: readonly Change[]): Promise<Reckoned> {
  const asked = changes.filter((change) => change.kind !== "create" && !Array.isArray(change.patch["lines"]));
  const standing = await readValues(
    ctx,
    ctx.catalogue.object("order"),
    asked.map((change) => change.id),
    { children: true },
  );
  const list = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);
  return new Map(changes.map((change) => [change, list(change.patch["lines"] ?? standing.get(change.id)?.["lines"])]));
}

const product = (line: JsonObject): string | undefined =>
  typeof line["product"] === "string" ? line["product"] : undefined;
const FROM_PRODUCT = ["unitPrice", "unitCost", "tax"];
const lacks = (line: JsonObject, field: string): boolean => line[field] === null || line[field] === undefined;

async function productsOf(ctx: Context, lines: Iterable<JsonObject[]>): Promise<Map<string, Priced>> {
  const ids = new Set<string>();
  for (const list of lines)
    for (const line of list) {
      const id = product(line);
      if (id !== undefined && FROM_PRODUCT.some((field) => lacks(line, field))) ids.add(id);
    }
  if (ids.size === 0) return new Map();
  const rows = await ctx.db.query(sql<Priced>`
    select id, price_amount::text as price, price_currency as "priceCurrency", price_base::text as "priceBase",
      cost_amount::text as cost, cost_currency as "costCurrency", cost_base::text as "costBase", tax::text as tax
    from products where id = any(${[...ids]}::uuid[]) and (price_amount is not null or cost_amount is not null or tax is not null)`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** An amount of the catalogue in the order's currency: as it stands, or over the workspace's at the order's rate. */
function inCurrency(
  amount: string | null,
  written: string | null,
  base: string | null,
  currency: string,
  rate: string,
): string | undefined {
  if (amount !== null && written === currency) return amount;
  return base === null ? undefined : textOf(divided(decimal(base), decimal(rate), BASE_DECIMALS));
}

function filled(line: JsonObject, known: Priced | undefined, currency: string, rate: string): JsonObject {
  const whole: JsonObject = { ...line };
  if (lacks(line, "unitPrice"))
    whole["unitPrice"] =
      (known && inCurrency(known.price, known.priceCurrency, known.priceBase, currency, rate)) ?? "0";
  if (lacks(line, "unitCost"))
    whole["unitCost"] = (known && inCurrency(known.cost, known.costCurrency, known.costBase, currency, rate)) ?? null;
  if (lacks(line, "tax") && known?.tax)
    whole["tax"] = textOf(
      rounded(times(netOf(whole), { ...decimal(known.tax), scale: decimal(known.tax).scale + 2 }), BASE_DECIMALS),
    );
  return whole;
}

/** Freezes the rate where currency or day are new. Refuses an order whose currency has none. */
export async function freezeRates(ctx: Context, changes: readonly Change[]): Promise<void> {
  const rates = await datedRates(
    ctx,
    changes.map((change) => change.value("currency") as string),
  );
  for (const change of changes) {
    const frozen = change.value("rate") !== null && !change.changes("currency") && !change.changes("orderedAt");
    if (frozen) continue;
    const currency = change.value("currency") as string;
    const date = dayOf(ctx, change.value("orderedAt") as string);
    const rate = rates.on(currency, date);
    if (rate === undefined) refuseWithoutRate(ctx, change, "currency", currency, date);
    else change.set("rate", rate);
  }
}

/** Sets lines and totals of sound orders. */
export async function reckonOrders(ctx: Context, changes: readonly Change[]): Promise<void> {
  const lines = await linesOf(ctx, changes);
  const products = await productsOf(ctx, lines.values());
  for (const [change, list] of lines) {
    const currency = change.value("currency") as string;
    const rate = change.value("rate") as string;
    const exact = decimal(rate);
    const isReturn = change.value("kind") === "return";
    const reckoned = list.map((line) => {
      const whole = filled(line, products.get(product(line) ?? ""), currency, rate);
      return reckonedLine(isReturn ? returned(whole) : whole, exact);
    });
    change.set("lines", reckoned);
    for (const [field, value] of Object.entries(totals(reckoned, currency, exact))) change.set(field, value);
  }
}
