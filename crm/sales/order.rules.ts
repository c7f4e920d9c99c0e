/** An order is numbered, placed with its customer and reckoned from its lines at the rate of its day. */
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";
import { updateRecords } from "#engine/records/records.ts";
import { defineRules } from "#engine/records/rules.ts";
import { isCurrency } from "#fields/money/currency.ts";
import { freezeRates, reckonOrders } from "./order-lines.ts";
import { numberOrders } from "./order-number.ts";
import { placeOrders } from "./order-place.ts";

function checkOrder(ctx: Context, change: Change): void {
  const currency = ((change.value("currency") as string | null) ?? ctx.workspace.settings.baseCurrency).toUpperCase();
  if (change.value("currency") !== currency) change.set("currency", currency);
  if (!isCurrency(currency))
    change.refuse("currency", `${currency} is no ISO 4217 currency.`, "sales.unknownCurrency", { currency });
  if (change.value("original") === change.id)
    change.refuse("original", "An order cannot be its own original.", "sales.ownOriginal");
  const country = change.value("country");
  if (typeof country === "string" && country !== country.toUpperCase()) change.set("country", country.toUpperCase());
}

const reckonsAnew = (change: Change): boolean =>
  change.kind === "create" ||
  "lines" in change.patch ||
  ["kind", "currency", "orderedAt"].some((field) => change.changes(field));

async function prepare(ctx: Context, changes: readonly Change[]): Promise<void> {
  for (const change of changes) checkOrder(ctx, change);
  await placeOrders(
    ctx,
    changes.filter((change) => change.sound),
  );
  const anew = changes.filter((change) => change.sound && reckonsAnew(change));
  if (anew.length === 0) return;
  await freezeRates(ctx, anew);
  await reckonOrders(
    ctx,
    anew.filter((change) => change.sound),
  );
  await numberOrders(
    ctx,
    anew.filter((change) => change.sound && change.kind === "create"),
  );
}

export const orderRules = defineRules("order", { on: ["create", "update"], before: prepare });

/** Whoever takes over a customer takes over the orders that the former owner had. */
async function passOn(ctx: Context, changes: readonly Change[]): Promise<void> {
  const given = changes.filter((change) => change.changes("owner") || change.changes("team"));
  if (given.length === 0) return;
  const former = given.map((change) => ({ customer: change.id, owner: change.before?.["owner"] ?? null }));
  const rows = await ctx.db.query(sql<{ id: string; customer: string }>`
    select o.id, o.customer_id as customer from orders o join json_to_recordset(${JSON.stringify(former)}::json) as f(customer uuid, owner uuid)
      on o.customer_id = f.customer and o.owner_id is not distinct from f.owner where o.deleted_at is null`);
  const now = new Map(given.map((change) => [change.id, { owner: change.value("owner"), team: change.value("team") }]));
  if (rows.length > 0)
    await updateRecords(
      asSystem(ctx),
      "order",
      rows.map((row) => ({ id: row.id, patch: now.get(row.customer)! })),
    );
}

export const orderOwnershipRules = defineRules("customer", { on: ["update"], after: passOn });
