/** Moves everything that points at some records over to others, through the one door, whatever it is. */
import { sql } from "#model/sql.ts";
import { parentField, type CatalogueObject } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import { readValues } from "../query/read.ts";
import { deleteRecords, updateRecords } from "../records/records.ts";
import { rulesOf } from "../records/rule-book.ts";
import { linkTable } from "../schema/desired.ts";
import { pointingAt, standsFor, type Pointing } from "./pointing.ts";

/** Id of what goes → id of what takes over. */
export type Moves = ReadonlyMap<string, string>;

export interface Moved {
  object: string;
  field: string;
  count: number;
}

const AT_ONCE = 500;

/** Records whose field points at one of the ids, in the trash too, for they may come back; lines by the record that they belong to. */
function pointingIds(ctx: Context, { object, field }: Pointing, ids: readonly string[], limit?: number) {
  const cut = limit === undefined ? sql`` : sql`limit ${limit}`;
  if (field.type.storage === "links")
    return ctx.db.query<{ id: string; at: string }>(sql`
      select distinct l.from_id as id from ${sql.id(linkTable(object, field))} as l
      where l.to_id = any(${[...ids]}::uuid[]) order by 1 ${cut}`);
  const parent = object.definition.childOf;
  if (!parent)
    return ctx.db.query<{ id: string }>(sql`
      select t.id from ${sql.id(object.table)} as t where ${sql.ref(`t.${field.column}_id`)} = any(${[...ids]}::uuid[]) order by t.id ${cut}`);
  const holder = ctx.catalogue.object(parent.object);
  return ctx.db.query<{ id: string }>(sql`
    select distinct p.id from ${sql.id(object.table)} as t join ${sql.id(holder.table)} as p on p.id = ${sql.ref(`t.${parentField(ctx.catalogue, object).column}_id`)}
    where ${sql.ref(`t.${field.column}_id`)} = any(${[...ids]}::uuid[]) and t.deleted_at is null order by 1 ${cut}`);
}

/** How much would move, counted no further than `limit` each. */
export async function countChildren(
  ctx: Context,
  object: CatalogueObject,
  ids: readonly string[],
  limit: number,
): Promise<Moved[]> {
  const counted: Moved[] = [];
  for (const each of pointingAt(ctx.catalogue, object.name)) {
    const rows = await pointingIds(ctx, each, ids, limit);
    if (rows.length === 0) continue;
    if (standsFor(each))
      counted.push(
        ...(await countChildren(
          ctx,
          each.object,
          rows.map(({ id }) => id),
          limit,
        )),
      );
    else counted.push({ object: each.object.name, field: each.field.name, count: rows.length });
  }
  return counted;
}

/** Moves all that points at the keys of `moves` to their values. `ctx` may write everything. */
export async function moveChildren(ctx: Context, object: CatalogueObject, moves: Moves): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const each of pointingAt(ctx.catalogue, object.name)) {
    if (standsFor(each)) moved.push(...(await moveStandIns(ctx, object, each, moves)));
    else {
      const count = await movePointing(ctx, object, each, moves);
      if (count > 0) moved.push({ object: each.object.name, field: each.field.name, count });
    }
  }
  return moved;
}

async function movePointing(ctx: Context, object: CatalogueObject, pointing: Pointing, moves: Moves): Promise<number> {
  const all = (await pointingIds(ctx, pointing, [...moves.keys()])).map(({ id }) => id);
  // What goes keeps what it points at: it is found again as it was.
  const ids = pointing.object.name === object.name ? all.filter((id) => !moves.has(id)) : all;
  for (let from = 0; from < ids.length; from += AT_ONCE)
    await moveSome(ctx, pointing, ids.slice(from, from + AT_ONCE), moves);
  return ids.length;
}

async function moveSome(ctx: Context, { object, field }: Pointing, ids: string[], moves: Moves): Promise<void> {
  const parent = object.definition.childOf;
  const holder = parent ? ctx.catalogue.object(parent.object) : object;
  const name = parent ? parent.field : field.name;
  const standing = await readValues(ctx, holder, ids, { lock: true, trash: true, children: parent !== undefined });
  const patches = [...standing.values()].map(({ id, [name]: value }) => {
    const next = parent
      ? (value as JsonObject[]).map((line) => ({ ...line, [field.name]: taken(line[field.name] ?? null, id, moves) }))
      : taken(value ?? null, id, moves);
    return { id, patch: { [name]: next } };
  });
  await updateRecords(ctx, holder.name, patches, { trash: true });
}

/** Nothing comes to point at itself. */
function taken(value: Json, self: string, moves: Moves): Json {
  if (Array.isArray(value)) return [...new Set(value.map((id) => taken(id, self, moves)))].filter((id) => id !== null);
  const next = typeof value === "string" ? (moves.get(value) ?? value) : value;
  return next === self ? null : next;
}

/** Where both have one that stands for them, what hangs on the one moves to the other; where only what goes has one, it changes sides. */
async function moveStandIns(ctx: Context, object: CatalogueObject, pointing: Pointing, moves: Moves): Promise<Moved[]> {
  const goers = await standIns(ctx, pointing, [...moves.keys()]);
  if (goers.size === 0) return [];
  const stayers = await standIns(ctx, pointing, [...new Set(moves.values())]);
  const heirs = await rulesOf(ctx.catalogue).heirs(ctx, object.name, pointing.object.name, [
    ...new Set(moves.values()),
  ]);
  const inner = new Map<string, string>();
  for (const [from, goer] of goers) {
    const into = moves.get(from)!;
    const heir = stayers.get(into) ?? heirs.get(into);
    if (heir !== undefined) inner.set(goer, heir);
    else {
      await updateRecords(ctx, pointing.object.name, [{ id: goer, patch: { [pointing.field.name]: into } }]);
      stayers.set(into, goer);
    }
  }
  return inner.size === 0 ? [] : moveChildren(ctx, pointing.object, inner);
}

async function standIns(
  ctx: Context,
  { object, field }: Pointing,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const column = sql.ref(`t.${field.column}_id`);
  const rows = await ctx.db.query<{ id: string; of: string }>(sql`
    select t.id, ${column} as of from ${sql.id(object.table)} as t where ${column} = any(${[...ids]}::uuid[]) and t.deleted_at is null`);
  return new Map(rows.map((row) => [row.of, row.id]));
}

/** Stand-ins of what has gone that no rule took along go too. */
export async function dropStandIns(ctx: Context, object: CatalogueObject, gone: readonly string[]): Promise<void> {
  for (const each of pointingAt(ctx.catalogue, object.name).filter(standsFor)) {
    const left = await standIns(ctx, each, gone);
    if (left.size > 0) await deleteRecords(ctx, each.object.name, [...left.values()]);
  }
}
