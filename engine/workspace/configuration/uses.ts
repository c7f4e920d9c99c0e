/** What would miss a field, an object, an option or a role that goes: one look over all that is configured, derived from the catalogue. */
import { sql } from "#model/sql.ts";
import { leaves } from "#model/computed.ts";
import { configurationOf, keyOf } from "#model/configuration.ts";
import { plainText, type Json, type JsonObject } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { readValues } from "../../query/read.ts";
import { idsAt, mentionsIn, type Named } from "./mentions.ts";

export interface Use {
  /** `view`, `role`, `customField` …; `import` for what was remembered of files. */
  object: string;
  id: string | null;
  /** Null where it is somebody's own and not shown to others. */
  title: string | null;
  /** Where in it. */
  places: string[];
}

/** Its words say nothing of others. */
const WORDS = new Set(["label", "help", "name", "description", "title", "icon", "id", "version"]);

interface Said {
  object: string;
  id: string | null;
  title: string | null;
  values: JsonObject;
}

/** All that is configured, read once for any number of questions. */
export async function readSaid(ctx: Context): Promise<Said[]> {
  const all: Said[] = [];
  for (const object of ctx.catalogue.objects.values()) {
    const said = configurationOf(object.definition);
    if (!said) continue;
    const rows = await ctx.db.query(
      sql<{ id: string }>`select id from ${sql.id(object.table)} where deleted_at is null order by id`,
    );
    const ids = rows.map((row) => row.id);
    for (const values of (await readValues(ctx, object, ids)).values()) {
      const open = said.only === undefined || values[said.only.field] === said.only.value;
      const title = open ? keyOf(object, values).at(-1)! : null;
      all.push({ object: object.name, id: open ? values.id : null, title, values });
    }
  }
  const mappings = await ctx.db.query(sql<{ mapping: string }>`select mapping::text as mapping from import_mappings`);
  for (const { mapping } of mappings)
    all.push({ object: "import", id: null, title: null, values: { mapping: JSON.parse(mapping) as Json } });
  return all;
}

/** Everything that names it but itself. Whoever may change the shape hears of all of it. */
export const usesOf = async (ctx: Context, named: Named): Promise<Use[]> => usesAmong(ctx, await readSaid(ctx), named);

/** Everything that names a record by its id, as what is for a role does, but the record itself. */
export async function usesOfRecord(ctx: Context, record: string): Promise<Use[]> {
  return (await readSaid(ctx)).flatMap(({ object, id, title, values: { id: own, ...values } }) => {
    const places = own === record ? [] : idsAt(values, record);
    return places.length > 0 ? [{ object, id, title, places }] : [];
  });
}

export function usesAmong(ctx: Context, all: readonly Said[], named: Named): Use[] {
  return all.flatMap(({ object, id, title, values }) => {
    if (isItself(object, values, named)) return [];
    const places = object === "customField" && reads(ctx, values, named) ? ["settings"] : placesIn(ctx, values, named);
    return places.length > 0 ? [{ object, id, title, places }] : [];
  });
}

function placesIn(ctx: Context, values: JsonObject, named: Named): string[] {
  const said = Object.fromEntries(Object.entries(values).filter(([name]) => !WORDS.has(name)));
  const places = mentionsIn(ctx.catalogue, said, named, plainText(values["object"]) || undefined);
  return [...new Set(places)];
}

/** Is the field reckoned from it? */
function reads(ctx: Context, values: JsonObject, named: Named): boolean {
  const object = ctx.catalogue.objects.get(plainText(values["object"]));
  const computed = object?.fields.get(plainText(values["name"]))?.computed;
  if (!computed || named.option !== undefined) return false;
  for (const { object: of, field } of leaves(computed))
    if (of.name === named.object && (named.field === undefined || named.field === field.name)) return true;
  return false;
}

/** What is looked for, and of an object its own fields, which go with it. */
function isItself(object: string, values: JsonObject, named: Named): boolean {
  const name = plainText(values["name"]);
  if (object === "customObject") return name === named.object;
  if (object !== "customField" || plainText(values["object"]) !== named.object) return false;
  return named.field === undefined || (name === named.field && named.option === undefined);
}
