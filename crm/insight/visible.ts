/** Whose figures these are: Insight covers the customers and orders that the viewer may see, and says so. */
import { sql } from "#model/sql.ts";
import { rowCondition } from "#engine/access/record-rights.ts";
import { assertMay, fieldAccess, scopeOf } from "#engine/access/rights.ts";
import type { Context } from "#engine/context.ts";
import { Forbidden } from "#model/errors.ts";
import type { Sql } from "#fields/sql-face.ts";

export type Visibility = "all" | "team" | "own";

const customer = (ctx: Context) => ctx.catalogue.object("customer");

/** `own` also stands for roles whose records a filter picks. */
export function visibility(ctx: Context): Visibility {
  const scope = scopeOf(ctx.actor, customer(ctx), "read");
  return scope === "all" || scope === "team" ? scope : "own";
}

/** Living customers within the viewer's rights. */
export const visibleCustomers = (ctx: Context, alias: string): Sql =>
  sql`${sql.ref(`${alias}.deleted_at`)} is null and ${rowCondition(ctx, customer(ctx), alias)}`;

/** Orders within the viewer's rights; whether they count is asked apart. */
export const visibleOrders = (ctx: Context, alias: string): Sql =>
  rowCondition(ctx, ctx.catalogue.object("order"), alias);

/** @throws Forbidden where the role may not read customers, or one of these figures is hidden from it. */
export function assertFigures(ctx: Context, fields: readonly string[]): void {
  assertMay(ctx.actor, customer(ctx), "read");
  const hidden = fields.find(
    (name) => fieldAccess(ctx.actor, customer(ctx), customer(ctx).fields.get(name)!) === "hidden",
  );
  if (hidden !== undefined) throw new Forbidden(`Your role may not see ${hidden} of customers`);
}

/** @throws Forbidden where the role may not read orders, or their amounts. */
export function assertOrders(ctx: Context): void {
  const order = ctx.catalogue.object("order");
  assertMay(ctx.actor, order, "read");
  if (fieldAccess(ctx.actor, order, order.fields.get("net")!) === "hidden")
    throw new Forbidden("Your role may not see the amounts of orders");
}

export function seesMargin(ctx: Context): boolean {
  const order = ctx.catalogue.object("order");
  return fieldAccess(ctx.actor, order, order.fields.get("margin")!) !== "hidden";
}
