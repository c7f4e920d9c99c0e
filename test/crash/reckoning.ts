/** Holds what is there in the end against what was acknowledged: records, jobs, changes told, figures. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { refreshFigures } from "#crm/insight/statistics.queries.ts";
import { CHANGE_TYPES } from "#engine/events/append.ts";
import type { Asking } from "./asking.ts";
import type { Begun } from "./long-work.ts";
import type { FeedReader, LiveReader } from "./readers.ts";
import type { Company } from "./several.ts";
import type { Expected } from "./traders.ts";

/** Every record that was acknowledged is there as it was left, and the writers made no other. */
export async function assertKept({ ctx }: Company, expected: readonly Expected[]): Promise<void> {
  const there = await ctx.db.query<Expected>(sql`
    select 'companies' as "table", id, number as key, version::int as version, deleted_at is not null as deleted,
      concat_ws(' ', name, website) as value from companies where number like 'w%'
    union all select 'contacts', id, substr(name->>'full', 8), version::int, deleted_at is not null, name->>'full' from contacts where name->>'full' like 'Person w%'
    union all select 'orders', id, substr(number, 3), version::int, deleted_at is not null, number from orders where number like 'o-%'`);
  const sorted = (list: readonly Expected[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(sorted(there), sorted(expected));
  const events = await ctx.db.query<{ id: string }>(sql`
    select record_id as id, count(*)::int as n, max(version)::int as version from events
    where version is not null group by record_id having count(*) <> max(version) or count(distinct version) <> max(version)`);
  assert.deepEqual(events, [], "a version without its one event");
}

/** Each change of many was done whole, and none of its records twice. */
export async function assertChanged(
  asking: Asking,
  { ctx }: Company,
  bulks: readonly Begun[],
  records: number,
): Promise<void> {
  for (const { path } of bulks) {
    const { body } = await asking.ask(path);
    const { operationId, done, refused, unchanged } = body as Record<string, unknown>;
    assert.deepEqual([done, refused, unchanged], [records, 0, 0], JSON.stringify(body));
    const [counted] = await ctx.db.query(
      sql`select count(*)::int as events, count(distinct record_id)::int as records from events where operation_id = ${operationId as string}::uuid`,
    );
    assert.deepEqual(counted, { events: records, records });
  }
}

/** What an import of invoice lines came to: its own figures, and what there is of its records. */
export async function endOfImport(asking: Asking, { ctx }: Company, { path }: Begun): Promise<unknown> {
  const { body } = await asking.ask(path);
  const [state] = await ctx.db.query(sql`select
    (select jsonb_build_array(count(*), sum(net_base), sum(version)) from orders where number not like 'o-%') as orders,
    (select jsonb_build_array(count(*), sum(l.net), sum(l.quantity)) from order_lines l join orders o on o.id = l.order_id where o.number not like 'o-%') as lines,
    (select jsonb_build_array(count(*), sum(version)) from products where code not like 'seed-%') as products,
    (select jsonb_build_array(count(*), sum(s.revenue_base), sum(s.order_count)) from customers c join customer_stats s on s.id = c.id
      where exists (select from orders o where o.customer_id = c.id and o.number not like 'o-%')) as customers`);
  const { status, counts } = body as { status: string; counts: unknown };
  return { status, counts, state };
}

/** The feed gave each change once; so did the streams, though their servers were killed, from where they began. */
export async function assertTold({ ctx }: Company, feed: FeedReader, streams: readonly LiveReader[]): Promise<void> {
  await feed.end();
  const objects = [...ctx.catalogue.objects.keys()];
  const there = await ctx.db.query<{ id: string }>(
    sql`select id from events where object = any(${objects}) and type = any(${[...CHANGE_TYPES]}) order by id`,
  );
  assert.equal(new Set(feed.events).size, feed.events.length, "the feed gave a change twice");
  assert.deepEqual(
    feed.events.toSorted(),
    there.map(({ id }) => id),
  );
  const [contacts] = await ctx.db.query<{ n: number }>(
    sql`select count(*)::int as n from events where object = 'contact' and type = any(${[...CHANGE_TYPES]})`,
  );
  for (const stream of streams) {
    for (let tries = 0; tries < 500 && stream.count < contacts!.n; tries++) await wait(20);
    await stream.end();
    assert.equal(new Set(stream.told).size, stream.told.length, "the stream told a change twice");
    assert.deepEqual([stream.count, stream.resets], [contacts!.n, 0]);
    assert.ok(stream.connections > 1, "the stream was never cut off");
  }
}

/** What is kept step by step equals what is reckoned from the orders. */
export async function assertFigures({ ctx }: Company): Promise<void> {
  const kept = () =>
    ctx.db.query(sql`select (to_jsonb(s) - 'refreshed_at')::text as row from customer_stats s order by id`);
  const before = await kept();
  assert.ok(before.length > 100);
  await refreshFigures(ctx, "all");
  assert.deepEqual(await kept(), before);
}
