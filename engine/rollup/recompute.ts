/** Figures reckoned anew from all records that they are of. */
import { sql } from "#model/sql.ts";
import type { CatalogueField } from "#model/catalogue.ts";
import { anchorOf } from "#model/relative-date.ts";
import type { RollUp } from "#model/rollup.ts";
import type { Sql } from "#fields/sql-face.ts";
import { asSystem, type Context } from "../context.ts";
import { columnWith, faceOf, sortSuffixOf } from "../query/columns.ts";
import { FilterCompiler } from "../query/filter-compiler.ts";
import type { RollUpField } from "./rollups.ts";

const CHILD = "c";

/**
 * Locks the rows that the figures stand in, in the order of their ids, so that two who do so never wait for each other in a ring. What is asked
 * after it sees all that those wrote who held them before.
 */
export async function lockParents(ctx: Context, table: string, ids: readonly string[]): Promise<void> {
  await ctx.db.query(
    sql`select count(*) from (select 1 from ${sql.id(table)} where id = any(${[...ids]}::uuid[]) order by id for no key update) as locked`,
  );
}

/** Reckons figures of one object's rows, which the caller has locked. No version rises and no event tells of it: nobody wrote anything. */
export async function recompute(ctx: Context, fields: readonly RollUpField[], ids: readonly string[]): Promise<void> {
  if (fields.length === 0 || ids.length === 0) return;
  const columns = fields.flatMap(({ field, rollUp }) =>
    Object.entries(figures(ctx, field, rollUp, sql`k.id`)).map(([suffix, value]) => ({
      name: `${field.column}${suffix}`,
      value,
    })),
  );
  const values = columns.map(({ name, value }) => sql`${value} as ${sql.id(name)}`);
  const sets = columns.map(({ name }) => sql`${sql.id(name)} = s.${sql.id(name)}`);
  const differ = columns.map(({ name }) => sql`t.${sql.id(name)} is distinct from s.${sql.id(name)}`);
  await ctx.db.query(sql`update ${sql.id(fields[0]!.object.table)} as t set ${sql.join(sets)}
    from (select k.id, ${sql.join(values)} from unnest(${[...ids]}::uuid[]) as k(id) offset 0) as s
    where t.id = s.id and (${sql.join(differ, sql` or `)})`);
}

/** The columns of one figure, each reckoned of the records that point at `parent`. */
function figures(ctx: Context, field: CatalogueField, rollUp: RollUp, parent: Sql): Record<string, Sql> {
  const { child, aggregate, field: of } = rollUp;
  const where = sql`${columnOf(ctx, rollUp.by)("_id")} = ${parent} and ${membership(ctx, rollUp)}`;
  const ask = (what: Sql): Sql => sql`(select ${what} from ${sql.id(child.table)} as ${sql.id(CHILD)} where ${where})`;
  if (!of || aggregate === "count") return { "": ask(sql`count(*)`) };
  if (aggregate === "first" || aggregate === "last") return picked(ctx, field, rollUp, of, where);
  const isMoney = of.type.formula === "money";
  const column = columnOf(ctx, of)(isMoney ? "_base" : sortSuffixOf(of));
  const value = ask(reckoned(aggregate, column, isMoney ? 2 : 6));
  if (!isMoney) return { "": value };
  const currency = ask(
    sql`(case when ${reckoned(aggregate, column, 2)} is not null then ${ctx.workspace.settings.baseCurrency}::text end)`,
  );
  return { _amount: value, _base: value, _currency: currency };
}

function reckoned(aggregate: RollUp["aggregate"], column: Sql, decimals: number): Sql {
  if (aggregate === "sum") return sql`coalesce(sum(${column}), 0)::numeric`;
  if (aggregate === "average") return sql`round(avg(${column}), ${sql.lit(decimals)})`;
  return aggregate === "min" ? sql`min(${column})` : sql`max(${column})`;
}

/** The value of the first or last record in the order of a field; of those that have it. */
function picked(
  ctx: Context,
  field: CatalogueField,
  rollUp: RollUp,
  of: CatalogueField,
  where: Sql,
): Record<string, Sql> {
  const order = columnOf(ctx, rollUp.orderBy!)(sortSuffixOf(rollUp.orderBy!));
  const way = sql.raw(rollUp.aggregate === "first" ? "asc" : "desc");
  return Object.fromEntries(
    Object.keys(faceOf(field).columns(field.definition)).map((suffix) => [
      suffix,
      sql`(select ${columnOf(ctx, of)(suffix)} from ${sql.id(rollUp.child.table)} as ${sql.id(CHILD)}
        where ${where} and ${order} is not null order by ${order} ${way}, ${sql.ref(`${CHILD}.id`)} ${way} limit 1)`,
    ]),
  );
}

const columnOf = (ctx: Context, field: CatalogueField) => columnWith(ctx, () => sql`true`, CHILD, field);

/** Is the record one of those that count? */
function membership(ctx: Context, rollUp: RollUp): Sql {
  const { child, by, filter, window, lines } = rollUp;
  const parts = [sql`${sql.ref(`${CHILD}.deleted_at`)} is null`];
  // Figures of the record itself stay with it in the trash; elsewhere its lines count while it lives.
  if (lines && by !== lines.by)
    parts.push(sql`exists (select 1 from ${sql.id(lines.of.table)} as p
      where p.id = ${columnOf(ctx, lines.by)("_id")} and p.deleted_at is null)`);
  if (filter) parts.push(new FilterCompiler(asSystem(ctx), undefined, CHILD).compile(child, filter, CHILD));
  if (window) parts.push(windowOf(ctx, window, windowColumn(ctx, rollUp)));
  return sql.join(parts, sql` and `);
}

/** The column of the window's date, of the records `c` that count or of the record that a line belongs to. */
export function windowColumn(ctx: Context, { window, lines }: RollUp): Sql {
  const { field, above } = window!;
  if (!above) return columnOf(ctx, field)("");
  const column = columnWith(ctx, () => sql`true`, "p", field)("");
  return sql`(select ${column} from ${sql.id(lines!.of.table)} as p where p.id = ${columnOf(ctx, lines!.by)("_id")})`;
}

/**
 * Up to this moment, of dates up to today: so many days, today among them, or since the beginning of a period, in the company's calendar.
 * Of what is made right now the moment lies behind the beginning of the transaction, which PostgreSQL calls now.
 */
function windowOf(ctx: Context, { field, days, since }: NonNullable<RollUp["window"]>, column: Sql): Sql {
  const { settings } = ctx.workspace;
  if (field.type.formula === "datetime") {
    const from = since
      ? sql`${column} >= ${anchorOf(since, ctx.now(), settings, "instant")}::timestamptz`
      : sql`${column} > now() - make_interval(days => ${sql.lit(days)})`;
    return sql`${from} and ${column} <= clock_timestamp()`;
  }
  const today = sql`(now() at time zone ${settings.timeZone}::text)::date`;
  if (since) return sql`${column} >= ${anchorOf(since, ctx.now(), settings, "date")}::date and ${column} <= ${today}`;
  return sql`${column} > ${today} - ${sql.lit(days)} and ${column} <= ${today}`;
}
