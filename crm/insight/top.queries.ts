/** The customers and products that bring most. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { periodCondition, type Period } from "./period.ts";
import { counts } from "./counting.ts";
import {
  assertFigures,
  assertOrders,
  visibleCustomers,
  visibility,
  visibleOrders,
  type Visibility,
} from "./visible.ts";

export interface TopQuestion extends Period {
  limit: number;
}

interface Top<Figure> {
  currency: string;
  data: ({ id: string; title: string; amount: string; share: number } & Figure)[];
  visible: Visibility;
}
export type TopCustomers = Top<{ orders: number }>;
export type TopProducts = Top<{ quantity: string }>;

const answer = <T extends Top<unknown>>(ctx: Context, rows: { data: string }[]): T =>
  ({
    currency: ctx.workspace.settings.baseCurrency,
    data: JSON.parse(rows[0]!.data) as T["data"],
    visible: visibility(ctx),
  }) as T;

/** By revenue, over all time or within a period; the share is of all visible customers. */
export async function topCustomers(ctx: Context, question: TopQuestion): Promise<TopCustomers> {
  assertFigures(ctx, ["revenue", "orderCount"]);
  const always = question.from === undefined && question.to === undefined;
  const sums = always
    ? sql`select c.id, coalesce(c.name, c.number) as title, s.revenue_base as amount, s.order_count::int as orders from customers c join customer_stats s on s.id = c.id where ${visibleCustomers(ctx, "c")}`
    : sql`select c.id, coalesce(c.name, c.number) as title, sum(o.net_base) as amount, count(*) filter (where o.kind = 'sale')::int as orders
        from customers c join orders o on o.customer_id = c.id and ${counts("o")} and ${periodCondition(ctx, question, "o.ordered_at")} where ${visibleCustomers(ctx, "c")} group by c.id`;
  return answer(
    ctx,
    await ctx.db.query(sql<{ data: string }>`
    with sums as (${sums}), total as (select nullif(sum(amount), 0) as total from sums)
    select coalesce(json_agg(json_build_object('id', id, 'title', coalesce(title, ''), 'amount', amount::text, 'share', coalesce(round(amount / total, 6), 0)::float8, 'orders', orders) order by amount desc, id), '[]')::text as data
    from (select * from sums where amount > 0 order by amount desc, id limit ${question.limit}) as t, total`),
  );
}

/** By net of the lines, fees left out; the share is of all goods and services. */
export async function topProducts(ctx: Context, question: TopQuestion): Promise<TopProducts> {
  assertOrders(ctx);
  return answer(
    ctx,
    await ctx.db.query(sql<{ data: string }>`
    with sums as (
      select l.product_id as id, sum(l.base) as amount, sum(l.quantity) as quantity from order_lines l join orders o on o.id = l.order_id
      where l.product_id is not null and ${counts("o")} and ${visibleOrders(ctx, "o")} and ${periodCondition(ctx, question, "o.ordered_at")} group by l.product_id
    ), named as (
      select s.id, coalesce(p.name, p.code) as title, s.amount, s.quantity from sums s join products p on p.id = s.id where p.kind <> 'fee'
    ), total as (select nullif(sum(amount), 0) as total from named)
    select coalesce(json_agg(json_build_object('id', id, 'title', coalesce(title, ''), 'amount', amount::text, 'share', coalesce(round(amount / total, 6), 0)::float8, 'quantity', quantity::text) order by amount desc, id), '[]')::text as data
    from (select * from named where amount > 0 order by amount desc, id limit ${question.limit}) as t, total`),
  );
}
