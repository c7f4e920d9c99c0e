/** Takes the events of an operation back, the newest first, a chunk at a time. */
import { sql } from "#model/sql.ts";
import { standsAlone, type CatalogueObject } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { asSystem, type Context } from "../context.ts";
import { isOf } from "../events/history.ts";
import { userSummary } from "../query/select.ts";
import { titlesOf } from "../query/titles.ts";
import { nothing, type Conflict, type Reversed, type UndoEvent } from "./reversal.ts";
import { reversals } from "./reversals.ts";

interface EventRow {
  id: string;
  object: string;
  record: string;
  type: string;
  at: string;
  before: string | null;
  after: string | null;
  ruled: boolean;
}

export interface Chunk extends Reversed {
  /** How many events were looked at. */
  seen: number;
  /** The oldest of them; null where none was left. */
  last: string | null;
}

/** Objects and types that undoing looks at, as a condition on an event: lines go with their record, and rows that rules keep with what they belong to. */
export function reversible(ctx: Context) {
  const objects = [...ctx.catalogue.objects.values()].filter(standsAlone).map((object) => object.name);
  return sql`e.object = any(${objects}) and e.type = any(${Object.keys(reversals)})`;
}

/** Within a transaction. `before`: only events older than this one. What rules did in the name of the system is taken back by the system. */
export async function takeBack(
  ctx: Context,
  operationId: string,
  before: string | null,
  limit: number,
): Promise<Chunk> {
  const rows = await ctx.db.query<EventRow>(sql`
    select e.id, e.object, e.record_id as record, e.type, ${sql.instant("e.at")} as at, e.before::text as before, e.after::text as after,
      e.by_kind = 'system' and o.by_kind <> 'system' as ruled
    from events e join operations o on o.id = e.operation_id
    where e.operation_id = ${operationId}::uuid and ${reversible(ctx)} and ${before === null ? sql`true` : sql`e.id < ${before}::uuid`}
    order by e.id desc limit ${limit}`);
  const sum = nothing();
  // What rules did follows last: the rules themselves have put most of it right by then, and what it points at stands again.
  const ordered = [...rows.filter((row) => !row.ruled), ...rows.filter((row) => row.ruled)];
  for (const run of runsOf(ordered)) {
    const [{ object: name, type, ruled }] = run as [EventRow];
    const object = ctx.catalogue.object(name);
    const found = await reversals[type]!(
      ruled ? asSystem(ctx) : ctx,
      object,
      run.map((row) => asEvent(object, row)),
    );
    sum.undone += found.undone;
    sum.unchanged += found.unchanged;
    // What follows from other changes follows them back; where it does not, nobody is to decide about it.
    if (!ruled) sum.conflicts.push(...(await told(ctx, object, operationId, found.conflicts)));
  }
  return { ...sum, seen: rows.length, last: rows.at(-1)?.id ?? null };
}

const asEvent = (object: CatalogueObject, { id, record, at, before, after }: EventRow): UndoEvent => ({
  id,
  record,
  at,
  before: valuesIn(object, id, before),
  after: valuesIn(object, id, after),
});

/** Without those of fields that were deleted for good and whose names others have now. */
function valuesIn(object: CatalogueObject, id: string, text: string | null): JsonObject {
  const values = text === null ? {} : (JSON.parse(text) as JsonObject);
  const isKnown = (name: string): boolean => {
    const field = object.fields.get(name);
    return field === undefined || isOf(field, id);
  };
  return Object.fromEntries(Object.entries(values).filter(([name]) => isKnown(name)));
}

/** Neighbours of one object and type go together, a record once. */
function runsOf(rows: readonly EventRow[]): EventRow[][] {
  const runs: EventRow[][] = [];
  let met = new Set<string>();
  let last: EventRow | undefined;
  for (const row of rows) {
    const fits =
      last?.object === row.object && last.type === row.type && last.ruled === row.ruled && !met.has(row.record);
    if (!fits) {
      runs.push([]);
      met = new Set();
    }
    met.add(row.record);
    runs.at(-1)!.push(row);
    last = row;
  }
  return runs;
}

/** With the record's name, and who changed the field since. */
async function told(
  ctx: Context,
  object: CatalogueObject,
  operationId: string,
  conflicts: readonly Conflict[],
): Promise<Conflict[]> {
  if (conflicts.length === 0) return [];
  const ids = [...new Set(conflicts.map(({ id }) => id))];
  const titles = await titlesOf(ctx, object.name, ids);
  const rows = await ctx.db.query<{ record: string; field: string; by: string | null; at: string }>(sql`
    select distinct on (e.record_id, f.field) e.record_id as record, f.field, ${userSummary(ctx, sql.ref("e.by_id"))} as by,
      ${sql.instant("e.at")} as at
    from events e, jsonb_object_keys(e.after) as f(field)
    where e.record_id = any(${ids}::uuid[]) and e.type = 'updated' and e.operation_id <> ${operationId}::uuid and jsonb_typeof(e.after) = 'object'
    order by e.record_id, f.field, e.id desc`);
  const since = new Map(rows.map((row) => [`${row.record} ${row.field}`, row]));
  return conflicts.map((each) => {
    const row = since.get(`${each.id} ${each.field}`);
    return {
      ...each,
      title: titles.get(each.id) ?? null,
      by: row?.by ? (JSON.parse(row.by) as Json) : null,
      at: row?.at ?? null,
    };
  });
}
