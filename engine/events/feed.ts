/** All changes of a workspace in an order that never changes afterwards, for readers that come back with a cursor. */
import { sql } from "#model/sql.ts";
import { InvalidInput } from "#model/errors.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import { scopeOf } from "../access/rights.ts";
import { visibleIds } from "../access/visible.ts";
import { userSummary } from "../query/select.ts";
import { NO_ID, UUID } from "../records/uuid.ts";
import { CHANGE_TYPES } from "./append.ts";
import { entryOf, fieldsOf, nameRelated, type EventRow, type HistoryEntry } from "./history.ts";
import { auditChanges } from "./reading.ts";

export interface FeedEntry extends HistoryEntry {
  object: string;
  recordId: string;
  /** The record's version after the change: what a reader has at this version or above is not older. */
  version: number | null;
}

/** An event with the record that it is of. */
export interface ToldRow extends EventRow {
  object: string;
  record_id: string;
  version: number | null;
}

/** An event with the transaction that it came in. */
export interface PlacedRow extends ToldRow {
  xid: string;
}

interface Row extends PlacedRow {
  xmin: string;
}

/** Behind which change a reader has come. */
export interface Place {
  xid: string;
  id: string;
}

/** Events looked at for one answer, where few of them are asked for. */
const LONGEST_LOOK = 5_000;
const START: Place = { xid: "0", id: NO_ID };

/**
 * The next changes behind the cursor, as far as the viewer may read their records now. Ordered by transaction, then by
 * id; changes wait until no older transaction is under way, so that none can appear before the cursor. Three statements,
 * and one more for each object that is pointed at.
 * @throws InvalidInput 400 for a cursor that is none, 410 for one from before the database was put back
 */
export async function readFeed(
  ctx: Context,
  query: { cursor?: string | undefined; objects?: readonly string[] | undefined; limit?: number | undefined },
): Promise<{ data: FeedEntry[]; nextCursor: string; more: boolean }> {
  const from = query.cursor === undefined ? START : readCursor(ctx, query.cursor);
  const limit = query.limit ?? 100;
  const { rows, next, more } = await changesBehind(ctx, from, readable(ctx, query.objects), limit);
  const data = await entriesOf(ctx, rows);
  return { data, nextCursor: writeCursor(ctx, next), more };
}

/** The next changes of these objects as they were kept, whoever may read them, and the place behind them. At most two statements. */
export async function changesBehind(
  ctx: Context,
  from: Place,
  objects: readonly string[],
  limit: number,
): Promise<{ rows: PlacedRow[]; next: Place; more: boolean }> {
  const rows = await readRows(ctx, from, objects, limit + 1);
  const xmin = rows[0]!.xmin;
  const found = rows.filter((row) => row.id !== null);
  const more = found.length > limit;
  const next = more ? found[limit - 1]! : await lastLookedAt(ctx, from, xmin);
  const { xid, id } = next ?? { xid: xmin, id: NO_ID };
  return { rows: found.slice(0, limit), next: { xid, id }, more: more || next !== undefined };
}

/** The place from which a reader is told all that is committed from now on. */
export async function placeOfNow(ctx: Context): Promise<Place> {
  const [row] = await ctx.db.query(sql<{ xid: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`);
  return { xid: row!.xid, id: NO_ID };
}

/** @throws InvalidInput naming an object that the viewer has never heard of. */
function readable(ctx: Context, asked: readonly string[] | undefined): string[] {
  const open = (object: CatalogueObject | undefined) => object && scopeOf(ctx.actor, object, "read") !== "none";
  const unknown = (asked ?? []).find((name) => !open(ctx.catalogue.objects.get(name)));
  if (unknown !== undefined)
    throw new InvalidInput([{ path: "object", message: `"${unknown}" is no object that you may read` }], 400);
  return (asked ?? [...ctx.catalogue.objects.keys()]).filter((name) => open(ctx.catalogue.objects.get(name)));
}

const behind = (from: Place) => sql`(e.xid, e.id) > (${from.xid}::xid8, ${from.id}::uuid)`;

function readRows(ctx: Context, from: Place, objects: readonly string[], limit: number): Promise<Row[]> {
  return ctx.db.query<Row>(sql`
    select s.xmin::text as xmin, e.xid::text as xid, e.id, e.object, e.record_id, e.version, e.type, e.via, e.operation_id,
      ${sql.instant("e.at")} as at, e.before::text as before, e.after::text as after,
      ${userSummary(ctx, sql.ref("e.by_id"))} as by
    from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) as s left join lateral (
      select * from (select * from events e where ${behind(from)} and e.xid < s.xmin order by e.xid, e.id limit ${LONGEST_LOOK}) as e
      where e.object = any(${[...objects]}) and e.type = any(${[...CHANGE_TYPES]}) order by e.xid, e.id limit ${limit}) as e on true
    order by e.xid, e.id`);
}

/** Where the look ended before all was seen; undefined where there is nothing more below `xmin`. */
async function lastLookedAt(ctx: Context, from: Place, xmin: string): Promise<Place | undefined> {
  const [row] = await ctx.db.query(sql<Place>`
    select e.xid::text as xid, e.id from events e where ${behind(from)} and e.xid < ${xmin}::xid8 order by e.xid, e.id offset ${LONGEST_LOOK - 1} limit 1`);
  return row;
}

/** In the order of the rows. A record that the viewer may not read now is not spoken of. */
export async function entriesOf(ctx: Context, rows: readonly ToldRow[]): Promise<FeedEntry[]> {
  const byObject = Map.groupBy(rows, (row) => row.object);
  const wanted = new Map([...byObject].map(([name, own]) => [name, new Set(own.map((row) => row.record_id))]));
  const visible = await visibleIds(ctx, wanted);
  const entries = new Map<string, FeedEntry>();
  for (const [name, own] of byObject) {
    const object = ctx.catalogue.object(name);
    const told = own.filter((row) => visible.has(row.record_id));
    const histories = told.map((row) => entryOf(ctx, object, row));
    await nameRelated(ctx, object, histories);
    await auditChanges(
      ctx,
      told.map((row, index) => ({ object, id: row.record_id, fields: fieldsOf(histories[index]!) })),
    );
    told.forEach((row, index) =>
      entries.set(row.id, { object: name, recordId: row.record_id, version: row.version, ...histories[index]! }),
    );
  }
  return rows.flatMap((row) => entries.get(row.id) ?? []);
}

function writeCursor(ctx: Context, place: Place): string {
  return Buffer.from(`${ctx.workspace.epoch}.${place.xid}.${place.id}`).toString("base64url");
}

function readCursor(ctx: Context, cursor: string): Place {
  const [epoch = "", xid = "", id = "", ...rest] = Buffer.from(cursor, "base64url").toString("latin1").split(".");
  if (rest.length > 0 || !UUID.test(epoch) || !/^\d{1,19}$/.test(xid) || !UUID.test(id))
    throw new InvalidInput([{ path: "cursor", message: "is no cursor of the changes" }], 400);
  if (epoch === ctx.workspace.epoch) return { xid, id };
  const message = "is from before the database was put back to an earlier state. Begin anew: without a cursor";
  throw new InvalidInput([{ path: "cursor", message, code: "server.cursorOfAnotherEpoch" }], 410);
}
