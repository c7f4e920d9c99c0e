/** Search over every object at once: the best few hits of each that the viewer may see. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { fieldAccess, scopeOf } from "../access/rights.ts";
import { rowCondition } from "../access/record-rights.ts";
import { columnOf, faceOf } from "../query/columns.ts";
import { titleOf } from "../query/title.ts";
import { searchCondition, searchTerms } from "./condition.ts";

const PER_OBJECT = 5;
/** Hits looked at per object before the viewer's rights thin them out. */
const LOOKED_AT = 500;

/** @returns `{ "data": [{ object, id, title, subtitle }] }` as text; objects in the order of the catalogue. */
export async function search(ctx: Context, text: string, limit = 20): Promise<string> {
  const objects = [...ctx.catalogue.objects.values()].filter(
    (object) => searchable(object) && scopeOf(ctx.actor, object, "read") !== "none",
  );
  if (searchTerms(text).length === 0 || objects.length === 0) return `{"data":[]}`;
  const hits = objects.map((object, place) => sql`(${hitsOf(ctx, object, text, place)})`);
  const [row] = await ctx.db.query<{ data: string }>(sql`
    select coalesce(json_agg(json_build_object('object', h.object, 'id', h.id, 'title', h.title, 'subtitle', h.subtitle) order by h.place, h.title), '[]')::text as data
    from (select * from (${sql.join(hits, sql` union all `)}) as every limit ${limit}) as h`);
  return `{"data":${row!.data}}`;
}

function searchable(object: CatalogueObject): boolean {
  if (object.definition.internal || object.definition.childOf) return false;
  return [...object.fields.values()].some((field) => field.definition.search || field.definition.unique);
}

function hitsOf(ctx: Context, object: CatalogueObject, text: string, place: number): Sql {
  const found = sql`select t.id from ${sql.id(object.table)} as t where t.deleted_at is null and ${searchCondition(ctx, object, text, "t")} limit ${LOOKED_AT}`;
  return sql`select ${object.name}::text as object, t.id, ${place}::int as place, ${titleOf(ctx, object, "t")} as title, ${subtitleOf(ctx, object)} as subtitle
    from ${sql.id(object.table)} as t where t.id in (${found}) and ${rowCondition(ctx, object, "t")} limit ${PER_OBJECT}`;
}

/** The first plain text of the list's columns that is not the title: a number, a country. */
function subtitleOf(ctx: Context, object: CatalogueObject): Sql {
  const field = object.definition.list.columns
    .filter((name) => !object.definition.title.slice(0, 1).includes(name))
    .map((name) => object.fields.get(name)!)
    .find(
      (each) =>
        each.source === "own" &&
        each.type.storage === "columns" &&
        !each.target &&
        each.type.name !== "choice" &&
        fieldAccess(ctx.actor, object, each) !== "hidden" &&
        faceOf(each).text,
    );
  return field ? faceOf(field).text!(columnOf("t", field), field.definition) : sql`null::text`;
}
