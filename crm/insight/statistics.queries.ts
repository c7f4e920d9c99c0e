/** Keeps the statistics of customers: figures of each from their orders, then classes and scores of all against each other. */
import { sql } from "#model/sql.ts";
import { prepared } from "#engine/database/statement.ts";
import type { Context } from "#engine/context.ts";
import type { JsonObject } from "#model/json.ts";
import { ABC_LIMITS, abcClass } from "./abc.queries.ts";
import { counts, isPurchase } from "./counting.ts";
import { RFM_CELLS } from "./rfm-groups.ts";

/**
 * Sums the orders of these customers anew; `all` does it for every customer.
 * The rows are locked before the orders are read: who comes second sees what the first one has committed.
 */
export async function refreshFigures(ctx: Context, ids: readonly string[] | "all"): Promise<void> {
  if (ids.length === 0) return;
  const among = (column: string) => (ids === "all" ? sql`true` : sql`${sql.ref(column)} = any(${[...ids]}::uuid[])`);
  const currency = ctx.workspace.settings.baseCurrency;
  await ctx.transaction(async ({ db, now }) => {
    await db.query(
      prepared(
        sql`select count(*) from (select 1 from customer_stats as s where ${among("s.id")} order by s.id for update) as locked`,
      ),
    );
    await db.query(
      prepared(sql`
      insert into customer_stats as s (id, refreshed_at, first_order_at, last_order_at, order_count, return_count,
        revenue_amount, revenue_currency, revenue_base, gross_revenue_amount, gross_revenue_currency, gross_revenue_base,
        margin_amount, margin_currency, margin_base, average_order_amount, average_order_currency, average_order_base, class)
      select c.id, ${now().toISOString()}::timestamptz, f.first, f.last, coalesce(f.orders, 0), coalesce(f.returns, 0),
        coalesce(f.revenue, 0), ${currency}, coalesce(f.revenue, 0), coalesce(f.gross, 0), ${currency}, coalesce(f.gross, 0),
        f.margin, case when f.margin is not null then ${currency} end, f.margin,
        f.average, case when f.average is not null then ${currency} end, f.average, 'none'
      from customers c left join (
        select o.customer_id, min(o.ordered_at) filter (where ${isPurchase("o")}) as first, max(o.ordered_at) filter (where ${isPurchase("o")}) as last,
          count(*) filter (where ${isPurchase("o")}) as orders, count(*) filter (where o.kind = 'return') as returns,
          sum(o.net_base) as revenue, sum(o.net_base) filter (where o.kind = 'sale') as gross, sum(o.margin_base) as margin,
          round(sum(o.net_base) filter (where ${isPurchase("o")}) / nullif(count(*) filter (where ${isPurchase("o")}), 0), 2) as average
        from orders o where ${counts("o")} and o.customer_id is not null and ${among("o.customer_id")} group by o.customer_id
      ) as f on f.customer_id = c.id where ${among("c.id")}
      on conflict (id) do update set refreshed_at = excluded.refreshed_at, first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at,
        order_count = excluded.order_count, return_count = excluded.return_count, revenue_amount = excluded.revenue_amount, revenue_currency = excluded.revenue_currency,
        revenue_base = excluded.revenue_base, gross_revenue_amount = excluded.gross_revenue_amount, gross_revenue_currency = excluded.gross_revenue_currency,
        gross_revenue_base = excluded.gross_revenue_base, margin_amount = excluded.margin_amount, margin_currency = excluded.margin_currency, margin_base = excluded.margin_base,
        average_order_amount = excluded.average_order_amount, average_order_currency = excluded.average_order_currency, average_order_base = excluded.average_order_base,
        class = coalesce(s.class, 'none')`),
    );
  });
}

/** The figures of a customer who is new: there is nothing to sum. */
export function firstFigures({ workspace }: Context): JsonObject {
  const nothing = { amount: "0", currency: workspace.settings.baseCurrency, base: "0" };
  return { orderCount: 0, returnCount: 0, class: "none", revenue: nothing, grossRevenue: nothing };
}

/**
 * Gives every customer class, scores and group anew; only rows that change are written. Rows that others hold are passed
 * over, so that nobody waits in a ring: whoever holds them asks for the classes again. @returns how many were written.
 */
export async function refreshClasses(ctx: Context): Promise<number> {
  const cells = JSON.stringify(RFM_CELLS);
  const [row] = await ctx.db.query(sql<{ changed: number }>`
    with living as (
      select s.id, s.revenue_base as amount, s.order_count, s.last_order_at from customer_stats s join customers c on c.id = s.id and c.deleted_at is null
    ), classed as (
      select id, ${abcClass(ABC_LIMITS)} as class from (
        select id, amount, sum(amount) over (order by amount desc, id) - amount as before, sum(amount) over () as total, sum(greatest(amount, 0)) over () as positive from living) as ranked
    ), scored as (
      select id, ntile(5) over (order by last_order_at, id desc) as r, ntile(5) over (order by order_count, id desc) as f, ntile(5) over (order by amount, id desc) as m
      from living where order_count > 0
    ), fresh as (
      select c.id, c.class, x.r, x.f, x.m, g.name from classed c left join scored x on x.id = c.id
      left join json_to_recordset(${cells}::json) as g(recency int, frequency int, name text) on g.recency = x.r and g.frequency = x.f
    ), free as materialized (
      select s.id from customer_stats s join fresh n on n.id = s.id
      where (s.class, s.recency_score, s.frequency_score, s.monetary_score, s.rfm_group) is distinct from (n.class, n.r::bigint, n.f::bigint, n.m::bigint, n.name)
      for update of s skip locked
    ), changed as (
      update customer_stats s set class = n.class, recency_score = n.r, frequency_score = n.f, monetary_score = n.m, rfm_group = n.name
      from fresh n join free on free.id = n.id where s.id = n.id
      returning 1
    ) select count(*)::int as changed from changed`);
  return row!.changed;
}
