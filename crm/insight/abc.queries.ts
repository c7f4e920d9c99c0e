/** Which customers carry the company: ABC classes with own limits, by revenue, gross sales or margin, over all time or a period. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Sql } from "#fields/sql-face.ts";
import { assertFigures, visibleCustomers, visibility, type Visibility } from "./visible.ts";
import { periodCondition, type Period } from "./period.ts";
import { counts } from "./counting.ts";

/** In percent of the whole, as the stored classes use them. */
export const ABC_LIMITS: readonly number[] = [80, 95];

export const ABC_MEASURES = ["revenue", "gross", "margin"] as const;
export type AbcMeasure = (typeof ABC_MEASURES)[number];

const CURVE_POINTS = 200;
const LETTERS = "ABCDE";

/**
 * The class of a row that has `amount`, `before` (sum of all larger ones), `total` and `positive` (sum of those above zero).
 * Who crosses a limit belongs to the better class. Shares are of the total; where that is not above zero, of the positive part.
 */
export function abcClass(limits: readonly number[]): Sql {
  const whole = sql`case when total > 0 then total else positive end`;
  const steps = limits.map(
    (limit, index) => sql`when before < ${limit}::numeric / 100 * (${whole}) then ${sql.lit(LETTERS[index]!)}`,
  );
  return sql`case when amount is null or amount <= 0 then 'none' ${sql.join(steps, sql` `)} else ${sql.lit(LETTERS[limits.length]!)} end`;
}

const STATISTIC: Record<AbcMeasure, { column: string; field: string }> = {
  revenue: { column: "revenue_base", field: "revenue" },
  gross: { column: "gross_revenue_base", field: "grossRevenue" },
  margin: { column: "margin_base", field: "margin" },
};
const OF_ORDERS: Record<AbcMeasure, Sql> = {
  revenue: sql`sum(o.net_base)`,
  gross: sql`sum(o.net_base) filter (where o.kind = 'sale')`,
  margin: sql`sum(o.margin_base)`,
};

export interface AbcQuestion extends Period {
  measure: AbcMeasure;
  /** Ascending, in percent, at most four. */
  limits: readonly number[];
}

export interface Abc {
  currency: string;
  measure: AbcMeasure;
  total: string;
  customers: number;
  limits: number[];
  classes: { class: string; customers: number; customerShare: number; amount: string; amountShare: number }[];
  curve: { customers: number; amount: number }[];
  visible: Visibility;
}

interface Row {
  total: string;
  customers: number;
  classes: string;
  curve: string;
}

function amounts(ctx: Context, question: AbcQuestion): Sql {
  if (question.from === undefined && question.to === undefined) {
    return sql`select c.id, coalesce(s.${sql.id(STATISTIC[question.measure].column)}, 0) as amount from customers c join customer_stats s on s.id = c.id where ${visibleCustomers(ctx, "c")}`;
  }
  return sql`select c.id, coalesce(${OF_ORDERS[question.measure]}, 0) as amount from customers c
    left join orders o on o.customer_id = c.id and ${counts("o")} and ${periodCondition(ctx, question, "o.ordered_at")} where ${visibleCustomers(ctx, "c")} group by c.id`;
}

/** Over the customers the viewer may see. @throws Forbidden where the figure is hidden from them. */
export async function abc(ctx: Context, question: AbcQuestion): Promise<Abc> {
  assertFigures(ctx, [STATISTIC[question.measure].field]);
  const [row] = await ctx.db.query(sql<Row>`
    with amounts as materialized (${amounts(ctx, question)}), ranked as materialized (
      select amount, row_number() over best as n, count(*) over () as customers, sum(amount) over best as sum, sum(amount) over best - amount as before,
        sum(amount) over () as total, sum(greatest(amount, 0)) over () as positive from amounts window best as (order by amount desc, id)
    ), classed as (select amount, ${abcClass(question.limits)} as class from ranked)
    select coalesce((select total from ranked limit 1), 0)::text as total, (select count(*)::int from ranked) as customers,
      (select coalesce(json_agg(json_build_object('class', class, 'customers', customers, 'amount', amount::text)), '[]')::text
        from (select class, count(*)::int as customers, sum(amount) as amount from classed group by class) as g) as classes,
      (select coalesce(json_agg(json_build_array(n, sum::text) order by n), '[]')::text from ranked
        where n * ${CURVE_POINTS}::int / customers > (n - 1) * ${CURVE_POINTS}::int / customers) as curve`);
  return toAbc(ctx, question, row!);
}

function toAbc(ctx: Context, question: AbcQuestion, row: Row): Abc {
  const total = Number(row.total);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const found = new Map(
    (JSON.parse(row.classes) as { class: string; customers: number; amount: string }[]).map((each) => [
      each.class,
      each,
    ]),
  );
  const names = [...LETTERS.slice(0, question.limits.length + 1), "none"];
  return {
    currency: ctx.workspace.settings.baseCurrency,
    measure: question.measure,
    total: row.total,
    customers: row.customers,
    limits: [...question.limits],
    classes: names.map((name) => {
      const { customers, amount } = found.get(name) ?? { customers: 0, amount: "0" };
      return {
        class: name,
        customers,
        customerShare: share(customers, row.customers),
        amount,
        amountShare: share(Number(amount), total),
      };
    }),
    curve: [
      { customers: 0, amount: 0 },
      ...(JSON.parse(row.curve) as [number, string][]).map(([n, sum]) => ({
        customers: share(n, row.customers),
        amount: share(Number(sum), total),
      })),
    ],
    visible: visibility(ctx),
  };
}
