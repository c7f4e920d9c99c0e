/** One event row for each change, in the change's own transaction: history, timeline, feeds and undo read it. */
import { sql } from "#model/sql.ts";
import { prepared } from "../database/statement.ts";
import type { JsonObject } from "#model/json.ts";
import type { Actor, Context } from "../context.ts";
import type { Change, ChangeKind } from "../records/change.ts";
import { copyingClient, copyLines, line } from "../records/copy.ts";
import { uuidv7 } from "../records/uuid.ts";

/** Events that tell of a change of a record; the others tell of reading. */
export const CHANGE_TYPES = ["created", "updated", "deleted", "restored", "purged"] as const;

/** What is done to a record. */
export type DeedType = (typeof CHANGE_TYPES)[number];
export type EventType = DeedType | "read" | "exported";

const TYPES = {
  create: "created",
  update: "updated",
  delete: "deleted",
  restore: "restored",
  purge: "purged",
} as const satisfies Record<ChangeKind, DeedType>;

export interface EventRow {
  id: string;
  record_id: string;
  object: string;
  /** The record's version after the change; null where nothing was changed. */
  version?: number | null;
  type: EventType;
  before: JsonObject | null;
  after: JsonObject | null;
}

/** Before and after of what a change touched. Lines of a new record stand in the record; replaced ones are kept here. */
function eventOf(change: Change): EventRow {
  const isChildren = (name: string): boolean => change.object.fields.get(name)?.type.storage === "children";
  const touched = Object.keys(change.patch).filter((name) =>
    change.kind === "update" ? change.changes(name) : change.patch[name] !== null && !isChildren(name),
  );
  const before = Object.fromEntries(touched.map((name) => [name, change.before?.[name] ?? null]));
  const after = Object.fromEntries(touched.map((name) => [name, change.patch[name] ?? null]));
  const shown = change.kind !== "purge";
  return {
    id: uuidv7(),
    record_id: change.id,
    object: change.object.name,
    version: (change.before?.version ?? 0) + 1,
    type: TYPES[change.kind],
    before: change.kind === "create" || !shown ? null : change.kind === "delete" ? change.before : before,
    after: change.kind === "delete" || !shown ? null : after,
  };
}

/** @returns the event's id for each change, in order. */
export async function appendChanges(ctx: Context, changes: readonly Change[]): Promise<string[]> {
  if (copyingClient(ctx, changes.length)) return copyChanges(ctx, changes);
  const events = changes.map(eventOf);
  await appendEvents(ctx, events, noteOperation(ctx));
  return events.map((event) => event.id);
}

/** An operation is whose it began as; what rules did first in the name of the system does not make it the system's. */
function noteOperation({ actor, via, operationId, now }: Context) {
  return sql`with operation as (insert into operations (id, at, by_id, by_kind, via)
    values (${operationId}::uuid, ${now().toISOString()}::timestamptz, ${actorId(actor)}::uuid, ${actor.kind}, ${via})
    on conflict (id) do update set by_id = excluded.by_id, by_kind = excluded.by_kind
      where operations.by_kind = 'system' and excluded.by_kind <> 'system')`;
}

/** Many go in by COPY, each made when it is its turn. */
async function copyChanges(ctx: Context, changes: readonly Change[]): Promise<string[]> {
  await ctx.db.query(prepared(sql`${noteOperation(ctx)} select`));
  const ids: string[] = [];
  const { actor, via, operationId } = ctx;
  const shared = [ctx.now().toISOString(), actorId(actor), actor.kind, via, operationId];
  function* lines(): Generator<string> {
    for (const change of changes) {
      const { id, object, record_id, version = null, type, before, after } = eventOf(change);
      ids.push(id);
      yield line([id, ...shared, object, record_id, version, type, before, after]);
    }
  }
  await copyLines(copyingClient(ctx, changes.length)!, "events", EVENT_COLUMNS, lines());
  ctx.db.changed?.();
  return ids;
}

const EVENT_COLUMNS = "id at by_id by_kind via operation_id object record_id version type before after".split(" ");

/** Who did it, as events and operations name them: a person, or an API key. */
export const actorId = (actor: Pick<Actor, "userId" | "apiKeyId">): string | null =>
  actor.userId ?? actor.apiKeyId ?? null;

export async function appendEvents(ctx: Context, events: readonly EventRow[], first = sql``): Promise<void> {
  if (events.length === 0) return;
  const { actor } = ctx;
  await ctx.db.query(
    prepared(sql`${first} insert into events (id, at, object, record_id, version, type, by_id, by_kind, via, operation_id, before, after)
    select r.id, ${ctx.now().toISOString()}::timestamptz, r.object, r.record_id, r.version, r.type, ${actorId(actor)}::uuid, ${actor.kind}, ${ctx.via}, ${ctx.operationId}::uuid, r.before, r.after
    from json_to_recordset(${JSON.stringify(events)}::json) as r(id uuid, record_id uuid, object text, version integer, type text, before jsonb, after jsonb)`),
  );
  if (events.some((event) => (event.version ?? null) !== null)) ctx.db.changed?.();
}
