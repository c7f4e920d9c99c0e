/** One event row for each change, in the change's own transaction: history, timeline, feeds and undo read it. */
import type { PoolClient } from "pg";
import { sql } from "#model/sql.ts";
import type { Column } from "../database/write-set.ts";
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
  await noteOperation(ctx);
  const client = await copyingClient(ctx, changes.length);
  if (client) return copyChanges(client, ctx, changes);
  const events = changes.map(eventOf);
  await appendEvents(ctx, events);
  return events.map((event) => event.id);
}

/** Operations that a transaction has noted, with who was said to be doing them. */
const noted = new WeakMap<object, Map<string, Actor["kind"]>>();

/** An operation is whose it began as; what rules did first in the name of the system does not make it the system's. */
async function noteOperation({ db, actor, via, operationId, now }: Context): Promise<void> {
  const { memory } = db.open!;
  const known = noted.get(memory) ?? new Map<string, Actor["kind"]>();
  noted.set(memory, known);
  const before = known.get(operationId);
  if (before === actor.kind || (before !== undefined && before !== "system")) return;
  if (before !== undefined) db.open!.writes.split();
  known.set(operationId, actor.kind);
  const row = { id: operationId, at: now().toISOString(), by_id: actorId(actor), by_kind: actor.kind, via };
  const ending = sql`on conflict (id) do update set by_id = excluded.by_id, by_kind = excluded.by_kind
    where operations.by_kind = 'system' and excluded.by_kind <> 'system'`;
  await db.write({ into: "operations", columns: OPERATION, rows: [row], ending });
}

const OPERATION: Column[] = [
  { name: "id", cast: "uuid" },
  { name: "at", cast: "timestamptz" },
  { name: "by_id", cast: "uuid" },
  { name: "by_kind", cast: "text" },
  { name: "via", cast: "text" },
];

/** Many go in by COPY, each made when it is its turn. */
async function copyChanges(client: PoolClient, ctx: Context, changes: readonly Change[]): Promise<string[]> {
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
  await copyLines(client, "events", EVENT_COLUMNS, lines());
  ctx.db.open!.changed = true;
  return ids;
}

const EVENT_COLUMNS = "id at by_id by_kind via operation_id object record_id version type before after".split(" ");

/** Who did it, as events and operations name them: a person, or an API key. Whoever looks as another has looked themself. */
export const actorId = (actor: Pick<Actor, "userId" | "apiKeyId" | "seenBy">): string | null =>
  actor.seenBy ?? actor.userId ?? actor.apiKeyId ?? null;

export async function appendEvents(ctx: Context, events: readonly EventRow[]): Promise<void> {
  if (events.length === 0) return;
  const { actor, via } = ctx;
  const shared = {
    at: ctx.now().toISOString(),
    by_id: actorId(actor),
    by_kind: actor.kind,
    via,
    operation_id: ctx.operationId,
  };
  await ctx.db.write({ into: "events", columns: EVENT, rows: events.map((event) => ({ ...event, ...shared })) });
  if (ctx.db.open && events.some((event) => (event.version ?? null) !== null)) ctx.db.open.changed = true;
}

const EVENT: Column[] = [
  { name: "id", cast: "uuid" },
  { name: "at", cast: "timestamptz" },
  { name: "object", cast: "text" },
  { name: "record_id", cast: "uuid" },
  { name: "version", cast: "integer" },
  { name: "type", cast: "text" },
  { name: "by_id", cast: "uuid" },
  { name: "by_kind", cast: "text" },
  { name: "via", cast: "text" },
  { name: "operation_id", cast: "uuid" },
  { name: "before", cast: "jsonb" },
  { name: "after", cast: "jsonb" },
];
