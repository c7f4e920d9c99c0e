/** Takes back what an import changed in records that stood before it: the newest change first, and only where nobody has changed them since. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import { JobCancelled } from "../jobs/definition.ts";
import type { Context } from "../context.ts";
import { readValues } from "../query/read.ts";
import { updateRecords } from "../records/records.ts";
import { isSame } from "./same-value.ts";
import type { Watch } from "./remove-created.ts";

const AT_ONCE = 1000;

/** What an import did: the events of its operation before the taking back began, which writes under the same operation. */
export interface Deeds {
  operationId: string;
  /** Id that events of the import are smaller than. */
  until: string;
}

/** Before anything was taken back, all of the operation is the import's. */
export const deedsOf = (row: { operationId: string; undoFrom: string | null }): Deeds => ({
  operationId: row.operationId,
  until: row.undoFrom ?? "ffffffff-ffff-ffff-ffff-ffffffffffff",
});

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
  /** The first change of this record by the import. */
  first: boolean;
}

/** Rows that rules keep follow from what they belong to. */
export const isChangedByHand = ({ definition }: CatalogueObject): boolean =>
  definition.written !== "own" && !definition.childOf;

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
    for (const [name, group] of Map.groupBy(events, (event) => event.object)) {
      const object = ctx.catalogue.objects.get(name);
      if (!object || !isChangedByHand(object)) continue;
      const restored = await putBack(ctx, object, deeds.operationId, group);
      // A record that was changed several times counts once, with its first change.
      for (const { record } of group.filter((event) => event.first)) {
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

/** Of records that the import did not make itself; those go as a whole. */
function formerValues(ctx: Context, operationId: string, before: string): Promise<Former[]> {
  return ctx.db.query(sql<Former>`
    select e.id, e.record_id as record, e.object, e.before::text as before,
      not exists (select 1 from events o where o.record_id = e.record_id and o.operation_id = ${operationId}::uuid and o.type = 'updated' and o.id < e.id) as first
    from events e
    where e.operation_id = ${operationId}::uuid and e.id < ${before}::uuid and e.type = 'updated'
      and not exists (select 1 from events c where c.record_id = e.record_id and c.operation_id = ${operationId}::uuid and c.type = 'created')
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
        Object.entries(former.get(id)!).filter(
          ([name, value]) => isWritten(object, name) && !isSame(object.fields.get(name)!, now[name] ?? null, value),
        ),
      );
      return Object.keys(patch).length === 0 ? [] : [{ id, patch, ifVersion: now.version }];
    });
    const outcomes = await updateRecords(inner, object.name, patches, { mode: "collect" });
    const refused = new Set(outcomes.flatMap((outcome, index) => (outcome.done ? [] : [patches[index]!.id])));
    return new Set(ids.filter((id) => standing.has(id) && !refused.has(id)));
  });
}

/** What rules work out, they work out again. */
function isWritten(object: CatalogueObject, name: string): boolean {
  const field = object.fields.get(name);
  return (
    field !== undefined && field.definition.readOnly !== true && (field.source === "own" || field.source === "owner")
  );
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
