/** Search over every object at once: the best hits that the viewer may see, ranked by how near they are. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { fieldAccess, scopeOf } from "../access/rights.ts";
import { rowCondition, rowRights } from "../access/record-rights.ts";
import { prepared } from "../database/statement.ts";
import { columnOf } from "../query/column-of.ts";
import { faceOf } from "../query/columns.ts";
import { SOME_ROWS } from "../schema/desired.ts";
import { remembered } from "../query/remembered.ts";
import { titleOf } from "../query/title.ts";
import { withCommon } from "./frequent-words.ts";
import { marksOf, rightsQuery, searchCondition, titleBegins, titleField, titleKey, vectorOf } from "./condition.ts";
import { isSearchable } from "./lexemes.ts";
import { filledIn, late } from "./late.ts";
import { formOf, queryOf, readSearch, withoutPhones, type Nearness, type SearchText } from "./terms.ts";
import { widened } from "./widen.ts";

/** How a hit was found; the nearer stands first. */
export const MATCHED = ["title", "begins", "words", "prefix", "sounds", "alike"] as const;

/** Where fewer are found, words much like those typed are looked for too. */
const WANTED = 5;
/** Hits of one kind looked at per object, before they are ranked. */
const RANKED = 100;
/** How far is looked: titles that begin so, then whole words, then beginnings and sounds: among some rows, then among all. */
const REACHES = 4;
const AMONG_SOME = 3;
/** Rows looked at per object for rights that no index serves. */
const LOOKED_AT = 5000;

/** @returns `{ "data": [{ object, id, title, subtitle, beside, matched }] }` as text, the nearest first, newest first among equals. */
export async function search(ctx: Context, text: string, limit = 20): Promise<string> {
  const words = readSearch(text, ctx.workspace.settings);
  const objects = [...ctx.catalogue.objects.values()].filter(
    (object) =>
      isSearchable(object) &&
      !object.definition.internal &&
      scopeOf(ctx.actor, object, "read") !== "none" &&
      marksOf(ctx, object) !== undefined,
  );
  if ((words.terms.length === 0 && words.phones.length === 0) || objects.length === 0) return `{"data":[]}`;
  const run = async (wanted: SearchText, reach: number) => {
    const statement = remembered(ctx, ["search", formOf(wanted), limit, reach], () =>
      prepared(hitsStatement(ctx, objects, wanted, limit, reach)),
    );
    return (await ctx.db.query<{ data: string; count: number }>(filledIn(statement, wanted)))[0]!;
  };
  // What is nearer stands first, so where the near ones fill the answer nobody looks further: common words are the dear ones.
  let found = { data: "[]", count: 0 };
  const look = async (wanted: SearchText, from: number) => {
    for (let reach = from; reach <= REACHES && (reach === from || found.count < limit); reach += 1) {
      // Digits are of one record or of few: among some rows there are none.
      if (reach === AMONG_SOME && wanted.phones.length > 0) continue;
      const asked = reach < REACHES ? wanted : await withCommon(ctx, objects, wanted);
      found = await run(asked, reach);
    }
  };
  await look(words, 1);
  if (found.count < Math.min(WANTED, limit)) {
    const wider = await widened(ctx, words);
    if (wider) await look(wider, AMONG_SOME);
  }
  return `{"data":${found.data}}`;
}

function hitsStatement(
  ctx: Context,
  objects: readonly CatalogueObject[],
  words: SearchText,
  limit: number,
  reach: number,
): Sql {
  const found = objects.flatMap((object, place) => foundIn(ctx, object, place, words, reach));
  if (found.length === 0) return sql`select '[]'::text as data, 0 as count`;
  const told = objects.map(
    (
      object,
      place,
    ) => sql`select h.rank, h.id, ${object.name}::text as object, ${titleOf(ctx, object, "t")} as title, ${subtitleOf(ctx, object)}
      from hits as h join ${sql.id(object.table)} as t on t.id = h.id where h.place = ${place}`,
  );
  const all = (parts: readonly Sql[]) =>
    sql.join(
      parts.map((part) => sql`(${part})`),
      sql` union all `,
    );
  return sql`with hits as materialized (
      select place, id, min(rank) as rank from (${all(found)}) as f group by place, id order by min(rank), id desc limit ${limit})
    select coalesce(json_agg(json_build_object('object', object, 'id', id, 'title', title, 'subtitle', subtitle, 'beside', beside,
      'matched', (${[...MATCHED]}::text[])[rank + 1]) order by rank, id desc), '[]')::text as data, count(*)::int as count
    from (${all(told)}) as h`;
}

const furthest = (words: SearchText): Nearness => (words.alike ? "alike" : "sounds");

/** Candidates of one object: by title, by whole words, by their beginnings and sounds; each bounded. */
function foundIn(ctx: Context, object: CatalogueObject, place: number, words: SearchText, reach: number): Sql[] {
  const rank = rankOf(ctx, object, words);
  const table = sql`${sql.id(object.table)} as t`;
  const told = sql`select ${place}::int as place, t.id, ${rank} as rank`;
  const within = withinRights(ctx, object);
  const rows = (condition: Sql) => {
    const living = sql`t.deleted_at is null and ${condition}`;
    if (within) return sql`${told} from ${table} where ${living} and ${within} limit ${RANKED}`;
    const looked = sql`select * from ${table} where ${living} limit ${LOOKED_AT}`;
    return sql`${told} from (${looked}) as t where ${rowCondition(ctx, object, "t")} limit ${RANKED}`;
  };
  const near = (nearness: Nearness) => searchCondition(ctx, object, words, "t", nearness, late);
  // Phone numbers are compared alike at every reach, so the nearest has found them.
  const further = () =>
    searchCondition(ctx, object, withoutPhones(words), "t", furthest(words), (make) =>
      late((typed) => make(withoutPhones(typed))),
    );
  const some = reach === AMONG_SOME ? sql` and ${sql.raw(SOME_ROWS("t.id"))}` : sql``;
  const title = titleBegins(ctx, object, "t", late);
  return [
    ...(title ? [rows(title)] : []),
    ...(reach > 1 ? [rows(near("exact"))] : []),
    ...(reach >= AMONG_SOME ? [rows(sql`${further()}${some}`)] : []),
  ];
}

/** The rights as a condition that costs nothing per row: everything, or what the index itself knows; undefined for all others. */
function withinRights(ctx: Context, object: CatalogueObject): Sql | undefined {
  const rights = rowRights(ctx, object);
  if (rights.all) return sql`true`;
  const only = rightsQuery(ctx, object);
  return only === undefined
    ? undefined
    : sql`${vectorOf("t")} @@ ${only}::tsquery and ${rowCondition(ctx, object, "t")}`;
}

/** Place in `MATCHED` of a row that was found. */
function rankOf(ctx: Context, object: CatalogueObject, words: SearchText): Sql {
  const field = titleField(ctx, object);
  const key = field ? titleKey(ctx, field, "t") : undefined;
  const folded = late((typed) => typed.folded);
  const title = key ? sql`when ${key} = ${folded} then 0 when starts_with(${key}, ${folded}) then 1` : sql``;
  const marks = marksOf(ctx, object)!;
  const near = (nearness: Nearness) =>
    sql`ts_match_vq(${vectorOf("t")}, ${late((typed) => queryOf(typed, typed.terms, nearness, marks))}::tsquery)`;
  const further = words.alike ? sql`when ${near("sounds")} then 4 else 5` : sql`else 4`;
  return sql`case ${title} when ${near("exact")} then 2 when ${near("begins")} then 3 ${further} end`;
}

/** The first plain text of the list's columns that is not the title: a number, a country; as text, and as its field's value. */
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
        each.definition.sensitive !== true &&
        fieldAccess(ctx.actor, object, each) !== "hidden" &&
        faceOf(each).text,
    );
  if (!field) return sql`null::text as subtitle, null::json as beside`;
  const text = faceOf(field).text!(columnOf(ctx, "t", field), field.definition);
  const value = faceOf(field).read(columnOf(ctx, "t", field), field.definition);
  return sql`${text} as subtitle, case when ${text} is not null
    then json_build_object('field', ${field.name}::text, 'value', ${value}) end as beside`;
}
