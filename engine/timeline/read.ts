/** The timeline of a record: all that happened around it, newest first, as far as the viewer may see each thing. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { fieldAccess, scopeOf } from "../access/rights.ts";
import { rowCondition } from "../access/record-rights.ts";
import { auditReading } from "../events/reading.ts";
import { columnOf } from "../query/column-of.ts";
import { readJson } from "../query/read.ts";
import { linkTable } from "../schema/desired.ts";
import { markedIn, recordFrom, recordJson, selectedFields, userSummary } from "../query/select.ts";

export interface TimelineQuery {
  /** Only happenings of these objects. */
  kinds?: readonly string[] | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

interface Item {
  object: string;
  record_id: string;
  at: string;
  record: string | null;
  by: string | null;
  via: string | null;
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** @returns `{ data: [{ id, occurredAt, kind, object, recordId, title, summary, by, via }], nextCursor }`. */
export async function readTimeline(
  ctx: Context,
  objectName: string,
  id: string,
  query: TimelineQuery,
): Promise<{ data: object[]; nextCursor: string | null }> {
  await readJson(ctx, objectName, id, { fields: ["id"], trash: true });
  const limit = query.limit ?? 30;
  const objects = [...ctx.catalogue.objects.values()].filter(
    (object) =>
      object.definition.timeline &&
      scopeOf(ctx.actor, object, "read") !== "none" &&
      isVisible(ctx, object, object.definition.timeline.at) &&
      (query.kinds === undefined || query.kinds.includes(object.name)),
  );
  if (objects.length === 0) return { data: [], nextCursor: null };
  const place = readPlace(query.cursor);
  const behind = place ? sql`(occurred_at, record_id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql`true`;
  const rows = await ctx.db.query<Item>(sql`
    select l.object, l.record_id, ${sql.instant("l.occurred_at")} as at, e.via,
      ${userSummary(ctx, sql.ref("e.by_id"))} as by,
      case l.object ${sql.join(
        objects.map((object) => summaryOf(ctx, object, id)),
        sql` `,
      )} end as record
    from (select * from timeline where subject_id = ${id}::uuid and object = any(${objects.map((object) => object.name)}) and ${behind}
      order by occurred_at desc, record_id desc limit ${limit + 1}) as l
    left join events e on e.id = l.event_id order by l.occurred_at desc, l.record_id desc`);
  await auditSummaries(ctx, objects, rows.slice(0, limit));
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    data: rows
      .slice(0, limit)
      .filter((row) => row.record !== null)
      .map(asItem),
    nextCursor: last ? Buffer.from(JSON.stringify([last.at, last.record_id])).toString("base64url") : null,
  };
}

function readPlace(cursor: string | undefined): [string, string] | undefined {
  if (!cursor) return undefined;
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"))) as [string, string];
  } catch {
    throw new InvalidInput([{ path: "cursor", message: "is no cursor of this timeline" }], 400);
  }
}

async function auditSummaries(ctx: Context, objects: readonly CatalogueObject[], rows: readonly Item[]): Promise<void> {
  for (const object of objects) {
    const own = rows.filter((row) => row.object === object.name && row.record !== null);
    await auditReading(ctx, markedIn(ctx, object, summaryFields(ctx, object)), () =>
      own.map((row) => JSON.parse(row.record!) as Json),
    );
  }
}

/** What the lists of that object show; null where the viewer may not see the record or it lies in the trash. */
function summaryOf(ctx: Context, object: CatalogueObject, subject: string): Sql {
  const fields = summaryFields(ctx, object);
  return sql`when ${object.name} then (select ${recordJson(ctx, object, "t", fields)}::text from ${recordFrom(object, "t", fields)}
    where t.id = l.record_id and t.deleted_at is null and ${rowCondition(ctx, object, "t")} and ${placedVisibly(ctx, object, subject)})`;
}

function summaryFields(ctx: Context, object: CatalogueObject): CatalogueField[] {
  const wanted = [
    ...new Set([
      ...object.definition.list.columns,
      ...object.definition.title,
      ...("body" in object.definition.fields ? ["body"] : []),
    ]),
  ].filter((name) => isVisible(ctx, object, name));
  return selectedFields(ctx, object, { fields: wanted });
}

const isVisible = (ctx: Context, object: CatalogueObject, name: string): boolean =>
  fieldAccess(ctx.actor, object, object.fields.get(name)!) !== "hidden";

/** A relation that is hidden does not show by what stands on the other side's page either. */
function placedVisibly(ctx: Context, object: CatalogueObject, subject: string): Sql {
  const paths = object.definition.timeline!.subjects;
  const seen = paths.filter((path) => path === "self" || isSeen(ctx, object, path));
  if (seen.length === paths.length) return sql`true`;
  const ways = seen.map((path) => pathTo(ctx, object, path, subject));
  return ways.length === 0 ? sql`false` : sql`(${sql.join(ways, sql` or `)})`;
}

function isSeen(ctx: Context, object: CatalogueObject, path: string): boolean {
  const [first, second] = path.split(".");
  if (!isVisible(ctx, object, first!)) return false;
  return second === undefined || isVisible(ctx, ctx.catalogue.object(object.fields.get(first!)!.target!), second);
}

function pathTo(ctx: Context, object: CatalogueObject, path: string, subject: string): Sql {
  if (path === "self") return sql`t.id = ${subject}::uuid`;
  const [first, second] = path.split(".");
  const field = object.fields.get(first!)!;
  if (field.type.storage === "links")
    return sql`exists (select 1 from ${sql.id(linkTable(object, field))} as s where s.from_id = t.id and s.to_id = ${subject}::uuid)`;
  const column = columnOf(ctx, "t", field)("_id");
  if (second === undefined) return sql`${column} = ${subject}::uuid`;
  const hop = ctx.catalogue.object(field.target!);
  return sql`exists (select 1 from ${sql.id(hop.table)} as s where s.id = ${column} and ${columnOf(ctx, "s", hop.fields.get(second)!)("_id")} = ${subject}::uuid)`;
}

function asItem(row: Item): object {
  const summary = JSON.parse(row.record!) as Record<string, unknown>;
  const kind = typeof summary["kind"] === "string" ? `${row.object}.${summary["kind"]}` : row.object;
  return {
    id: row.record_id,
    occurredAt: row.at,
    kind,
    object: row.object,
    recordId: row.record_id,
    title: summary["title"] ?? null,
    summary,
    by: row.by === null ? null : (JSON.parse(row.by) as object),
    via: row.via,
  };
}
