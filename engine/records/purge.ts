/** What goes with a record that is deleted for ever, and what stands in the way of it. */
import { sql } from "#model/sql.ts";
import { parentField, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import { Conflict } from "#model/errors.ts";
import type { Context } from "../context.ts";
import type { Change } from "./change.ts";
import type { Ask } from "./door.ts";
import { linkTable } from "../schema/desired.ts";
import { dropKeys } from "./store.ts";

/** More pointers than this are not emptied along the way. */
const MOST_POINTERS = 10_000;

interface Pointer {
  object: CatalogueObject;
  field: CatalogueField;
  /** The record cannot stand without it: a field that is needed, or a line that says what was sold. */
  holds: boolean;
}

/** Fields of all objects that point at this one. Its own lines go with it. */
function pointersAt(ctx: Context, target: CatalogueObject): Pointer[] {
  return [...target.inverse.values()].flatMap(({ object: name, field: fieldName }) => {
    const object = ctx.catalogue.object(name);
    const field = object.fields.get(fieldName)!;
    if (object.definition.childOf?.object === target.name) return [];
    return [{ object, field, holds: field.definition.required === true || object.definition.childOf !== undefined }];
  });
}

const column = ({ field }: Pointer) => sql.id(`${field.column}_id`);

/** Notes an issue with every change whose record others cannot do without, in the trash or not. */
export async function refuseHeld(ctx: Context, object: CatalogueObject, changes: readonly Change[]): Promise<void> {
  const ids = changes.map((change) => change.id);
  for (const pointer of pointersAt(ctx, object).filter((each) => each.holds)) {
    const rows = await ctx.db.query<{ to: string; count: number }>(sql`
      select ${column(pointer)} as to, count(*)::int as count from ${sql.id(pointer.object.table)}
      where ${column(pointer)} = any(${ids}::uuid[]) and id <> all(${ids}::uuid[]) group by 1`);
    const counts = new Map(rows.map((row) => [row.to, row.count]));
    for (const change of changes) {
      const count = counts.get(change.id);
      if (count === undefined) continue;
      const of = pointer.object.definition.childOf?.object ?? pointer.object.name;
      change.refuse("", `is still needed by ${count} of ${pointer.object.plural}: purge these first`, "trash.needed", {
        count,
        object: of,
      });
    }
  }
}

/** What points at the records and may be empty, as changes that empty it, and lists that hold them, without them; records that are purged too are left out. */
export async function emptyings(
  ctx: Context,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<{ object: string; asks: Ask[] }[]> {
  const found: { object: string; asks: Ask[] }[] = [];
  let left = MOST_POINTERS;
  for (const pointer of pointersAt(ctx, object).filter((each) => !each.holds)) {
    const rows = await ctx.db.query<{ id: string }>(sql`select id from ${sql.id(pointer.object.table)}
      where ${column(pointer)} = any(${[...ids]}::uuid[]) and id <> all(${[...ids]}::uuid[]) limit ${left + 1}`);
    left -= rows.length;
    if (left < 0) return Promise.reject(tooMany(pointer));
    const input = { [pointer.field.name]: null };
    if (rows.length > 0)
      found.push({ object: pointer.object.name, asks: rows.map(({ id }) => ({ kind: "update", id, input })) });
  }
  for (const { object: from, field } of listsOf(ctx, object)) {
    const table = sql.id(linkTable(from, field));
    const rows = await ctx.db.query<{ id: string; rest: string[] }>(sql`
      select l.from_id as id, array(select o.to_id::text from ${table} as o where o.from_id = l.from_id and o.to_id <> all(${[...ids]}::uuid[]) order by o.position) as rest
      from ${table} as l where l.to_id = any(${[...ids]}::uuid[]) and l.from_id <> all(${[...ids]}::uuid[]) group by l.from_id limit ${left + 1}`);
    left -= rows.length;
    if (left < 0) return Promise.reject(tooMany({ object: from }));
    const asks = rows.map(({ id, rest }): Ask => ({ kind: "update", id, input: { [field.name]: rest } }));
    if (asks.length > 0) found.push({ object: from.name, asks });
  }
  return found;
}

/** Fields of all objects that hold lists of such records: tags. */
function listsOf(ctx: Context, target: CatalogueObject): Pick<Pointer, "object" | "field">[] {
  return [...ctx.catalogue.objects.values()].flatMap((object) =>
    [...object.fields.values()].flatMap((field) =>
      field.type.storage === "links" && field.target === target.name ? [{ object, field }] : [],
    ),
  );
}

const tooMany = ({ object }: Pick<Pointer, "object">): Conflict =>
  new Conflict(`More than ${MOST_POINTERS} ${object.plural} still point at it: change or purge these first`, {
    issues: [
      { path: "", message: "too many records point at it", code: "trash.tooMany", params: { object: object.name } },
    ],
  });

/** Removes rows for good, with lines, links, keys, places on timelines, what their events tell of them, and what webhooks were or were to be sent of them. */
export async function purgeRows(ctx: Context, object: CatalogueObject, changes: readonly Change[]): Promise<void> {
  const ids = changes.map((change) => change.id);
  for (const field of object.fields.values()) {
    if (field.type.storage !== "children") continue;
    const child = ctx.catalogue.object(field.target!);
    const by = parentField(ctx.catalogue, child);
    await ctx.db.query(
      sql`delete from ${sql.id(child.table)} where ${sql.id(`${by.column}_id`)} = any(${ids}::uuid[])`,
    );
  }
  await dropKeys(ctx, ids);
  await ctx.db.query(sql`delete from timeline where record_id = any(${ids}::uuid[])`);
  await ctx.db.query(sql`delete from timeline where subject_id = any(${ids}::uuid[])`);
  await ctx.db.query(sql`delete from ${sql.id(object.table)} where id = any(${ids}::uuid[])`);
  await forget(ctx, ids);
  await dropMessages(ctx, ids);
  for (const table of ["automation_matches", "automation_runs"])
    await ctx.db.query(sql`delete from ${sql.id(table)} where record_id = any(${ids}::uuid[])`);
  await dropUnused(ctx, object, changes);
}

/** That something was done, when and by whom stays known; what it was does not. */
const forget = (ctx: Context, ids: readonly string[]): Promise<unknown> =>
  ctx.db.query(sql`update events set before = null, after = null
    where record_id = any(${[...ids]}::uuid[]) and (before is not null or after is not null)`);

/** In the order of the senders, who lock a webhook's place before its messages; what is being sent just now finds nothing to note. */
async function dropMessages(ctx: Context, ids: readonly string[]): Promise<void> {
  const ofThese = sql`select webhook_id from webhook_deliveries where record_id = any(${[...ids]}::uuid[])`;
  const places = await ctx.db.query(
    sql`select webhook_id from webhook_places where webhook_id in (${ofThese}) order by webhook_id for update`,
  );
  if (places.length === 0) return;
  await ctx.db.query(sql`
    with gone as (delete from webhook_deliveries where record_id = any(${[...ids]}::uuid[]) returning webhook_id, status),
    counted as (select webhook_id, count(*)::int as waited from gone where status = 'waiting' group by webhook_id)
    update webhook_places p set waiting = greatest(p.waiting - c.waited, 0) from counted c where p.webhook_id = c.webhook_id`);
}

/** What is there only for records that point at it (a picture) goes with the last of them; its bytes are collected later. */
async function dropUnused(ctx: Context, object: CatalogueObject, changes: readonly Change[]): Promise<void> {
  for (const field of object.fields.values()) {
    const target = field.target === undefined ? undefined : ctx.catalogue.object(field.target);
    if (!target?.definition.readByRelation || field.type.storage !== "columns") continue;
    const ids = changes.flatMap((change) => {
      const value = change.before?.[field.name];
      return typeof value === "string" ? [value] : [];
    });
    if (ids.length === 0) continue;
    const used = pointersAt(ctx, target).map(
      (pointer) => sql`exists (select 1 from ${sql.id(pointer.object.table)} as o where o.${column(pointer)} = t.id)`,
    );
    const gone = await ctx.db.query<{ id: string }>(sql`delete from ${sql.id(target.table)} as t
      where t.id = any(${ids}::uuid[]) and not (${sql.join([sql`false`, ...used], sql` or `)}) returning id`);
    await dropKeys(
      ctx,
      gone.map(({ id }) => id),
    );
    await forget(
      ctx,
      gone.map(({ id }) => id),
    );
  }
}
