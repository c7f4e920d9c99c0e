/** Takes an import back: what it created and nobody has touched or built upon since goes to the trash, through the door. */
import { sql } from "#model/sql.ts";
import { standsAlone, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import { JobCancelled } from "../jobs/definition.ts";
import type { Context } from "../context.ts";
import { deleteRecords } from "../records/records.ts";
import { unusedIds } from "../records/used.ts";
import { deedsAfter, type Deeds } from "./deeds.ts";
import { NO_ID } from "../records/uuid.ts";

const AT_ONCE = 1000;

export interface Removed {
  /** Object → how many. */
  removed: Record<string, number>;
  /** Object → how many stay, for someone has changed them or other records stand on them. */
  kept: Record<string, number>;
}

export interface Watch {
  progress(done: number, total: number): Promise<void>;
  cancelled(): Promise<boolean>;
}

/** May be begun again at any time: what is gone is gone. */
export async function removeCreated(ctx: Context, { operationId, until }: Deeds, watch: Watch): Promise<Removed> {
  const made = await ctx.db.query(sql<{ object: string; count: number }>`
    select object, count(*)::int as count from events where operation_id = ${operationId}::uuid and id < ${until}::uuid and type = 'created' group by object`);
  const objects = dependentsFirst(ctx, made.map((row) => ctx.catalogue.object(row.object)).filter(goesByItself));
  const counts = new Map(made.map((row) => [row.object, row.count]));
  const total = objects.reduce((sum, object) => sum + counts.get(object.name)!, 0);
  const result: Removed = { removed: {}, kept: {} };
  let done = 0;
  for (const object of objects) {
    const removed = await removeAll(ctx, object, { operationId, until }, watch, async (more) =>
      watch.progress((done += more), total),
    );
    result.removed[object.name] = removed;
    result.kept[object.name] = counts.get(object.name)! - removed;
  }
  return result;
}

/** Lines go with their record, rows that rules keep with what they belong to; tags and the like may be in use elsewhere. */
const goesByItself = (object: CatalogueObject): boolean => standsAlone(object) && !object.definition.internal;

/** Orders before the customers that they point at. */
function dependentsFirst(ctx: Context, objects: readonly CatalogueObject[]): CatalogueObject[] {
  const sorted: CatalogueObject[] = [];
  const visit = (object: CatalogueObject, path: readonly string[]): void => {
    if (sorted.includes(object) || path.includes(object.name)) return;
    for (const other of objects) if (pointsAt(other, object.name)) visit(other, [...path, object.name]);
    sorted.push(object);
  };
  for (const object of objects) visit(object, []);
  return sorted;

  function pointsAt(other: CatalogueObject, name: string): boolean {
    return [...other.fields.values()].some(
      (field) =>
        field.source === "own" && (field.target === name || hops(field.target, name) || linesPointAt(field, name)),
    );
  }
  /** An order points at the products of its lines. */
  function linesPointAt(field: CatalogueField, name: string): boolean {
    if (field.type.storage !== "children" || field.target === undefined) return false;
    return [...ctx.catalogue.object(field.target).fields.values()].some(
      (each) => each.source === "own" && each.target === name,
    );
  }
  /** An order points at the customer row, which points at the company. */
  function hops(target: string | undefined, name: string): boolean {
    const between = target === undefined ? undefined : ctx.catalogue.object(target);
    return between?.definition.written === "own" && [...between.fields.values()].some((field) => field.target === name);
  }
}

async function removeAll(
  ctx: Context,
  object: CatalogueObject,
  deeds: Deeds,
  watch: Watch,
  told: (more: number) => Promise<void>,
): Promise<number> {
  let removed = 0;
  for (let after = NO_ID; ;) {
    if (await watch.cancelled()) throw new JobCancelled();
    const made = await deedsAfter(ctx, deeds, after, AT_ONCE, { object: object.name, type: "created" });
    if (made.length === 0) return removed;
    after = made.at(-1)!.id;
    const rows = await ctx.db.query(sql<{ id: string }>`
      select t.id from ${sql.id(object.table)} as t
      where t.id = any(${made.map((deed) => deed.record)}::uuid[]) and t.operation_id = ${deeds.operationId}::uuid and t.deleted_at is null order by t.id`);
    const going = await unusedIds(
      ctx,
      object,
      rows.map((row) => row.id),
    );
    const outcomes = await deleteRecords(ctx, object.name, going, { mode: "collect" });
    removed += outcomes.filter((outcome) => outcome.done).length;
    await told(made.length);
  }
}
