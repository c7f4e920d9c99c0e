/** What the writers were told is done is there: readable, whole, and once. */
import assert from "node:assert/strict";
import pg from "pg";
import { openDatabase } from "#engine/database/embedded/keeper.ts";
import type { Program } from "./program.ts";
import type { Writers } from "./writers.ts";

/** Each breaks a promise that a write is whole: the query must find nothing. */
const promises = {
  "a record has one event of its making": `
    select r.id from (select id, 'company' as object from companies union all select id, 'contact' from contacts
      union all select id, 'order' from orders union all select id, 'customer' from customers) r
    left join events e on e.record_id = r.id and e.object = r.object and e.type = 'created' group by r.id having count(e.id) <> 1`,
  "an event of a making has its record": `
    select e.id from events e where e.type = 'created' and e.object in ('company', 'contact', 'order') and not exists (
      select from companies where id = e.record_id union all select from contacts where id = e.record_id union all select from orders where id = e.record_id)`,
  "a company is one customer": `
    select c.id from companies c left join customers u on u.company_id = c.id group by c.id having count(u.id) <> 1`,
  "a company is found by its number and its e-mail": `
    select c.id from companies c left join record_keys k on k.object = 'company' and k.record_id = c.id where c.number like 'w%'
    group by c.id having count(k.key) filter (where k.field = 'number') = 0 or count(k.key) filter (where k.field = 'emails') <> 1`,
  "a key belongs to a record": `
    select k.record_id from record_keys k where k.object = 'company' and not exists (select from companies c where c.id = k.record_id)`,
  "an order has both its lines, and its total is theirs": `
    select o.id from orders o left join order_lines l on l.order_id = o.id where o.number like 'o-%' group by o.id having count(l.id) <> 2 or sum(l.net) <> 1599.5`,
  "a line has its order": `select l.id from order_lines l where not exists (select from orders o where o.id = l.order_id)`,
  "a contact was made once": `select name_key from contacts group by name_key having count(*) <> 1`,
  "an order stands on the timeline of its customer": `
    select o.id from orders o left join timeline t on t.record_id = o.id and t.object = 'order' and t.subject_id = o.customer_id
    where o.customer_id is not null group by o.id having count(t.event_id) = 0`,
};

/** Reads every record through the API; what was acknowledged must be among them, with its name. */
export async function assertReadable(program: Program, key: string, { acknowledged }: Writers): Promise<void> {
  const named = { companies: "number", contacts: "name", orders: "number" } as const;
  const shown = {
    companies: (text: string) => text,
    contacts: (text: string) => `Person ${text}`,
    orders: (text: string) => `o-${text}`,
  };
  for (const object of ["companies", "contacts", "orders"] as const) {
    const found = new Map<string, unknown>();
    for (let cursor: string | null = ""; cursor !== null;) {
      const query = new URLSearchParams({
        limit: "200",
        count: "none",
        fields: named[object],
        ...(cursor ? { cursor } : {}),
      });
      const answer = await fetch(`${program.url}/api/v1/${object}?${query}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      const page = (await answer.json()) as {
        data: { id: string; name?: { full: string } | string; number?: string }[];
        nextCursor: string | null;
      };
      assert.equal(answer.status, 200, JSON.stringify(page));
      for (const record of page.data)
        found.set(record.id, typeof record.name === "object" ? record.name.full : (record.name ?? record.number));
      cursor = page.nextCursor;
    }
    const lost = acknowledged.filter(
      (each) => each.object === object && found.get(each.id) !== shown[object](each.key),
    );
    assert.deepEqual(lost, [], `acknowledged, and not there: ${lost.length} of ${object}`);
  }
}

/** Whole is each record, and each of them was acknowledged. */
export async function assertRecordsWhole(program: Program, { acknowledged }: Writers): Promise<void> {
  const opened = await openDatabase({ data: program.data });
  const client = new pg.Client(opened.connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ schema: string }>("select schema from raabta.workspaces");
    await client.query(`set search_path to ${rows[0]!.schema}, public`);
    const {
      rows: [counted],
    } = await client.query<{ count: string }>(
      `select (select count(*) from companies where number like 'w%') + (select count(*) from contacts) + (select count(*) from orders where number like 'o-%') as count`,
    );
    assert.equal(
      Number(counted!.count),
      acknowledged.length,
      "what got no answer was sent again, so all that is there was acknowledged",
    );
    for (const [promise, broken] of Object.entries(promises)) {
      const found = await client.query(`${broken} limit 5`);
      assert.deepEqual(found.rows, [], `not so everywhere: ${promise}`);
    }
  } finally {
    await client.end();
    await opened.release();
  }
}
