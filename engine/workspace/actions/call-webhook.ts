/** The step that calls a webhook: a message in its queue, in the transaction of the action, with what the webhook's role may read. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { Conflict } from "#model/errors.ts";
import type { JsonObject } from "#model/json.ts";
import { rowCondition } from "../../access/record-rights.ts";
import { scopeOf } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { auditReading } from "../../events/reading.ts";
import { markedIn, recordFrom, recordJson, selectedFields, userSummary } from "../../query/select.ts";
import { uuidv7 } from "../../records/uuid.ts";
import { addMessages, MOST_WAITING } from "../webhooks/deliveries.ts";
import { readerOf, readingAs } from "../webhooks/reader.ts";
import { wakeSenders } from "../webhooks/webhook.rules.ts";
import type { ActionDefinition } from "./action.ts";

interface Called {
  action: ActionDefinition;
  inputs: JsonObject;
  webhook: string;
}

/** @throws Conflict where the webhook is gone, off, has lost its rights, or has more to send already than it should */
export async function callWebhook(
  ctx: Context,
  object: CatalogueObject,
  { action, inputs, webhook }: Called,
  ids: readonly string[],
): Promise<void> {
  const [row] = await ctx.db.query(sql<{ role: string; in_name_of: string | null; waiting: number | null }>`
    select w.role_id as role, w.in_name_of_id as in_name_of, p.waiting from webhooks w left join webhook_places p on p.webhook_id = w.id
    where w.id = ${webhook}::uuid and w.active and w.deleted_at is null`);
  const reader = row && (await readerOf(ctx, { role: row.role, inNameOf: row.in_name_of }));
  if (reader === undefined || typeof reader === "string")
    throw new Conflict("The webhook that this action calls is gone or switched off", {
      issues: [{ path: "", message: "its webhook is off", code: "action.webhookOff" }],
    });
  if ((row?.waiting ?? 0) + ids.length > MOST_WAITING)
    throw new Conflict("The webhook that this action calls has too many messages waiting to be sent", {
      issues: [{ path: "", message: "too much waits for its webhook", code: "action.webhookFull" }],
    });
  const reading = readingAs(ctx, reader);
  const records = await recordsFor(reading, object, ids);
  const [by] = await ctx.db.query<{ by: string | null }>(
    sql`select ${userSummary(reading, sql`${ctx.actor.userId}::uuid`)} as by`,
  );
  const type = `action.${action.name}`;
  const messages = ids.map((id) => {
    const data = {
      object: object.name,
      id,
      by: by?.by ? (JSON.parse(by.by) as JsonObject) : null,
      operationId: ctx.operationId,
      inputs,
      record: records.get(id) ?? null,
    };
    return {
      message: `act_${uuidv7()}`,
      type,
      object: object.name,
      recordId: id,
      body: JSON.stringify({ type, timestamp: ctx.now().toISOString(), data }),
    };
  });
  await addMessages(ctx, webhook, messages);
  await wakeSenders(ctx);
}

async function recordsFor(
  ctx: Context,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  if (scopeOf(ctx.actor, object, "read") === "none") return new Map();
  const fields = selectedFields(ctx, object, { withChildren: true });
  const rows = await ctx.db.query<{ record: string }>(sql`
    select ${recordJson(ctx, object, "t", fields)}::text as record from ${recordFrom(object, "t", fields)}
    where t.id = any(${[...ids]}::uuid[]) and ${rowCondition(ctx, object, "t")}`);
  const records = rows.map((row) => JSON.parse(row.record) as JsonObject);
  await auditReading(ctx, markedIn(ctx, object, fields), () => records);
  return new Map(records.map((record) => [record["id"] as string, record]));
}
