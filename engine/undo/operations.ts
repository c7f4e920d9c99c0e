/** Operations: what was done in one go, by whom, to how many records, and whether it can be taken back. */
import { sql } from "#model/sql.ts";
import { standsAlone } from "#model/catalogue.ts";
import { NotFound } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { mayUse, scopeOf } from "../access/rights.ts";
import type { Context } from "../context.ts";
import { actorId, CHANGE_TYPES } from "../events/append.ts";
import { userSummary } from "../query/select.ts";
import { titlesOf } from "../query/titles.ts";
import { SMALL, smallChanges, type SmallChange } from "./small-changes.ts";
import { reversible } from "./take-back.ts";
import { shownUndo, UNDO_JSON, type Undo } from "./undo-row.ts";

/** Counted no further than this in a list. */
const COUNTED = 1000;
/** Operations looked through for one page, where few of them are asked for. */
const LONGEST_LOOK = 2000;

export interface Operation {
  id: string;
  at: string;
  via: string;
  byKind: string;
  by: Json;
  /** The operation that this one took back. */
  undoes: string | null;
  counts: { object: string; type: string; count: number }[];
  /** The counts are of all; otherwise of the first thousand changes. */
  exact: boolean;
  /** What a small one changed, field by field; empty where it is told by its counts. */
  changes: SmallChange[];
  /** The first record of it that the viewer may know by name. */
  subject: { object: string; id: string; title: string | null } | null;
  undoable: boolean;
  /** The last time that it was taken back. */
  undo: Undo | null;
}

interface Row {
  id: string;
  at: string;
  via: string;
  by_id: string | null;
  by_kind: string;
  by: string | null;
  undoes: string | null;
  counts: string | null;
  seen: number;
  subject: string | null;
  undo: string | null;
}

/** Everyone sees their own, those with the audit all. A person also sees what their keys did; no key sees what a person did. */
const mine = (ctx: Context) => !mayUse(ctx.actor, "audit");
const isOwn = ({ actor }: Context) =>
  sql`(o.by_id is not distinct from ${actorId(actor)}::uuid${actor.kind === "apiKey" ? sql` and o.by_kind = 'apiKey'` : sql``})`;

/** Changes that are spoken of: what can be taken back, and what a person or key did that cannot, as making a key. */
function told(ctx: Context) {
  const { objects } = ctx.catalogue;
  const own = [...objects.values()].filter(({ definition }) => definition.written === "own").map(({ name }) => name);
  return sql`(${reversible(ctx)} or (e.object = any(${own}) and e.type = any(${[...CHANGE_TYPES]}) and e.by_kind <> 'system'))`;
}

const readableBy = (ctx: Context): string[] =>
  [...ctx.catalogue.objects.values()]
    .filter((object) => scopeOf(ctx.actor, object, "read") !== "none")
    .map((object) => object.name);

function select(ctx: Context, from: ReturnType<typeof sql>, limit: number) {
  const readable = readableBy(ctx);
  return sql<Row>`
    select o.id, ${sql.instant("o.at")} as at, o.via, o.by_id, o.by_kind, ${userSummary(ctx, sql.ref("o.by_id"))} as by, o.undoes,
      c.counts::text as counts, coalesce(c.seen, 0)::int as seen,
      (select json_build_object('object', e.object, 'id', e.record_id)::text from events e where e.operation_id = o.id and ${told(ctx)} and e.object = any(${readable}) order by e.id limit 1) as subject,
      (select ${UNDO_JSON} from undo_runs u left join job_runs j on j.id = u.job_id where u.operation_id = o.id order by u.id desc limit 1) as undo
    from (select * from ${from} order by o.id desc limit ${limit}) o
    left join lateral (select json_agg(json_build_object('object', g.object, 'type', g.type, 'count', g.count) order by g.count desc) as counts, sum(g.count) as seen
      from (select x.object, x.type, count(*)::int as count from (
        select e.object, e.type from events e where e.operation_id = o.id and ${told(ctx)} and e.object = any(${readable}) limit ${COUNTED}) x group by 1, 2) g) c on true
    order by o.id desc`;
}

export interface OperationQuery {
  limit: number;
  before?: string | undefined;
  mine?: boolean | undefined;
  via?: string | undefined;
  by?: string | undefined;
  /** With a change of a record of this object. */
  object?: string | undefined;
  /** With a change of this kind. */
  type?: string | undefined;
}

/**
 * Newest first. By object and kind no further than some thousands of operations are looked through at a time, so a page may
 * hold fewer than were asked for, even none; there is more as long as there is a cursor.
 */
export async function listOperations(
  ctx: Context,
  query: OperationQuery,
): Promise<{ data: Operation[]; nextCursor: string | null }> {
  const where = sql.join(
    [
      sql`true`,
      ...(query.before === undefined ? [] : [sql`o.id < ${query.before}::uuid`]),
      ...(query.via === undefined ? [] : [sql`o.via = ${query.via}`]),
      ...(query.by === undefined ? [] : [sql`o.by_id = ${query.by}::uuid`]),
      ...(mine(ctx) || query.mine ? [isOwn(ctx)] : []),
    ],
    sql` and `,
  );
  const { limit, object, type } = query;
  const within = object !== undefined || type !== undefined;
  const about = sql`exists (select from events e where e.operation_id = o.id and ${told(ctx)} and e.object = any(${readableBy(ctx)})
    ${object === undefined ? sql`` : sql`and e.object = ${object}`} ${type === undefined ? sql`` : sql`and e.type = ${type}`})`;
  const from = within
    ? sql`(select * from operations o where ${where} order by o.id desc limit ${LONGEST_LOOK}) o where ${about}`
    : sql`operations o where ${where}`;
  const data = await shown(ctx, await ctx.db.query(select(ctx, from, limit)));
  if (data.length === limit) return { data, nextCursor: data.at(-1)!.id };
  if (!within) return { data, nextCursor: null };
  const [last] = await ctx.db.query(sql<{ id: string }>`
    select o.id from operations o where ${where} order by o.id desc offset ${LONGEST_LOOK - 1} limit 1`);
  return { data, nextCursor: last?.id ?? null };
}

/** @throws NotFound also where it is another's and the actor has no audit. */
export async function readOperation(ctx: Context, id: string): Promise<Operation> {
  const own = mine(ctx) ? isOwn(ctx) : sql`true`;
  const [found] = await shown(
    ctx,
    await ctx.db.query(select(ctx, sql`operations o where o.id = ${id}::uuid and ${own}`, 1)),
  );
  if (!found) throw new NotFound("There is no such operation");
  return found;
}

const isTakenBack = (ctx: Context, { object, type }: Operation["counts"][number]): boolean =>
  type !== "purged" && standsAlone(ctx.catalogue.object(object));

async function shown(ctx: Context, rows: readonly Row[]): Promise<Operation[]> {
  const subjects = rows.map((row) =>
    row.subject === null ? null : (JSON.parse(row.subject) as { object: string; id: string }),
  );
  const titles = new Map<string, string | null>();
  for (const [object, group] of Map.groupBy(
    subjects.filter((each) => each !== null),
    (each) => each.object,
  ))
    for (const [id, title] of await titlesOf(
      ctx,
      object,
      group.map(({ id }) => id),
    ))
      titles.set(id, title);
  const small = await smallChanges(
    ctx,
    rows.filter(({ seen }) => seen > 0 && seen <= SMALL).map(({ id }) => id),
    told(ctx),
  );
  return rows.map((row, index) => {
    const subject = subjects[index]!;
    const undo = row.undo === null ? null : shownUndo(ctx, row.undo);
    const counts = row.counts === null ? [] : (JSON.parse(row.counts) as Operation["counts"]);
    const settled = undo !== null && ["queued", "running"].includes(undo.status);
    const whole = undo?.status === "done" && undo.conflictCount === 0;
    return {
      id: row.id,
      at: row.at,
      via: row.via,
      byKind: row.by_kind,
      by: row.by === null ? null : (JSON.parse(row.by) as Json),
      undoes: row.undoes,
      counts,
      exact: row.seen < COUNTED,
      changes: small.get(row.id) ?? [],
      subject: subject && titles.has(subject.id) ? { ...subject, title: titles.get(subject.id)! } : null,
      undoable: counts.some((each) => isTakenBack(ctx, each)) && !settled && !whole,
      undo,
    };
  });
}
