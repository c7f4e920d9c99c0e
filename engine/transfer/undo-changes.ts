/** Takes back what an import changed in records that stood before it: the newest change first, and only where nobody has changed them since. */
import { sql } from "#model/sql.ts";
import { standsAlone, type CatalogueObject } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import { JobCancelled } from "../jobs/definition.ts";
import type { Context } from "../context.ts";
import { readValues } from "../query/read.ts";
import { updateRecords } from "../records/records.ts";
import { sameValue } from "../records/same-value.ts";
import { isWritten } from "../undo/reversals.ts";
import { firstDeeds, type Deeds } from "./deeds.ts";
import type { Watch } from "./remove-created.ts";

const AT_ONCE = 1000;

export interface Undone {
  /** Object → how many records are as they were. */
  restored: Record<string, number>;
  /** Object → how many stay, for someone has changed them since or the door refuses. */
  edited: Record<string, number>;
}

interface Former {
  id: string;
  record: string;
  object: string;
  before: string;
}

/** May be begun again at any time: what is as it was is left alone. */
export async function undoChanges(ctx: Context, deeds: Deeds, watch: Watch): Promise<Undone> {
  const total = await countChanges(ctx, deeds);
  const result: Undone = { restored: {}, edited: {} };
  let before = deeds.until;
  for (let done = 0; ;) {
    if (await watch.cancelled()) throw new JobCancelled();
    const events = await formerValues(ctx, deeds.operationId, before);
    if (events.length === 0) break;
    before = events.at(-1)!.id;
    const firsts = await firstDeeds(
      ctx,
      deeds.operationId,
      events.map((event) => event.record),
    );
    // What the import made itself goes as a whole.
    const standing = events.filter((event) => firsts.get(event.record)?.type === "updated");
    for (const [name, group] of Map.groupBy(standing, (event) => event.object)) {
      const object = ctx.catalogue.objects.get(name);
      if (!object || !standsAlone(object)) continue;
      const restored = await putBack(ctx, object, deeds.operationId, group);
      // A record that was changed several times counts once, with its first change.
      for (const { record } of group.filter((event) => firsts.get(event.record)!.id === event.id)) {
        const counts = restored.has(record) ? result.restored : result.edited;
        counts[name] = (counts[name] ?? 0) + 1;
      }
    }
    await watch.progress((done += events.length), total);
  }
  return result;
}

async function countChanges(ctx: Context, { operationId, until }: Deeds): Promise<number> {
  const [row] = await ctx.db.query(sql<{ count: number }>`
    select count(*)::int as count from events where operation_id = ${operationId}::uuid and type = 'updated' and id < ${until}::uuid`);
  return row?.count ?? 0;
}

function formerValues(ctx: Context, operationId: string, before: string): Promise<Former[]> {
  return ctx.db.query(sql<Former>`
    select e.id, e.record_id as record, e.object, e.before::text as before from events e
    where e.operation_id = ${operationId}::uuid and e.id < ${before}::uuid and e.type = 'updated'
    order by e.id desc limit ${AT_ONCE}`);
}

/** @returns the records that stand as they did before these changes. */
function putBack(
  ctx: Context,
  object: CatalogueObject,
  operationId: string,
  events: readonly Former[],
): Promise<Set<string>> {
  const former = new Map<string, JsonObject>();
  // From the newest to the oldest: what stood first is written last.
  for (const { record, before } of events)
    former.set(record, { ...former.get(record), ...(JSON.parse(before) as JsonObject) });
  return ctx.transaction(async (inner) => {
    const ids = [...former.keys()];
    const untouched = await untouchedIds(inner, object, operationId, ids);
    const children = [...object.fields.values()].some(
      (field) => field.type.storage === "children" && [...former.values()].some((values) => field.name in values),
    );
    const standing = await readValues(inner, object, [...untouched], { children });
    const patches = [...standing].flatMap(([id, now]) => {
      const patch = Object.fromEntries(
        Object.entries(former.get(id)!).filter(([name, value]) => {
          const field = object.fields.get(name);
          return field !== undefined && isWritten(field) && !sameValue(field, now[name], value);
        }),
      );
      return Object.keys(patch).length === 0 ? [] : [{ id, patch, ifVersion: now.version }];
    });
    const outcomes = await updateRecords(inner, object.name, patches, { mode: "collect" });
    const refused = new Set(outcomes.flatMap((outcome, index) => (outcome.done ? [] : [patches[index]!.id])));
    return new Set(ids.filter((id) => standing.has(id) && !refused.has(id)));
  });
}

async function untouchedIds(
  ctx: Context,
  object: CatalogueObject,
  operationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await ctx.db.query(sql<{ id: string }>`
    select t.id from ${sql.id(object.table)} as t
    where t.id = any(${[...ids]}::uuid[]) and t.operation_id = ${operationId}::uuid and t.deleted_at is null for update`);
  return new Set(rows.map((row) => row.id));
}
