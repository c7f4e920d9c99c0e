/** What is retired, looked at once more before it goes for good: the catalogue as it would be with it, what it holds, what names it. */
import { makeCatalogue, type Catalogue, type CatalogueObject } from "#model/catalogue.ts";
import { plainText, type RecordJson } from "#model/json.ts";
import { isCustomName } from "#model/naming.ts";
import { sql, type Sql } from "#model/sql.ts";
import { fieldTypes } from "#fields/index.ts";
import { assertCapability } from "../../access/rights.ts";
import { differing, type Context } from "../../context.ts";
import { faceOf } from "../../query/columns.ts";
import { readJson } from "../../query/read.ts";
import { linkTable } from "../../schema/desired.ts";
import { readSaid, usesAmong, type Use } from "../configuration/uses.ts";
import { withTypes } from "../record-types/stored-types.ts";
import { withCustom, type CustomField } from "./definitions.ts";
import { productOf, storedRows, type StoredRows } from "./stored.ts";

/** An object, or one of its fields. */
export interface Retired {
  object: string;
  field?: string | undefined;
}

/** Of values and records no more than so many are counted. */
export const MOST_COUNTED = 10_000;

/** What a deletion for good takes with it. */
export interface Deletion {
  object: string;
  field: string | null;
  /** Records with a value, or of the object; those in the trash too. At most `MOST_COUNTED` are counted. */
  records: number;
  /** All of them are counted. */
  exact: boolean;
  /** Of an object: its fields, which go too. */
  fields: number;
  /** Whether its values can be taken out as a file: what is computed has none of its own. */
  holds: boolean;
  /** `blocks`: it must be changed before. */
  uses: (Use & { blocks: boolean })[];
}

/** The same place, where objects and the named fields of one that are retired count as if they were there. @throws Forbidden */
export async function withRetired(ctx: Context, object: string, fields: readonly string[]): Promise<Context> {
  assertCapability(ctx.actor, "settings");
  const catalogue = catalogueWith(ctx, await storedRows(ctx.db), object, fields);
  return differing(ctx, (each) => ({ ...each, catalogue }));
}

function catalogueWith(ctx: Context, rows: StoredRows, object: string, names: readonly string[]): Catalogue {
  const product = productOf(ctx.catalogue);
  const isBack = (field: CustomField) => field.object === object && names.includes(field.name);
  const definitions = withTypes(
    withCustom(
      [...product.objects.values()].map((each) => each.definition),
      rows.objects.map((each) => ({ ...each, retired: false })),
      rows.fields.map((field) => (isBack(field) ? { ...field, retired: false } : field)),
    ),
    rows.types,
  );
  return makeCatalogue(definitions, fieldTypes, product);
}

/** A role's word and what was remembered of files go on saying a name that is no more, and nothing misses it; layouts go on without. */
const HARMLESS = new Set(["role", "import", "pageLayout"]);

/** What would miss each of them, and whether it stands in the way of deleting it. One look for any number. */
export async function usesOfRetired(ctx: Context, all: readonly Retired[]): Promise<Deletion["uses"][]> {
  const rows = await storedRows(ctx.db);
  const said = await readSaid(ctx);
  return all.map(({ object, field }) => {
    const catalogue = catalogueWith(ctx, rows, object, field === undefined ? [] : [field]);
    // Its fields go with an object: what names them has been asked of the object.
    if (!catalogue.objects.has(object)) return [];
    const others = field === undefined ? said.filter(({ values }) => plainText(values["object"]) !== object) : said;
    const uses = usesAmong({ ...ctx, catalogue }, others, { object, field });
    return uses.map((use) => ({ ...use, blocks: !HARMLESS.has(use.object) }));
  });
}

/** @param kind of what is looked at, retired or not. @throws NotFound, Forbidden */
export async function readDeletion(ctx: Context, kind: "customField" | "customObject", id: string): Promise<Deletion> {
  const row = JSON.parse((await readJson(ctx, kind, id, { trash: true })).json) as RecordJson;
  const field = kind === "customField" ? plainText(row["name"]!) : undefined;
  const name = plainText(row[field === undefined ? "name" : "object"]!);
  const { catalogue } = await withRetired(ctx, name, field === undefined ? [] : [field]);
  const object = catalogue.object(name);
  const [uses] = await usesOfRetired(ctx, [{ object: name, field }]);
  const from = rowsOf(object, field);
  const few =
    from && sql<{ count: number }>`select count(*)::int as count from (select 1 ${from} limit ${MOST_COUNTED}) as few`;
  const records = few ? (await ctx.db.query(few))[0]!.count : 0;
  return {
    object: name,
    field: field ?? null,
    records,
    exact: records < MOST_COUNTED,
    fields: field === undefined ? [...object.fields.keys(), ...object.retired.keys()].filter(isCustomName).length : 0,
    holds: from !== undefined,
    uses: uses!,
  };
}

/** Where its values stand; nowhere for what is computed. */
function rowsOf(object: CatalogueObject, name: string | undefined): Sql | undefined {
  if (name === undefined) return sql`from ${sql.id(object.table)}`;
  const field = object.fields.get(name)!;
  if (field.source === "computed") return undefined;
  if (field.type.storage === "links")
    return sql`from (select distinct from_id from ${sql.id(linkTable(object, field))}) as l`;
  const [suffix = ""] = Object.keys(faceOf(field).columns(field.definition));
  return sql`from ${sql.id(object.table)} where ${sql.id(`${field.column}${suffix}`)} is not null`;
}
