/** The RFM grid and its named groups, from the stored scores, so that each mark opens a list that agrees with it. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { RFM_CELLS, type RfmGroupName } from "./rfm-groups.ts";
import { assertFigures, visibleCustomers, visibility, type Visibility } from "./visible.ts";

export interface Rfm {
  currency: string;
  cells: { recency: number; frequency: number; customers: number; revenue: string }[];
  groups: { name: RfmGroupName; customers: number; revenue: string }[];
  /** When the scores were last brought up to date; null before the first time. */
  asOf: string | null;
  visible: Visibility;
}

interface Row {
  cells: string;
  groups: string;
  as_of: string | null;
}

export async function rfm(ctx: Context): Promise<Rfm> {
  assertFigures(ctx, ["recencyScore", "frequencyScore", "rfmGroup", "revenue"]);
  const [row] = await ctx.db.query(sql<Row>`
    with seen as materialized (
      select s.recency_score as r, s.frequency_score as f, s.rfm_group as name, s.revenue_base as revenue, s.refreshed_at
      from customers c join customer_stats s on s.id = c.id where ${visibleCustomers(ctx, "c")} and s.recency_score is not null
    ) select
      (select coalesce(json_agg(json_build_object('recency', r, 'frequency', f, 'customers', n, 'revenue', revenue::text) order by r, f), '[]')::text
        from (select r, f, count(*)::int as n, sum(revenue) as revenue from seen group by r, f) as c) as cells,
      (select coalesce(json_agg(json_build_object('name', name, 'customers', n, 'revenue', revenue::text)), '[]')::text
        from (select name, count(*)::int as n, sum(revenue) as revenue from seen group by name) as g) as groups,
      (select ${sql.instant(sql`max(refreshed_at)`)} from seen) as as_of`);
  const groups = JSON.parse(row!.groups) as Rfm["groups"];
  const order = [...new Set(RFM_CELLS.toReversed().map((cell) => cell.name))];
  return {
    currency: ctx.workspace.settings.baseCurrency,
    cells: JSON.parse(row!.cells) as Rfm["cells"],
    groups: order.map((name) => groups.find((group) => group.name === name) ?? { name, customers: 0, revenue: "0" }),
    asOf: row!.as_of,
    visible: visibility(ctx),
  };
}
