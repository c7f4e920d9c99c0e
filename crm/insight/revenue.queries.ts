/** Revenue over time, in the workspace's zone. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { periodCondition, type Period } from "./period.ts";
import { counts, isPurchase } from "./counting.ts";
import { assertOrders, visibility, visibleOrders, type Visibility } from "./visible.ts";

export const INTERVALS = ["day", "week", "month", "quarter", "year"] as const;
export type Interval = (typeof INTERVALS)[number];

export interface Revenue {
  currency: string;
  interval: Interval;
  data: {
    /** First day for days and weeks, `2010-12`, `2010-Q4`, `2010`. */
    period: string;
    sales: string;
    returns: string;
    /** Sales, returns and adjustments together. */
    net: string;
    /** The part of net without a customer. */
    anonymous: string;
    orders: number;
    customers: number;
  }[];
  visible: Visibility;
}

const FORMAT: Record<Interval, string> = {
  day: "YYYY-MM-DD",
  week: "YYYY-MM-DD",
  month: "YYYY-MM",
  quarter: 'YYYY-"Q"Q',
  year: "YYYY",
};

/** Every interval from the first order to the last stands in the answer, those without orders with zeroes. */
export async function revenue(ctx: Context, question: Period & { interval: Interval }): Promise<Revenue> {
  assertOrders(ctx);
  const { interval } = question;
  const [row] = await ctx.db.query(sql<{ data: string }>`
    with sums as (
      select date_trunc(${interval}, o.ordered_at at time zone ${ctx.workspace.settings.timeZone}) as start,
        sum(o.net_base) filter (where o.kind = 'sale') as sales, sum(o.net_base) filter (where o.kind = 'return') as returns, sum(o.net_base) as net,
        sum(o.net_base) filter (where o.customer_id is null) as anonymous, count(*) filter (where ${isPurchase("o")})::int as orders,
        count(distinct o.customer_id) filter (where ${isPurchase("o")})::int as customers
      from orders o where ${counts("o")} and ${visibleOrders(ctx, "o")} and ${periodCondition(ctx, question, "o.ordered_at")} group by 1
    ) select coalesce(json_agg(json_build_object('period', to_char(p.start, ${FORMAT[interval]}), 'sales', coalesce(sales, 0)::text, 'returns', coalesce(returns, 0)::text,
      'net', coalesce(net, 0)::text, 'anonymous', coalesce(anonymous, 0)::text, 'orders', coalesce(orders, 0), 'customers', coalesce(customers, 0)) order by p.start), '[]')::text as data
    from (select generate_series(min(start), max(start), ${interval === "quarter" ? "3 months" : `1 ${interval}`}::interval) as start from sums) as p left join sums using (start)`);
  return {
    currency: ctx.workspace.settings.baseCurrency,
    interval,
    data: JSON.parse(row!.data) as Revenue["data"],
    visible: visibility(ctx),
  };
}
