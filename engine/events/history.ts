/** The history of a record: each change with who, when, by what means, from and to, newest first. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import { fieldAccess, scopeOf } from "../access/rights.ts";
import { readJson } from "../query/read.ts";
import { definitionAsSeen, holdsViews } from "../query/view-seen.ts";
import { UUID } from "../records/uuid.ts";
import { userSummary } from "../query/select.ts";
import { titlesOf } from "../query/titles.ts";
import { CHANGE_TYPES } from "./append.ts";
import { auditChanges } from "./reading.ts";

/** An event as history and feed read it. */
export interface EventRow {
  id: string;
  at: string;
  type: string;
  by: string | null;
  via: string;
  operation_id: string;
  before: string | null;
  after: string | null;
}

export interface FieldChange {
  field: string;
  from: Json;
  to: Json;
}

export interface HistoryEntry {
  id: string;
  at: string;
  type: string;
  by: Json;
  via: string;
  operationId: string;
  changes: FieldChange[];
}

/** Hidden fields are left out; related records are named as far as the viewer may see them. */
export async function readHistory(
  ctx: Context,
  objectName: string,
  id: string,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ data: HistoryEntry[]; nextCursor: string | null }> {
  await readJson(ctx, objectName, id, { fields: ["id"], trash: true });
  const object = ctx.catalogue.object(objectName);
  const limit = query.limit ?? 50;
  if (query.cursor !== undefined && !UUID.test(query.cursor))
    throw new InvalidInput([{ path: "cursor", message: "is no cursor of this history" }], 400);
  const rows = await ctx.db.query<EventRow>(sql`
    select e.id, ${sql.instant("e.at")} as at, e.type, e.via, e.operation_id, e.before::text as before, e.after::text as after,
      ${userSummary(ctx, sql.ref("e.by_id"))} as by
    from events e where e.record_id = ${id}::uuid and e.type = any(${[...CHANGE_TYPES]}) and ${query.cursor === undefined ? sql`true` : sql`e.id < ${query.cursor}::uuid`}
    order by e.id desc limit ${limit + 1}`);
  const entries = rows.slice(0, limit).map((row) => entryOf(ctx, object, row));
  await nameRelated(ctx, object, entries);
  await auditChanges(ctx, [{ object, id, fields: entries.flatMap(fieldsOf) }]);
  return { data: entries, nextCursor: rows.length > limit ? rows[limit - 1]!.id : null };
}

/** What an event tells of each field, as far as the viewer may know it; one list for each event, in order. */
export async function describeChanges(
  ctx: Context,
  object: CatalogueObject,
  events: readonly Pick<EventRow, "type" | "before" | "after">[],
): Promise<FieldChange[][]> {
  const entries = events.map((event) =>
    entryOf(ctx, object, { id: "", at: "", by: null, via: "", operation_id: "", ...event }),
  );
  await nameRelated(ctx, object, entries);
  return entries.map((entry) => entry.changes);
}

/** The names of the fields that an entry tells of. */
export const fieldsOf = ({ changes }: Pick<HistoryEntry, "changes">): string[] => changes.map(({ field }) => field);

/** Does the event speak of this field, and not of one that had its name before and was deleted for good? `""` is no event. */
export const isOf = ({ definition: { since } }: CatalogueField, event: string): boolean =>
  since === undefined || event === "" || event > since;

/** The values in an event's `before` or `after` that are of the fields there are now. */
export function toldOf(object: CatalogueObject, event: string, text: string | null): JsonObject {
  const said = text === null ? {} : (JSON.parse(text) as JsonObject);
  const isTold = (name: string): boolean => {
    const field = object.fields.get(name);
    return field === undefined || isOf(field, event);
  };
  return Object.fromEntries(Object.entries(said).filter(([name]) => isTold(name)));
}

/** What the viewer may know of an event; related records are still ids. */
export function entryOf(ctx: Context, object: CatalogueObject, row: EventRow): HistoryEntry {
  const before = (row.before === null ? {} : JSON.parse(row.before)) as JsonObject;
  const after = (row.after === null ? {} : JSON.parse(row.after)) as JsonObject;
  const names =
    row.type === "deleted" || row.type === "restored"
      ? []
      : [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const visible = names.filter((name) => {
    const field = object.fields.get(name);
    return field !== undefined && isOf(field, row.id) && fieldAccess(ctx.actor, object, field) !== "hidden";
  });
  const told = (name: string, value: Json | undefined): Json => {
    const held = shown(ctx, object, name, value);
    return holdsViews(object.fields.get(name)!)
      ? definitionAsSeen(ctx, held, after["object"] ?? before["object"])
      : held;
  };
  return {
    id: row.id,
    at: row.at,
    type: row.type,
    by: row.by === null ? null : (JSON.parse(row.by) as Json),
    via: row.via,
    operationId: row.operation_id,
    changes: visible.map((name) => ({
      field: name,
      from: told(name, before[name]),
      to: told(name, after[name]),
    })),
  };
}

/** Lines lose what is hidden in them: what a line once was is as open as what it is. */
function shown(ctx: Context, object: CatalogueObject, name: string, value: Json | undefined): Json {
  const field = object.fields.get(name)!;
  if (field.type.storage !== "children" || !Array.isArray(value)) return value ?? null;
  const child = ctx.catalogue.object(field.target!);
  const scope = scopeOf(ctx.actor, child, "read");
  // Lines that were replaced stand in no row any more, so no condition can be asked of them.
  if (scope === "none" || typeof scope === "object") return null;
  const open = (key: string) => {
    const each = child.fields.get(key);
    return each !== undefined && fieldAccess(ctx.actor, child, each) !== "hidden";
  };
  return value.map((line) =>
    isObject(line) ? (Object.fromEntries(Object.entries(line).filter(([key]) => open(key))) as JsonObject) : line,
  );
}

/** Ids in relations of these entries become `{ id, title }`; one statement for each object pointed at. */
export async function nameRelated(ctx: Context, object: CatalogueObject, entries: HistoryEntry[]): Promise<void> {
  const wanted = new Map<string, Set<string>>();
  const related = entries
    .flatMap((entry) => entry.changes)
    .filter((change) => object.fields.get(change.field)?.target !== undefined);
  const idsIn = (value: Json): string[] =>
    (Array.isArray(value) ? value : [value]).filter((id) => typeof id === "string");
  for (const change of related) {
    const target = object.fields.get(change.field)!.target!;
    const ids = wanted.get(target) ?? new Set();
    wanted.set(target, ids);
    for (const id of [...idsIn(change.from), ...idsIn(change.to)]) ids.add(id);
  }
  const titles = new Map<string, string | null>();
  for (const [name, ids] of wanted)
    for (const [id, title] of await titlesOf(ctx, name, [...ids])) titles.set(id, title);
  const named = (value: Json): Json => {
    if (typeof value === "string") return titles.has(value) ? { id: value, title: titles.get(value)! } : null;
    return Array.isArray(value) ? value.map((part) => (isObject(part) ? part : named(part))) : value;
  };
  for (const change of related) Object.assign(change, { from: named(change.from), to: named(change.to) });
}
