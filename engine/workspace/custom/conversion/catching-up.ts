/** Brings columns that stand beside a field's own to what was written into the field meanwhile. */
import { sql } from "#model/sql.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Context } from "../../../context.ts";
import { CHANGE_TYPES } from "../../../events/append.ts";
import { changesBehind, placeOfNow, type Place } from "../../../events/feed.ts";
import { moveValues, readColumns, type Columns } from "./moving.ts";
import { conversionDefinition, type PlacedConversion } from "./stored-conversions.ts";

/** Records written while nobody can write others: more are caught up with before. */
const FEW = 2_000;
const CHUNK = 1_000;

/**
 * Moves what was changed behind the conversion's place, as far as no older transaction is under way.
 * @returns the place behind it, and whether there is more
 */
export async function catchUp(
  ctx: Context,
  object: string,
  from: Columns,
  conversion: PlacedConversion,
): Promise<{ place: Place; more: boolean; lost: number }> {
  const { rows, next, more } = await changesBehind(ctx, conversion.place, [object], CHUNK);
  const lost = await moveOf(ctx, from, conversion, [...new Set(rows.map((row) => row.record_id))]);
  return { place: next, more, lost };
}

/** Records that were changed behind a place. */
export interface Changed {
  ids: ReadonlySet<string>;
  /** Behind it changes may be missing. */
  place: Place;
}

/**
 * Which records were changed behind the conversion's place, as far as can be told while others write: that may be long ago, and is
 * looked through before anybody has to wait.
 * @throws InvalidInput where to move them would keep others waiting
 */
export async function changedSoFar(ctx: Context, object: string, conversion: PlacedConversion): Promise<Changed> {
  const place = await placeOfNow(ctx);
  return { ids: few(await changedBehind(ctx, object, conversion, conversion.place)), place };
}

/**
 * Moves all that was changed behind the conversion's place. Nobody else has the table: who wrote to it has committed.
 * @throws InvalidInput where that would keep others waiting
 */
export async function catchUpAlone(
  ctx: Context,
  object: string,
  from: Columns,
  conversion: PlacedConversion,
  before: Changed,
): Promise<void> {
  const since = await changedBehind(ctx, object, conversion, before.place);
  await moveOf(ctx, from, conversion, [...few(new Set([...before.ids, ...since]))]);
}

async function changedBehind(
  ctx: Context,
  object: string,
  { snapshot }: PlacedConversion,
  place: Place,
): Promise<Set<string>> {
  const rows = await ctx.db.query(sql<{ id: string }>`select distinct record_id as id from events e
    where (e.xid, e.id) > (${place.xid}::xid8, ${place.id}::uuid) and e.object = ${object} and e.type = any(${[...CHANGE_TYPES]})
      and not coalesce(pg_visible_in_snapshot(e.xid, ${snapshot}::pg_snapshot), false)
    limit ${FEW + 1}`);
  return new Set(rows.map((row) => row.id));
}

function few(ids: ReadonlySet<string>): ReadonlySet<string> {
  if (ids.size <= FEW) return ids;
  throw new InvalidInput([
    { path: "type", message: "cannot change while so many records are being written", code: "shape.busy" },
  ]);
}

async function moveOf(ctx: Context, from: Columns, conversion: PlacedConversion, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const values = await readColumns(ctx, from, sql`t.id = any(${ids}::uuid[])`, ids.length);
  return moveValues(ctx, from, conversionDefinition(conversion), values);
}
