/** Brings columns that stand beside a field's own to what was written into the field meanwhile. */
import { sql } from "#model/sql.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Context } from "../../../context.ts";
import { CHANGE_TYPES } from "../../../events/append.ts";
import { changesBehind, type Place } from "../../../events/feed.ts";
import { moveValues, readColumns, type Columns } from "./moving.ts";
import { conversionDefinition, type PlacedConversion } from "./stored-conversions.ts";

/** Records written while nobody can write others: more are caught up with before. */
export const FEW = 2_000;
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

/**
 * Moves all that was changed behind the place. Nobody else has the table: who wrote to it has committed.
 * @throws InvalidInput where that would keep others waiting
 */
export async function catchUpAlone(
  ctx: Context,
  object: string,
  from: Columns,
  conversion: PlacedConversion,
): Promise<void> {
  const { place, snapshot } = conversion;
  const rows = await ctx.db.query(sql<{ id: string }>`select distinct record_id as id from events e
    where (e.xid, e.id) > (${place.xid}::xid8, ${place.id}::uuid) and e.object = ${object} and e.type = any(${[...CHANGE_TYPES]})
      and not coalesce(pg_visible_in_snapshot(e.xid, ${snapshot}::pg_snapshot), false)
    limit ${FEW + 1}`);
  if (rows.length > FEW)
    throw new InvalidInput([
      { path: "type", message: "cannot change while so many records are being written", code: "shape.busy" },
    ]);
  await moveOf(
    ctx,
    from,
    conversion,
    rows.map((row) => row.id),
  );
}

async function moveOf(ctx: Context, from: Columns, conversion: PlacedConversion, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const values = await readColumns(ctx, from, sql`t.id = any(${ids}::uuid[])`, ids.length);
  return moveValues(ctx, from, conversionDefinition(conversion), values);
}
