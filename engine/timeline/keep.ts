/** Keeps the timeline: which happenings stand on whose page, at the moment they happened, not the moment they were written. */
import { sql } from "#model/sql.ts";
import { prepared } from "../database/statement.ts";
import type { Column } from "../database/write-set.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import type { Change } from "../records/change.ts";
import { copyingClient, copyLines, line } from "../records/copy.ts";

interface Item {
  subject_id: string;
  record_id: string;
  object: string;
  occurred_at: string;
  event_id: string;
}

/** Items of the changed records are put where they now belong. */
export async function keepTimeline(
  ctx: Context,
  object: CatalogueObject,
  changes: readonly Change[],
  eventIds: readonly string[],
): Promise<void> {
  const { timeline } = object.definition;
  if (!timeline) return;
  const direct = timeline.subjects.filter((subject) => subject !== "self");
  const relevant = new Set([timeline.at, ...direct.map((subject) => subject.split(".")[0]!)]);
  const moved = changes.filter(
    (change) => change.kind === "update" && [...relevant].some((name) => change.changes(name)),
  );
  if (moved.length > 0) {
    await ctx.db.write(sql`delete from timeline where record_id = any(${moved.map((change) => change.id)}::uuid[])`);
    ctx.db.open?.writes.split();
  }
  const placed = changes.filter((change) => change.kind === "create" || moved.includes(change));
  const eventOf = new Map(changes.map((change, index) => [change.id, eventIds[index]!]));
  const hops = await resolveHops(ctx, object, direct, placed);
  const items: Item[] = placed.flatMap((change) => {
    const at = change.value(timeline.at);
    const occurred_at = typeof at === "string" ? at : ctx.now().toISOString();
    const subjects = timeline.subjects.flatMap((subject) => subjectsOf(change, subject, hops));
    return [...new Set(subjects)].map((subject_id) => ({
      subject_id,
      record_id: change.id,
      object: object.name,
      occurred_at,
      event_id: eventOf.get(change.id)!,
    }));
  });
  if (items.length === 0) return;
  const client = await copyingClient(ctx, items.length);
  // Nothing stands on any page yet of what is new.
  if (client && placed.every((change) => change.kind === "create"))
    return copyLines(
      client,
      "timeline",
      ITEM.map(({ name }) => name),
      items.map((item) => line([item.subject_id, item.record_id, item.object, item.occurred_at, item.event_id])),
    );
  const ending = sql`on conflict (subject_id, record_id) do update set occurred_at = excluded.occurred_at, event_id = excluded.event_id`;
  await ctx.db.write({ into: "timeline", columns: ITEM, rows: items, ending });
}

const ITEM: Column[] = [
  { name: "subject_id", cast: "uuid" },
  { name: "record_id", cast: "uuid" },
  { name: "object", cast: "text" },
  { name: "occurred_at", cast: "timestamptz" },
  { name: "event_id", cast: "uuid" },
];

/** `customer.company`: where the customer of an order points, looked up once for the set. */
type Hops = Map<string, Map<string, string>>;

async function resolveHops(
  ctx: Context,
  object: CatalogueObject,
  subjects: readonly string[],
  changes: readonly Change[],
): Promise<Hops> {
  const hops: Hops = new Map();
  for (const subject of subjects) {
    const [first, second] = subject.split(".");
    if (second === undefined) continue;
    const target = ctx.catalogue.object(object.fields.get(first!)!.target!);
    const column = `${target.fields.get(second)!.column}_id`;
    const ids = changes.map((change) => change.value(first!)).filter((id) => typeof id === "string");
    const rows = await ctx.db.query<{ id: string; to: string }>(
      prepared(
        sql`select id, ${sql.id(column)} as to from ${sql.id(target.table)} where id = any(${ids}::uuid[]) and ${sql.id(column)} is not null`,
      ),
    );
    hops.set(subject, new Map(rows.map((row) => [row.id, row.to])));
  }
  return hops;
}

function subjectsOf(change: Change, subject: string, hops: Hops): string[] {
  if (subject === "self") return [change.id];
  const value = change.value(subject.split(".")[0]!);
  if (Array.isArray(value)) return value.filter((id) => typeof id === "string");
  if (typeof value !== "string") return [];
  if (!subject.includes(".")) return [value];
  const to = hops.get(subject)?.get(value);
  return to === undefined ? [] : [to];
}
