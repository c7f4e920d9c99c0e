/** The events that can be taken back, by their type. */
import type { CatalogueField } from "#model/catalogue.ts";
import { columnText, isObject, type Json, type JsonObject } from "#model/json.ts";
import { readValues, type RecordValues } from "../query/read.ts";
import type { Ask } from "../records/door.ts";
import { sameValue } from "../records/same-value.ts";
import { unusedIds } from "../records/used.ts";
import { conflict, fieldConflicts, nothing, passAll, type Reversal, type UndoEvent } from "./reversal.ts";

const ids = (events: readonly UndoEvent[]): string[] => events.map((event) => event.record);

/** What rules work out, they work out again. */
export const isWritten = (field: CatalogueField): boolean =>
  field.definition.readOnly !== true && (field.source === "own" || field.source === "owner");

const isChildren = (field: CatalogueField): boolean => field.type.storage === "children";

/** Into the trash, where it stands as it was made and nothing has been built upon it. */
const created: Reversal = async (ctx, object, events) => {
  const result = nothing();
  const standing = await readValues(ctx, object, ids(events), { lock: true, trash: true });
  const there = events.filter(({ record }) => standing.get(record)?.["deletedAt"] === null);
  result.unchanged += events.length - there.length;
  const fields = [...object.fields.values()].filter((field) => isWritten(field) && !isChildren(field));
  const changed = there.flatMap(({ record, after }) => {
    const now = standing.get(record)!;
    const field = fields.find(({ name }) => !sameValue(object.fields.get(name)!, now[name], after[name]));
    return field
      ? [{ id: record, field: field.name, theirs: now[field.name] ?? null, was: after[field.name] ?? null }]
      : [];
  });
  result.conflicts.push(...(await fieldConflicts(ctx, object, changed)));
  const staying = new Set(changed.map(({ id }) => id));
  const going = ids(there).filter((id) => !staying.has(id));
  const unused = new Set(await unusedIds(ctx, object, going));
  for (const id of going) if (!unused.has(id)) result.conflicts.push(conflict(object, id, "used"));
  const asks = [...unused].map((id): Ask => ({ kind: "delete", id }));
  return passAll(ctx, object, asks, result);
};

/** Each field back to what it was, where it still has what it was given. */
const updated: Reversal = async (ctx, object, events) => {
  const result = nothing();
  const touched = new Set(events.flatMap(({ before, after }) => [...Object.keys(before), ...Object.keys(after)]));
  const fields = [...touched].flatMap((name) => {
    const field = object.fields.get(name);
    return field && isWritten(field) ? [field] : [];
  });
  const standing = await readValues(ctx, object, ids(events), {
    lock: true,
    trash: true,
    children: fields.some(isChildren),
  });
  const asks: Ask[] = [];
  const inTrash: Ask[] = [];
  const changed: Parameters<typeof fieldConflicts>[2][number][] = [];
  for (const event of events) {
    const now = standing.get(event.record);
    if (!now || isGoneSince(now, event)) {
      result.conflicts.push(conflict(object, event.record, "gone"));
      continue;
    }
    const { patch, kept } = backwards(fields, event, now);
    changed.push(...kept);
    if (Object.keys(patch).length > 0)
      (now["deletedAt"] === null ? asks : inTrash).push({ kind: "update", id: event.record, input: patch });
    else if (kept.length === 0) result.unchanged += 1;
  }
  result.conflicts.push(...(await fieldConflicts(ctx, object, changed)));
  await passAll(ctx, object, asks, result);
  return passAll(ctx, object, inTrash, result, { trash: true });
};

/** A merge changes what is in the trash already: there it is put back as well. */
const isGoneSince = (now: RecordValues, { at }: UndoEvent): boolean =>
  typeof now["deletedAt"] === "string" && Date.parse(now["deletedAt"]) >= Date.parse(at);

function backwards(fields: readonly CatalogueField[], event: UndoEvent, now: RecordValues) {
  const patch: JsonObject = {};
  const kept: { id: string; field: string; theirs: Json; was: Json }[] = [];
  for (const field of fields) {
    const { name } = field;
    if (!(name in event.after) && !(name in event.before)) continue;
    const [was, given, theirs] = [event.before[name] ?? null, event.after[name] ?? null, now[name] ?? null];
    if (same(field, theirs, was)) continue;
    if (same(field, theirs, given)) patch[name] = was;
    else kept.push({ id: event.record, field: name, theirs, was });
  }
  return { patch, kept };
}

/** Lines are replaced as a whole and get new ids each time: the same ids are the same lines. */
function same(field: CatalogueField, one: Json, other: Json): boolean {
  if (!isChildren(field)) return sameValue(field, one, other);
  const lineIds = (value: Json): string =>
    (Array.isArray(value) ? value : [])
      .map((line) => (isObject(line) ? columnText(line["id"] as Json) : ""))
      .toSorted()
      .join();
  return lineIds(one) === lineIds(other);
}

const deleted: Reversal = async (ctx, object, events) => {
  const result = nothing();
  const standing = await readValues(ctx, object, ids(events), { lock: true, trash: true });
  const asks: Ask[] = [];
  for (const { record } of events) {
    const now = standing.get(record);
    if (!now) result.conflicts.push(conflict(object, record, "gone"));
    else if (now["deletedAt"] === null) result.unchanged += 1;
    else asks.push({ kind: "restore", id: record });
  }
  return passAll(ctx, object, asks, result);
};

const restored: Reversal = async (ctx, object, events) => {
  const result = nothing();
  const standing = await readValues(ctx, object, ids(events), { lock: true });
  const there = ids(events).filter((id) => standing.has(id));
  result.unchanged += events.length - there.length;
  return passAll(
    ctx,
    object,
    there.map((id): Ask => ({ kind: "delete", id })),
    result,
  );
};

/** What was deleted for ever stays so: nobody kept it. */
const purged: Reversal = (_ctx, object, events) =>
  Promise.resolve({ ...nothing(), conflicts: ids(events).map((id) => conflict(object, id, "gone")) });

/** One line for each type of event. */
export const reversals: Record<string, Reversal> = { created, updated, deleted, restored, purged };
