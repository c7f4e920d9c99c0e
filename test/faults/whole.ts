/** What must hold in a workspace whatever failed on the way: rows, events, keys, timeline and jobs speak of the same. */
import assert from "node:assert/strict";
import { sql, type Sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "#engine/context.ts";
import { isSearchable } from "#engine/search/lexemes.ts";
import { askedAsLogin } from "#test/harness/login.ts";

/** Objects that the requests write. */
const WRITTEN = ["company", "contact", "customer", "order", "product"];

/** Each finds what breaks the promise that its name says. */
function promises(ctx: Context): Record<string, Sql> {
  const parents = WRITTEN.map((name) => ctx.catalogue.object(name));
  const rows = (each: (object: CatalogueObject) => Sql, of = parents): Sql =>
    sql.join(
      of.map((object) => sql`(${each(object)})`),
      sql.raw(" union all "),
    );
  const table = ({ table: name }: CatalogueObject): Sql => sql.id(name);
  return {
    "a record has the version of its last event": rows(
      (object) => sql`select r.id from ${table(object)} r join lateral (
        select max(e.version) as version, count(*) filter (where e.type = 'created') as made from events e where e.record_id = r.id) e on true
        where e.made <> 1 or e.version <> r.version`,
    ),
    "an event is of a record, or of one that was purged": rows(
      (object) => sql`select e.record_id as id from events e where e.object = ${object.name} and e.version is not null
        and not exists (select from ${table(object)} r where r.id = e.record_id)
        and not exists (select from events p where p.record_id = e.record_id and p.type = 'purged')`,
    ),
    "an event is of an operation": sql`select e.id from events e where not exists (select from operations o where o.id = e.operation_id)`,
    "a key is a record's": rows(
      (object) => sql`select k.record_id as id from record_keys k where k.object = ${object.name}
        and not exists (select from ${table(object)} r where r.id = k.record_id)`,
    ),
    "a company is found by its number, unless it is in the trash": sql`select c.id from companies c where c.number is not null
      and (c.deleted_at is null) <> exists (select from record_keys k where k.object = 'company' and k.record_id = c.id and k.field = 'number')`,
    "a record is found by its words": rows(
      (object) => sql`select r.id from ${table(object)} r where r.search is null`,
      parents.filter(isSearchable),
    ),
    "an item of the timeline is of a happening and a record": sql`select t.record_id as id from timeline t where not exists (select from events e where e.id = t.event_id and e.record_id = t.record_id)`,
    "an order stands on the timeline of its customer": sql`select o.id from orders o where o.customer_id is not null
      and not exists (select from timeline t where t.record_id = o.id and t.subject_id = o.customer_id)`,
    "a line is of an order": sql`select l.id from order_lines l where not exists (select from orders o where o.id = l.order_id)`,
    "an order has both its lines": sql`select o.id from orders o left join order_lines l on l.order_id = o.id
      where o.number like 'o-%' group by o.id having count(l.id) <> 2`,
    "a company is one customer": sql`select c.id from companies c left join customers u on u.company_id = c.id and u.deleted_at is null
      where c.deleted_at is null group by c.id having count(u.id) <> 1`,
    "a job that waits is in the queue": sql`select r.id from job_runs r where r.status = 'queued'
      and not exists (select from graphile_worker.jobs j where j.key = current_schema() || '.' || r.id)`,
    "what a job is to do is there": sql`select job_id as id from bulk_runs b where not exists (select from job_runs r where r.id = b.job_id)
      union all select job_id from undo_runs u where job_id is not null and not exists (select from job_runs r where r.id = u.job_id)
      union all select r.id from job_runs r where r.name = 'bulk' and not exists (select from bulk_runs b where b.job_id = r.id)`,
    "a record that was merged is in the trash": sql`select m.from_id as id from merges m join companies c on c.id = m.from_id where c.deleted_at is null`,
  };
}

/** @param after what was done, for the message */
export async function assertWhole(ctx: Context, after: string): Promise<void> {
  const asked = Object.entries(promises(ctx)).map(
    ([promise, broken]) => sql`select ${promise}::text as promise, b.id::text as id from (${broken}) b`,
  );
  const found = await askedAsLogin(
    ctx,
    sql.join(asked, sql.raw(" union all ")) as Sql<{ promise: string; id: string }>,
  );
  assert.deepEqual(found.slice(0, 10), [], `after ${after}`);
}
