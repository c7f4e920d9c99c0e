/** Rehearses what changes set off: goes back through those of 90 days, newest first, with each record as it stood. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { plainText, type JsonObject } from "#model/json.ts";
import { matches } from "#model/matches.ts";
import { visibleIds } from "../../access/visible.ts";
import type { Context } from "../../context.ts";
import { toldOf } from "../../events/history.ts";
import { filterUsesStatistics, fromObject } from "../../query/columns.ts";
import { compileFilter } from "../../query/filter.ts";
import { readValues } from "../../query/read.ts";
import { uuidFloor } from "../../records/uuid.ts";
import { hearsOf, ownFieldsIn, type Automation } from "./automation.ts";
import { UNHEARD } from "./look-at-changes.ts";
import { DAY_MS, DAYS, Gathering, type Rehearsed } from "./rehearsal.ts";
import { judgingOf } from "./states.ts";

const AT_ONCE = 5_000;
/** Of all changes of the workspace no more are looked through. */
const MOST_LOOKED = 1_000_000;
/** Of this object no more, since how each record stood is kept in mind. */
const MOST_KEPT = 200_000;

interface Row {
  id: string;
  record_id: string;
  type: string;
  via: string;
  at: Date;
  before: string | null;
  after: string | null;
}

/** @param border asked between chunks with how many changes were looked through */
export async function rehearseChanges(
  ctx: Context,
  automation: Automation,
  border: (done: number) => Promise<void>,
): Promise<Rehearsed> {
  const object = ctx.catalogue.object(automation.action.object);
  const { condition } = automation.action;
  const asked = condition === null ? new Set<string>() : ownFieldsIn(object, condition);
  const exact = asked !== undefined;
  const gathering = new Gathering(ctx, automation);
  const kept = new Set([...(asked ?? []), ...gathering.reads]);
  const states = new Map<string, JsonObject | null>();
  const floor = uuidFloor(new Date(ctx.now().getTime() - DAYS * DAY_MS));
  let place = uuidFloor(new Date(ctx.now().getTime() + DAY_MS));
  let looked = 0;
  let told = 0;
  for (;;) {
    const { rows, last, count } = await changesBefore(ctx, object.name, floor, place);
    await learn(ctx, automation, states, rows, kept);
    const passing = exact ? undefined : await passingNow(ctx, automation, rows);
    for (const row of rows) {
      const after = states.get(row.record_id);
      if (!after) continue;
      const before = { ...after, ...only(kept, toldOf(object, row.id, row.before)) };
      const holds = (values: JsonObject): boolean =>
        condition === null ||
        (passing?.has(row.record_id) ?? matches(judgingOf(ctx, ctx.actor.userId, row.at), object, condition, values));
      if (isHeard(ctx, object, automation, row) && holds(after) && !(isBecoming(automation, row) && holds(before)))
        gathering.add(row.record_id, row.at, after);
      if (row.type === "updated") states.set(row.record_id, before);
    }
    looked += count;
    told += rows.length;
    await border(looked);
    if (count < AT_ONCE) return gathering.result({ now: null, exact, capped: false });
    if (looked >= MOST_LOOKED || told >= MOST_KEPT) return gathering.result({ now: null, exact, capped: true });
    place = last;
  }
}

/** Of as many records as may be met no more is kept in mind than is asked of them. */
const only = (names: ReadonlySet<string>, values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));

function isHeard({ actor }: Context, object: CatalogueObject, { trigger }: Automation, row: Row): boolean {
  if (UNHEARD.has(row.via) || (trigger.on !== "becomes" && row.type !== trigger.on)) return false;
  return row.type === "created" || hearsOf(actor, object, trigger, Object.keys(toldOf(object, row.id, row.after)));
}

const isBecoming = ({ trigger }: Automation, row: Row): boolean => trigger.on === "becomes" && row.type === "updated";

/** The changes of the object among the next so many of all, newest first. */
async function changesBefore(
  ctx: Context,
  object: string,
  floor: string,
  place: string,
): Promise<{ rows: Row[]; last: string; count: number }> {
  const looked = sql`select * from events e where e.id >= ${floor}::uuid and e.id < ${place}::uuid order by e.id desc limit ${AT_ONCE}`;
  const [end] = await ctx.db.query(
    sql<{
      last: string | null;
      count: number;
    }>`select min(id::text) as last, count(*)::int as count from (${looked}) as e`,
  );
  const rows = await ctx.db.query(sql<Row>`
    select e.id, e.record_id, e.type, e.via, e.at, e.before::text as before, e.after::text as after from (${looked}) as e
    where e.object = ${object} and e.type in ('created', 'updated') order by e.id desc`);
  return { rows, last: end!.last ?? floor, count: end!.count };
}

/** How records stand that were not met before; null where they are gone or may not be seen. */
async function learn(
  ctx: Context,
  { action }: Automation,
  states: Map<string, JsonObject | null>,
  rows: readonly Row[],
  kept: ReadonlySet<string>,
): Promise<void> {
  const fresh = [...new Set(rows.map((row) => row.record_id))].filter((id) => !states.has(id));
  if (fresh.length === 0) return;
  const object = ctx.catalogue.object(action.object);
  const visible = await visibleIds(ctx, new Map([[object.name, fresh]]));
  const values = await readValues(ctx, object, fresh);
  for (const id of fresh) {
    const stands = visible.has(id) ? values.get(id) : undefined;
    states.set(id, stands ? only(kept, stands) : null);
  }
}

async function passingNow(ctx: Context, { action }: Automation, rows: readonly Row[]): Promise<Set<string>> {
  const object = ctx.catalogue.object(action.object);
  const ids = [...new Set(rows.map((row) => row.record_id))];
  const found = await ctx.db.query<{ id: string }>(sql`
    select t.id from ${fromObject(object, "t", filterUsesStatistics(object, action.condition!))}
    where t.id = any(${ids}::uuid[]) and ${compileFilter(ctx, object, action.condition!, "t")}`);
  return new Set(found.map(({ id }) => plainText(id)));
}
