/** Makes messages of changes: what a webhook's topics ask for, as far as its reader may see it, a set of changes at a time. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { RaabtaError } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { scopeOf } from "../../access/rights.ts";
import { rowCondition } from "../../access/record-rights.ts";
import { seesAll } from "../../access/visible.ts";
import type { Context } from "../../context.ts";
import { changesBehind, type Place, type ToldRow } from "../../events/feed.ts";
import { entryOf, fieldsOf, nameRelated, type HistoryEntry } from "../../events/history.ts";
import { auditChanges, auditReading } from "../../events/reading.ts";
import { filterUsesStatistics } from "../../query/columns.ts";
import { compileFilter } from "../../query/filter.ts";
import { markedIn, recordFrom, recordJson, selectedFields } from "../../query/select.ts";
import { recordAsSeen } from "../../query/view-seen.ts";
import { addMessages, MOST_WAITING, type Message } from "./deliveries.ts";
import { readerOf, readingAs, type OffReason } from "./reader.ts";
import { readTopics, type Topic } from "./topics.ts";
import { beginFromNow } from "./webhook.rules.ts";

const AT_ONCE = 500;

interface Standing {
  topics: string;
  role: string;
  in_name_of: string | null;
  xid: string | null;
  event_id: string;
  waiting: number;
}

/** More changes may follow, all was read, or why the webhook can send nothing any more. */
export type FannedOut = { more: boolean } | { off: OffReason };

/** The webhooks of a workspace that could send something. */
export async function livingWebhooks(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.query(sql<{ id: string }>`
    select w.id from webhooks w join webhook_secrets s on s.webhook_id = w.id where w.active and w.deleted_at is null order by w.id`);
  return rows.map((row) => row.id);
}

/** The next changes for one webhook. Messages and the word how far it has read are one transaction: none is lost, none made twice. */
export function fanOut(ctx: Context, webhookId: string): Promise<FannedOut> {
  return ctx.transaction(async (inner) => {
    const [row] = await inner.db.query(sql<Standing>`
      select w.topics::text as topics, w.role_id as role, w.in_name_of_id as in_name_of, p.xid::text as xid, p.event_id, p.waiting
      from webhooks w left join webhook_places p on p.webhook_id = w.id where w.id = ${webhookId}::uuid and w.active and w.deleted_at is null`);
    if (!row || row.waiting > MOST_WAITING) return { more: false };
    if (row.xid === null) {
      await beginFromNow(inner, [webhookId]);
      return { more: true };
    }
    // Others read on only when we have: the place is asked for again under the lock.
    const [place] = await inner.db.query(sql<Place>`
      select xid::text as xid, event_id as id from webhook_places where webhook_id = ${webhookId}::uuid for update skip locked`);
    if (!place) return { more: false };
    const reader = await readerOf(inner, { role: row.role, inNameOf: row.in_name_of });
    if (typeof reader === "string") return { off: reader };
    const reading = readingAs(inner, reader);
    const topics = readTopics(JSON.parse(row.topics) as Json);
    const objects = [...new Set(topics.map((topic) => topic.object))].filter((name) =>
      inner.catalogue.objects.has(name),
    );
    const { rows, next, more } = await changesBehind(reading, place, objects, AT_ONCE);
    let messages: Message[];
    try {
      messages = await messagesOf(reading, topics, rows);
    } catch (error) {
      // A field or object that it speaks of has gone.
      if (error instanceof RaabtaError && error.status < 500) return { off: "topics" };
      throw error;
    }
    await addMessages(inner, webhookId, messages);
    await inner.db.query(
      sql`update webhook_places set xid = ${next.xid}::xid8, event_id = ${next.id}::uuid where webhook_id = ${webhookId}::uuid`,
    );
    return { more };
  });
}

/** In the order of the changes; the reader's context. One statement for each topic, and one for each object pointed at. */
export async function messagesOf(ctx: Context, topics: readonly Topic[], rows: readonly ToldRow[]): Promise<Message[]> {
  const made = new Map<string, Message>();
  for (const topic of topics) {
    const object = ctx.catalogue.objects.get(topic.object);
    if (!object || scopeOf(ctx.actor, object, "read") === "none") continue;
    const told = rows.filter((row) => row.object === topic.object && (topic.on as string[]).includes(row.type));
    for (const [id, message] of await messagesOfTopic(ctx, object, topic, told)) made.set(id, message);
  }
  return rows.flatMap((row) => made.get(row.id) ?? []);
}

async function messagesOfTopic(
  ctx: Context,
  object: CatalogueObject,
  topic: Topic,
  rows: readonly ToldRow[],
): Promise<Map<string, Message>> {
  if (rows.length === 0) return new Map();
  const records = await recordsOf(ctx, object, topic, new Set(rows.map((row) => row.record_id)));
  const goneToo = seesAll(ctx, object.name) && topic.filter === undefined;
  const told = rows.filter((row) => records.has(row.record_id) || (row.type === "purged" && goneToo));
  const wanted = topic.fields && new Set(topic.fields);
  const entries = told.map((row) => {
    const entry = entryOf(ctx, object, row);
    return wanted ? { ...entry, changes: entry.changes.filter(({ field }) => wanted.has(field)) } : entry;
  });
  await nameRelated(ctx, object, entries);
  // A change of what the reader does not see has not happened for it.
  const sent = told.flatMap((row, index) => {
    const entry = entries[index]!;
    return row.type === "updated" && entry.changes.length === 0 ? [] : [{ row, entry }];
  });
  await auditChanges(
    ctx,
    sent.map(({ row, entry }) => ({ object, id: row.record_id, fields: fieldsOf(entry) })),
  );
  return new Map(
    sent.map(({ row, entry }) => [row.id, messageOf(object, row, entry, records.get(row.record_id) ?? null)]),
  );
}

/** The records as they stand now, those in the trash too, that the reader may see and the filter lets through. */
async function recordsOf(
  ctx: Context,
  object: CatalogueObject,
  { filter, fields }: Topic,
  ids: ReadonlySet<string>,
): Promise<Map<string, JsonObject>> {
  const selected = selectedFields(ctx, object, { withChildren: true, fields });
  const from = recordFrom(object, "t", selected, filterUsesStatistics(object, filter));
  const rows = await ctx.db.query<{ record: string }>(sql`
    select ${recordJson(ctx, object, "t", selected)}::text as record from ${from}
    where t.id = any(${[...ids]}::uuid[]) and ${rowCondition(ctx, object, "t")} and ${filter ? compileFilter(ctx, object, filter, "t") : sql`true`}`);
  const records = rows.map((row) => recordAsSeen(ctx, object, JSON.parse(row.record) as JsonObject));
  await auditReading(ctx, markedIn(ctx, object, selected), () => records);
  return new Map(records.map((record) => [record["id"] as string, record]));
}

function messageOf(object: CatalogueObject, row: ToldRow, entry: HistoryEntry, record: JsonObject | null): Message {
  const type = `${object.name}.${row.type}`;
  const { by, via, operationId, changes } = entry;
  const data = {
    object: object.name,
    id: row.record_id,
    version: row.version,
    by,
    via,
    operationId,
    changes: row.type === "purged" ? [] : changes,
    record: row.type === "purged" ? null : record,
  };
  return {
    message: `evt_${row.id}`,
    type,
    object: object.name,
    recordId: row.record_id,
    body: JSON.stringify({ type, timestamp: row.at, data }),
  };
}
