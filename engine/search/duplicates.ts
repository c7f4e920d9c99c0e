/** Records that may be the same as one that is about to be made: the same e-mail, phone or number, or the same name in any script. */
import { sql, type Sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { words } from "#model/folding.ts";
import type { RecordKey } from "#model/field.ts";
import type { JsonObject } from "#model/json.ts";
import { rowCondition } from "../access/record-rights.ts";
import { assertMay, fieldAccess } from "../access/rights.ts";
import type { Context } from "../context.ts";
import { prepared } from "../database/statement.ts";
import { titleOf } from "../query/title.ts";
import { marksOf, vectorOf } from "./condition.ts";
import { keyedFields } from "./lexemes.ts";
import { queryOf, readSearch } from "./terms.ts";

const MOST = 5;
/** Same names looked at: of a very common one these are enough to say that there are some. */
const LOOKED_AT = 200;

interface Read {
  field: CatalogueField;
  title: boolean;
  keys: RecordKey[];
  /** As it was typed. */
  written: string;
}

/**
 * The likeliest first, at most five, within the actor's rights; nothing is said by fields that are hidden from them. Values are
 * as they were typed: those that cannot be read are left out.
 * @returns `{ "data": [{ id, title, fields }] }` as text: `fields` names those that are the same. One statement.
 */
export async function possibleDuplicates(ctx: Context, objectName: string, values: JsonObject): Promise<string> {
  const object = ctx.catalogue.object(objectName);
  assertMay(ctx.actor, object, "read");
  const read = readKeys(ctx, object, values);
  const found = [...byKeys(object, read), ...byName(ctx, object, values, read)];
  if (found.length === 0) return `{"data":[]}`;
  const [row] = await ctx.db.query<{ data: string }>(
    prepared(sql`
    select coalesce(json_agg(json_build_object('id', d.id, 'title', d.title, 'fields', d.fields) order by d.weight desc, d.id desc), '[]')::text as data
    from (select t.id, ${titleOf(ctx, object, "t")} as title, f.fields, f.weight from
        (select id, json_agg(distinct field) as fields, count(distinct field) + bool_or(certain)::int * 10 as weight from (${sql.join(found, sql` union all `)}) as each group by id) as f
      join ${sql.id(object.table)} as t on t.id = f.id
      where t.deleted_at is null and ${rowCondition(ctx, object, "t")} order by f.weight desc, t.id desc limit ${MOST}) as d`),
  );
  return `{"data":${row!.data}}`;
}

function readKeys(ctx: Context, object: CatalogueObject, values: JsonObject): Read[] {
  return keyedFields(object).flatMap(({ field, title }) => {
    const value = values[field.name] ?? null;
    if (value === null || value === "" || fieldAccess(ctx.actor, object, field) === "hidden") return [];
    const parsed = field.type.parse(value, field.definition, ctx.workspace.settings);
    if ("issue" in parsed || parsed.value === null) return [];
    const { value: read } = parsed;
    const keys = field.type.keys!(read, field.definition);
    return [{ field, title, keys, written: field.type.toText(read, field.definition) }];
  });
}

/** What identifies: one range of the index of keys for all. */
function byKeys(object: CatalogueObject, read: readonly Read[]): Sql[] {
  const keys = read.flatMap(({ field, keys: all }) =>
    all.filter(({ kind }) => kind !== "word" && kind !== "name").map(({ key }) => ({ key, field: field.name })),
  );
  if (keys.length === 0) return [];
  return [
    sql`(select k.record_id as id, k.field, true as certain from record_keys as k
      where k.object = ${object.name} and (k.key, k.field) in (select * from unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ field }) => field)}::text[]))
      limit ${LOOKED_AT})`,
  ];
}

/** All words of the name that it is called by, each as it is written or as it sounds, and no word more. */
function byName(ctx: Context, object: CatalogueObject, values: JsonObject, read: readonly Read[]): Sql[] {
  const name = read.find(
    ({ field, keys }) =>
      field.name === object.definition.title[0] && keys.some(({ kind }) => kind === "name" || kind === "word"),
  );
  const marks = marksOf(ctx, object);
  if (!name || marks === undefined) return [];
  const parts = [...new Set(name.keys.filter(({ kind }) => kind === "name" || kind === "word").map(({ key }) => key))];
  const search = readSearch(name.written, ctx.workspace.settings);
  // A search reads a few words only; a longer name is told by its first ones.
  const query = queryOf({ ...search, phones: [] }, search.terms, "whole", marks);
  if (search.terms.length === 0) return [];
  const title = titleOf(ctx, object, "t");
  return [
    sql`(select t.id, ${name.field.name}::text as field, false as certain from ${sql.id(object.table)} as t
      where t.deleted_at is null and ${vectorOf("t")} @@ ${query}::tsquery
        and cardinality(regexp_split_to_array(trim(${title}), '\\s+')) between ${words(parts.join(" ")).length - 1}::int and ${words(parts.join(" ")).length + 1}::int
        and ${rowCondition(ctx, object, "t")} limit ${LOOKED_AT})`,
  ];
}
