/** What was sent and what waits: the log of a webhook, and how each does. */
import { sql } from "#model/sql.ts";
import { Conflict, NotFound } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { read } from "../../query/read.ts";
import { assertReadsAsMuch } from "./reads-as-much.ts";
import { wakeSenders } from "./webhook.rules.ts";

export const DELIVERY_STATES = ["waiting", "done", "dead"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery {
  id: string;
  message: string;
  type: string;
  object: string | null;
  recordId: string;
  status: DeliveryState;
  attempts: number;
  dueAt: string | null;
  createdAt: string;
  endedAt: string | null;
  /** The last of the attempts kept. */
  last: Json;
}

const SHOWN = sql`'id', d.id, 'message', d.message, 'type', d.type, 'object', d.object, 'recordId', d.record_id, 'status', d.status, 'attempts', d.attempts,
  'dueAt', case when d.status = 'waiting' then ${sql.instant("d.due_at")} end, 'createdAt', ${sql.instant("d.created_at")}, 'endedAt', ${sql.instant("d.ended_at")}`;
const LAST = sql`'last', d.tries -> -1`;

/** An answer may say again what it was sent, so it is for those who may read that. */
const LAST_WITHOUT_ANSWER = sql`'last', (d.tries -> -1) || '{"answer": ""}'`;

/** Newest first. The answers are left out: they stand in each delivery. */
export async function listDeliveries(
  ctx: Context,
  webhookId: string,
  query: { status?: DeliveryState | undefined; cursor?: string | undefined; limit: number },
): Promise<{ data: Delivery[]; nextCursor: string | null }> {
  await read(ctx, "webhook", webhookId, { fields: ["id"] });
  const rows = await ctx.db.query<{
    delivery: string;
  }>(sql`select json_build_object(${SHOWN}, ${LAST_WITHOUT_ANSWER})::text as delivery from webhook_deliveries d
    where d.webhook_id = ${webhookId}::uuid and ${query.status ? sql`d.status = ${query.status}` : sql`true`} and ${query.cursor ? sql`d.id < ${query.cursor}::uuid` : sql`true`}
    order by d.id desc limit ${query.limit + 1}`);
  const data = rows.slice(0, query.limit).map((row) => JSON.parse(row.delivery) as Delivery);
  return { data, nextCursor: rows.length > query.limit ? data.at(-1)!.id : null };
}

/** With its body and each attempt. @throws NotFound, and Forbidden where the webhook's role may do more than the actor's */
export async function readDelivery(
  ctx: Context,
  webhookId: string,
  id: string,
): Promise<Delivery & { body: string; tries: Json }> {
  await assertReadsAsMuch(ctx, webhookId);
  const [row] = await ctx.db.query<{
    delivery: string;
  }>(sql`select json_build_object(${SHOWN}, ${LAST}, 'body', d.body, 'tries', d.tries)::text as delivery
    from webhook_deliveries d where d.webhook_id = ${webhookId}::uuid and d.id = ${id}::uuid`);
  if (!row) throw new NotFound("There is no such delivery");
  return JSON.parse(row.delivery) as Delivery & { body: string; tries: Json };
}

/** Sends it once more with the same id and body: at once where it waits, else behind what waits of its record. @throws Conflict where it is being sent */
export function sendAgain(ctx: Context, webhookId: string, id: string): Promise<Delivery> {
  return ctx.transaction(async (inner) => {
    const standing = await readDelivery(inner, webhookId, id);
    const now = sql`${inner.now().toISOString()}::timestamptz`;
    const [place] = await inner.db.query(sql<{ last: string }>`
      update webhook_places set last_place = last_place + 1, waiting = waiting + case when ${standing.status === "waiting"} then 0 else 1 end, paused_until = null
      where webhook_id = ${webhookId}::uuid returning last_place::text as last`);
    if (!place) throw new Conflict("The webhook was never switched on");
    const [changed] = await inner.db.query(
      standing.status === "waiting"
        ? sql`update webhook_deliveries d set due_at = ${now},
            head = d.head or not exists (select 1 from webhook_deliveries w where w.webhook_id = d.webhook_id and w.record_id = d.record_id and w.status = 'waiting' and w.head)
          where id = ${id}::uuid and status = 'waiting' and not claimed returning id`
        : sql`update webhook_deliveries d set status = 'waiting', place = ${place.last}::bigint, attempts = 0, claimed = false, due_at = ${now}, ended_at = null,
            head = not exists (select 1 from webhook_deliveries w where w.webhook_id = d.webhook_id and w.record_id = d.record_id and w.status = 'waiting')
          where id = ${id}::uuid and status <> 'waiting' returning id`,
    );
    if (!changed) throw new Conflict("It is being sent just now");
    await wakeSenders(inner);
    const { body: _body, tries: _tries, ...delivery } = await readDelivery(inner, webhookId, id);
    return delivery;
  });
}

export interface Health {
  id: string;
  /** `unset`: it has no secret yet; `failing`: its address has not answered well since. */
  state: "off" | "unset" | "failing" | "ok";
  failingSince: string | null;
  lastAt: string | null;
  lastStatus: number | null;
  waiting: number;
  dead: { value: number; exact: boolean };
}

const MOST_COUNTED = 1_000;

/** How all webhooks do; one statement. */
export async function readHealth(ctx: Context): Promise<Health[]> {
  const rows = await ctx.db.query<{ health: string }>(sql`
    select json_build_object('id', w.id, 'state', case when not w.active then 'off' when s.webhook_id is null then 'unset' when p.failures > 0 then 'failing' else 'ok' end,
      'failingSince', ${sql.instant("p.failing_since")}, 'lastAt', ${sql.instant("p.last_at")}, 'lastStatus', p.last_status, 'waiting', coalesce(p.waiting, 0),
      'dead', json_build_object('value', least(x.dead, ${MOST_COUNTED}), 'exact', x.dead <= ${MOST_COUNTED}))::text as health
    from webhooks w left join webhook_places p on p.webhook_id = w.id left join webhook_secrets s on s.webhook_id = w.id
    cross join lateral (select count(*)::int as dead from (select 1 from webhook_deliveries d where d.webhook_id = w.id and d.status = 'dead' limit ${MOST_COUNTED + 1}) as c) as x
    where w.deleted_at is null order by w.id`);
  return rows.map((row) => JSON.parse(row.health) as Health);
}

/** Days for which the log keeps what was sent, and what was given up. */
const KEEP_DONE = 14;
const KEEP_DEAD = 60;
const AT_ONCE = 10_000;

/** Forgets what was sent long ago, and what still waits for webhooks that have been off for as long. */
export async function tidyDeliveries(ctx: Context): Promise<void> {
  while (await dropOfOneOff(ctx));
  for (;;) {
    const gone = await ctx.db.query(sql`delete from webhook_deliveries where id in (
      select id from webhook_deliveries where status <> 'waiting' and ended_at < now() - make_interval(days => case status when 'done' then ${KEEP_DONE}::int else ${KEEP_DEAD}::int end) limit ${AT_ONCE})
      returning id`);
    if (gone.length < AT_ONCE) return;
  }
}

/** @returns whether there was one */
function dropOfOneOff(ctx: Context): Promise<boolean> {
  return ctx.transaction(async ({ db }) => {
    const [place] = await db.query(sql<{ id: string }>`
      select p.webhook_id as id from webhook_places p join webhooks w on w.id = p.webhook_id
      where p.waiting > 0 and not w.active and w.updated_at < now() - make_interval(days => ${KEEP_DEAD}::int) limit 1 for update of p`);
    if (!place) return false;
    await db.query(sql`delete from webhook_deliveries where webhook_id = ${place.id}::uuid and status = 'waiting'`);
    await db.query(sql`update webhook_places set waiting = 0 where webhook_id = ${place.id}::uuid`);
    return true;
  });
}
