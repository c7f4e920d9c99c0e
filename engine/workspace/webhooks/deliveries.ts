/** The table of messages to be sent: written in order, each record's messages behind one another, and finished one by one. */
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { NO_ID, uuidv7 } from "../../records/uuid.ts";
import type { Answered } from "../../outbound/request.ts";

export interface Message {
  /** The same whenever it is sent, so that who gets it twice can drop one. */
  message: string;
  type: string;
  object: string | null;
  recordId: string;
  body: string;
}

/**
 * Within a transaction. Only the first of a record's waiting messages is `head` and can be sent; the row of the webhook's place is
 * locked, so that whoever finishes a message and whoever adds one see each other.
 */
export async function addMessages(ctx: Context, webhookId: string, messages: readonly Message[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const met = new Set<string>();
  const rows = messages.map((each, index) => {
    const first = !met.has(each.recordId);
    met.add(each.recordId);
    const { message, type, object, recordId, body } = each;
    return { id: uuidv7(), number: index + 1, message, type, object, record_id: recordId, body, first };
  });
  const now = ctx.now().toISOString();
  // A statement of its own: one that waits here for whoever finishes a message would else see what stood before it waited.
  const [place] = await ctx.db.query(sql<{ last: string }>`
    insert into webhook_places as p (webhook_id, event_id, last_place, waiting) values (${webhookId}::uuid, ${NO_ID}::uuid, ${rows.length}, ${rows.length})
    on conflict (webhook_id) do update set last_place = p.last_place + ${rows.length}, waiting = p.waiting + ${rows.length} returning last_place::text as last`);
  await ctx.db.query(sql`
    insert into webhook_deliveries (id, webhook_id, place, message, type, object, record_id, body, head, due_at, created_at)
    select n.id, ${webhookId}::uuid, ${place!.last}::bigint - ${rows.length} + n.number, n.message, n.type, n.object, n.record_id, n.body,
      n.first and not exists (select 1 from webhook_deliveries w where w.webhook_id = ${webhookId}::uuid and w.record_id = n.record_id and w.status = 'waiting'),
      ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as n(id uuid, number integer, message text, type text, object text, record_id uuid, body text, first boolean)`);
  return rows.map((row) => row.id);
}

/** While so many wait, no more are made: changes wait in the feed, where nothing is lost, and actions are refused. */
export const MOST_WAITING = 10_000;

/** A message that is being sent, with all that is needed for it. */
export interface Claimed {
  id: string;
  webhook_id: string;
  record_id: string;
  place: string;
  message: string;
  body: string;
  attempts: number;
  address: string;
  secret: string;
  former: string | null;
}

/** Open at once to one address; one by one while it fails. */
const OPEN_AT_ONCE = 5;

/** Milliseconds after which what was claimed by a process that died can be claimed by another: longer than the longest sending. */
export const LEASE_MS = 45_000;

/** Takes the messages that are due, as far as their addresses have room. One statement for all webhooks of a workspace. */
export function claimDue(ctx: Context): Promise<Claimed[]> {
  const now = ctx.now();
  const at = sql`${now.toISOString()}::timestamptz`;
  const until = sql`${new Date(now.getTime() + LEASE_MS).toISOString()}::timestamptz`;
  return ctx.db.query(sql<Claimed>`
    with free as materialized (
      select p.webhook_id, p.failures, w.address, s.secret, case when s.former_until > ${at} then s.former end as former
      from webhook_places p join webhooks w on w.id = p.webhook_id and w.active and w.deleted_at is null join webhook_secrets s on s.webhook_id = p.webhook_id
      where p.waiting > 0 and (p.paused_until is null or p.paused_until <= ${at}) order by p.webhook_id for update of p skip locked),
    due as (
      select d.id, f.address, f.secret, f.former from free f cross join lateral (
        select id from webhook_deliveries d where d.webhook_id = f.webhook_id and d.status = 'waiting' and d.head and d.due_at <= ${at}
        order by d.due_at limit greatest(0, case when f.failures > 0 then 1 else ${OPEN_AT_ONCE}::int end - (
          select count(*) from webhook_deliveries o where o.webhook_id = f.webhook_id and o.status = 'waiting' and o.head and o.claimed and o.due_at > ${at}))) as d)
    update webhook_deliveries d set claimed = true, due_at = ${until}, attempts = d.attempts + 1 from due where d.id = due.id
    returning d.id, d.webhook_id, d.record_id, d.place::text as place, d.message, d.body, d.attempts, due.address, due.secret, due.former`);
}

/** How one attempt ended, as the log keeps it. */
export function tryOf(at: Date, { status, ms, error, text }: Answered): Json {
  return { at: at.toISOString(), status, ms, error, answer: text.slice(0, SHOWN_OF_ANSWER) };
}

const SHOWN_OF_ANSWER = 1_000;
const TRIES_KEPT = 12;

const withTry = (ctx: Context, answered: Answered) =>
  sql`(case when jsonb_array_length(tries) >= ${TRIES_KEPT} then tries - 0 else tries end) || ${JSON.stringify(tryOf(ctx.now(), answered))}::jsonb`;

/** Another has claimed it since where the lease was over: then it is theirs to say how it ended. */
const stillOurs = ({ id, attempts }: Pick<Claimed, "id" | "attempts">) =>
  sql`id = ${id}::uuid and status = 'waiting' and attempts = ${attempts}`;

/** Within a transaction that holds the webhook's place: it is over with this message, and the record's next can go. */
export async function finish(
  ctx: Context,
  claimed: Pick<Claimed, "id" | "webhook_id" | "record_id" | "attempts">,
  status: "done" | "dead",
  answered: Answered,
): Promise<void> {
  const ended = await ctx.db.query(sql`
    update webhook_deliveries set status = ${status}, head = false, claimed = false, ended_at = ${ctx.now().toISOString()}::timestamptz, tries = ${withTry(ctx, answered)}
    where ${stillOurs(claimed)} returning id`);
  if (ended.length === 0) return;
  await ctx.db.query(sql`
    with next as (select id from webhook_deliveries where webhook_id = ${claimed.webhook_id}::uuid and record_id = ${claimed.record_id}::uuid and status = 'waiting' order by place limit 1),
    freed as (update webhook_deliveries d set head = true, due_at = ${ctx.now().toISOString()}::timestamptz from next where d.id = next.id and not d.head)
    update webhook_places set waiting = greatest(waiting - 1, 0) where webhook_id = ${claimed.webhook_id}::uuid`);
}

/** It stays the first of its record, and is tried again later. */
export async function putOff(
  ctx: Context,
  claimed: Pick<Claimed, "id" | "attempts">,
  until: Date,
  answered: Answered,
): Promise<void> {
  await ctx.db.query(sql`
    update webhook_deliveries set claimed = false, due_at = ${until.toISOString()}::timestamptz, tries = ${withTry(ctx, answered)}
    where ${stillOurs(claimed)}`);
}
