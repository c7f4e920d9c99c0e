/** One event row for each change, in the change's own transaction: history, timeline, feeds and undo read it. */
import { sql } from "#model/sql.ts";
import type { JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import type { Change } from "../records/change.ts";
import { uuidv7 } from "../records/uuid.ts";

export type EventType = "created" | "updated" | "deleted" | "restored" | "read" | "exported";

const TYPES = { create: "created", update: "updated", delete: "deleted", restore: "restored" } as const;

export interface EventRow {
  id: string;
  record_id: string;
  object: string;
  type: EventType;
  before: JsonObject | null;
  after: JsonObject | null;
}

/** Before and after of what a change touched. Lines of a new record stand in the record; replaced ones are kept here. */
function eventOf(change: Change): EventRow {
  const children = new Set(
    [...change.object.fields.values()].filter((field) => field.type.storage === "children").map((field) => field.name),
  );
  const touched = Object.keys(change.patch).filter((name) =>
    change.kind === "update" ? change.changes(name) : !children.has(name) && change.patch[name] !== null,
  );
  const before = Object.fromEntries(touched.map((name) => [name, change.before?.[name] ?? null]));
  const after = Object.fromEntries(touched.map((name) => [name, change.patch[name] ?? null]));
  return {
    id: uuidv7(),
    record_id: change.id,
    object: change.object.name,
    type: TYPES[change.kind],
    before: change.kind === "create" ? null : change.kind === "delete" ? change.before : before,
    after: change.kind === "delete" ? null : after,
  };
}

/** @returns the event's id for each change, in order. */
export async function appendChanges(ctx: Context, changes: readonly Change[]): Promise<string[]> {
  const events = changes.map(eventOf);
  await appendEvents(ctx, events);
  return events.map((event) => event.id);
}

export async function appendEvents(ctx: Context, events: readonly EventRow[]): Promise<void> {
  if (events.length === 0) return;
  const { actor } = ctx;
  await ctx.db
    .query(sql`insert into events (id, at, object, record_id, type, by_id, by_kind, via, operation_id, before, after)
    select r.id, ${ctx.now().toISOString()}::timestamptz, r.object, r.record_id, r.type, ${actor.userId ?? actor.apiKeyId ?? null}::uuid, ${actor.kind}, ${ctx.via}, ${ctx.operationId}::uuid, r.before, r.after
    from json_to_recordset(${JSON.stringify(events)}::json) as r(id uuid, record_id uuid, object text, type text, before jsonb, after jsonb)`);
}
