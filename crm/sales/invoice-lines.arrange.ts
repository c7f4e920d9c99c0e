/** Gathers staged invoice lines into the customers, products and orders that they tell of. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Reject, Work } from "#engine/transfer/preset.ts";
import type { JsonObject } from "#model/json.ts";

export const tablesOf = (work: Work): { parties: string; products: string; orders: string } => ({
  parties: `${work.staging}_parties`,
  products: `${work.staging}_products`,
  orders: `${work.staging}_orders`,
});

/** An order is brought in whole or not at all: lines of an order with a bad line wait with it. */
export async function rejectWholeOrders(work: Work, ctx: Context, bad: readonly string[]): Promise<Reject[]> {
  if (bad.length === 0) return [];
  const rows = await ctx.db.query(
    sql<{ n: string }>`delete from ${sql.id(work.staging)} where number_key = any(${[...bad]}) returning n`,
  );
  return rows.map((row) => ({
    row: Number(row.n),
    issues: [
      {
        column: null,
        message: "another line of this order cannot be read; the order comes in whole or not at all",
        code: "transfer.sameOrder",
      },
    ],
  }));
}

/** The latest country and address, the most frequent description, the earliest time: the choices are counted in `notes`. */
export async function gather(work: Work, ctx: Context): Promise<void> {
  const { parties, products, orders } = tablesOf(work);
  const staging = sql.id(work.staging);
  await ctx.db.query(sql`create index on ${staging} (number_key, n)`);
  await ctx.db.query(sql`analyze ${staging}`);
  await ctx.db.query(sql`create unlogged table ${sql.id(parties)} as
    select row_number() over (order by p.first)::bigint as k, p.*, said.party, null::uuid as id, null::uuid as customer_id from (
      select party_key as key, min(n) as first, count(*)::int as lines, (array_agg(party_number order by n))[1] as number,
        (array_agg(country order by at desc, n desc) filter (where country is not null))[1] as country, count(distinct country)::int as countries
      from ${staging} where party_key is not null group by party_key) as p
    left join (select s.party_key as key, jsonb_object_agg(e.key, e.value order by s.n) as party
      from ${staging} as s, jsonb_each(s.party::jsonb) as e where s.party is not null group by s.party_key) as said using (key)`);
  await ctx.db.query(sql`create unlogged table ${sql.id(products)} as
    with written as (select code, description, count(*) as times, min(n) as first from ${staging} where code is not null group by code, description),
      chosen as (select distinct on (code) code, description from written where description is not null order by code, times desc, first),
      per as (select code, min(first) as first, sum(times)::int as lines, count(*)::int as descriptions from written group by code)
    select row_number() over (order by per.first)::bigint as k, per.*, chosen.description as name,
      (select s.product from ${staging} as s where s.n = per.first) as product, null::uuid as id
    from per left join chosen using (code)`);
  await ctx.db.query(sql`create unlogged table ${sql.id(orders)} as
    select o.*, (sum(o.lines) over (order by o.first))::bigint as through from (
      select number_key, min(n) as first, count(*)::bigint as lines, min(at) as at, (min(at) <> max(at)) as times_differ,
        (case when bool_and(quantity < 0) and min(kind) = 's' then 'a' else min(kind) end)::"char" as kind, min(party_key) as party_key, (array_agg(country order by n) filter (where country is not null))[1] as country
      from ${staging} group by number_key) as o`);
  await ctx.db.query(sql`create unique index on ${sql.id(parties)} (key)`);
  await ctx.db.query(sql`create unique index on ${sql.id(parties)} (k)`);
  await ctx.db.query(sql`create unique index on ${sql.id(products)} (code)`);
  await ctx.db.query(sql`create unique index on ${sql.id(products)} (k)`);
  await ctx.db.query(sql`create unique index on ${sql.id(orders)} (through)`);
  for (const table of [parties, products, orders]) await ctx.db.query(sql`analyze ${sql.id(table)}`);
}

/** Sums in the file's currency. Fees, returns and sales without a customer are told apart. */
export async function measure(
  work: Work,
  ctx: Context,
): Promise<{ measures: Record<string, string | number>; notes: JsonObject[] }> {
  const { parties, products, orders } = tablesOf(work);
  const fees = work.mapping.fees.filter((fee) => fee.fee).map((fee) => fee.code);
  const [sums] = await ctx.db.query(sql<{ sums: string }>`
    select json_build_object('sales', coalesce(sum(amount) filter (where kind = 's'), 0)::text, 'returns', coalesce(sum(amount) filter (where kind = 'r'), 0)::text,
      'adjustments', coalesce(sum(amount) filter (where kind = 'a'), 0)::text, 'anonymous', coalesce(sum(amount) filter (where kind = 's' and party_key is null), 0)::text,
      'fees', coalesce(sum(amount) filter (where kind = 's' and code = any(${fees})), 0)::text, 'net', coalesce(sum(amount), 0)::text,
      'anonymousLines', count(*) filter (where party_key is null), 'zeroPrices', count(*) filter (where price = 0))::text as sums
    from (select s.party_key, s.code, s.price, o.kind, s.quantity * s.price as amount from ${sql.id(work.staging)} as s join ${sql.id(orders)} as o using (number_key)) as l`);
  const [notes] = await ctx.db.query(sql<{ notes: string }>`
    select json_build_object('descriptions', (select count(*) from ${sql.id(products)} where descriptions > 1), 'times', (select count(*) from ${sql.id(orders)} where times_differ),
      'countries', (select count(*) from ${sql.id(parties)} where countries > 1))::text as notes`);
  const counted = JSON.parse(notes!.notes) as Record<string, number>;
  return {
    measures: JSON.parse(sums!.sums) as Record<string, string | number>,
    notes: Object.entries(counted)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => ({ code: `transfer.note.${what}`, count, message: NOTES[what]! })),
  };
}

const NOTES: Record<string, string> = {
  descriptions:
    "Products with several descriptions: the most frequent one was taken as the name; every line keeps its own",
  times: "Orders with several times: the earliest was taken",
  countries: "Customers with several countries: that of the latest order was taken; every order keeps its own",
};
