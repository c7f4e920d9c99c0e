/** Named sums over the whole base. Each is defined here once; the glossary says them in words. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { periodCondition, type Period } from "./period.ts";
import { counts, isPurchase } from "./counting.ts";
import { assertOrders, seesMargin, visibleCustomers, visibility, visibleOrders, type Visibility } from "./visible.ts";

/** Amounts are net of tax in the workspace's currency, as decimal text. */
export interface Measures {
  currency: string;
  visible: Visibility;
  /** Customers, with and without orders. */
  customers: number;
  /** Those with a sale above zero. */
  customersWithPurchase: number;
  orders: number;
  returns: number;
  /** Sales, fees included. */
  salesWithCustomer: string;
  /** The lines of those sales whose product is a fee. */
  feesWithCustomer: string;
  returnsWithCustomer: string;
  adjustmentsWithCustomer: string;
  /** Sales, returns and adjustments: what ABC calls revenue. */
  netWithCustomer: string;
  salesAnonymous: string;
  returnsAnonymous: string;
  adjustmentsAnonymous: string;
  netAnonymous: string;
  /** Everything, with and without customer. */
  grossAll: string;
  /** Margin of the orders that know their cost; null where the viewer may not see margins. */
  margin: string | null;
}

export async function measures(ctx: Context, period: Period): Promise<Measures> {
  assertOrders(ctx);
  const within = sql`${counts("o")} and ${visibleOrders(ctx, "o")} and ${periodCondition(ctx, period, "o.ordered_at")}`;
  const sum = (name: string, condition: ReturnType<typeof sql>) =>
    sql`'${sql.raw(name)}', coalesce(sum(o.net_base) filter (where ${condition}), 0)::text`;
  const known = sql`o.customer_id is not null`;
  const anonymous = sql`o.customer_id is null`;
  const [row] = await ctx.db.query(sql<{ sums: string; fees: string; customers: number }>`
    select (select json_build_object('orders', count(*)::int, 'returns', (count(*) filter (where o.kind = 'return'))::int,
        'customersWithPurchase', (count(distinct o.customer_id) filter (where ${isPurchase("o")}))::int,
        ${sum("salesWithCustomer", sql`o.kind = 'sale' and ${known}`)}, ${sum("returnsWithCustomer", sql`o.kind = 'return' and ${known}`)},
        ${sum("adjustmentsWithCustomer", sql`o.kind = 'adjustment' and ${known}`)}, ${sum("netWithCustomer", known)},
        ${sum("salesAnonymous", sql`o.kind = 'sale' and ${anonymous}`)}, ${sum("returnsAnonymous", sql`o.kind = 'return' and ${anonymous}`)},
        ${sum("adjustmentsAnonymous", sql`o.kind = 'adjustment' and ${anonymous}`)}, ${sum("netAnonymous", anonymous)}, ${sum("grossAll", sql`true`)},
        'margin', ${seesMargin(ctx) ? sql`coalesce(sum(o.margin_base), 0)::text` : sql`null`})::text from orders o where ${within}) as sums,
      (select coalesce(sum(l.base), 0)::text from products p join order_lines l on l.product_id = p.id join orders o on o.id = l.order_id
        where p.kind = 'fee' and o.kind = 'sale' and ${known} and ${within}) as fees,
      (select count(*)::int from customers c where ${visibleCustomers(ctx, "c")}) as customers`);
  const sums = JSON.parse(row!.sums) as Omit<Measures, "currency" | "visible" | "customers" | "feesWithCustomer">;
  return {
    currency: ctx.workspace.settings.baseCurrency,
    visible: visibility(ctx),
    customers: row!.customers,
    ...sums,
    feesWithCustomer: row!.fees,
  };
}
