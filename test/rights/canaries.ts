/** Values that stand nowhere else, put into one field by the back door, and every address at which they might be read. */
import assert from "node:assert/strict";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { faceOf } from "#engine/query/columns.ts";
import { create } from "#engine/records/records.ts";
import { isSearchable } from "#engine/search/lexemes.ts";
import { rebuildSearch } from "#engine/search/rebuild.job.ts";
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { columnText, type Json } from "#model/json.ts";
import type { Speak } from "#server/http/house.fixtures.ts";

export const OBJECTS = ["company", "contact", "customer", "order"] as const;
export type Ids = Record<(typeof OBJECTS)[number], string>;

/** A company with a contact, and an order of it with lines: enough for every relation to be there. */
export async function plant(speak: Speak): Promise<Ids> {
  const made = async (path: string, body: object): Promise<string> => {
    const answered = await speak("POST", `/api/v1/${path}`, body);
    assert.equal(answered.status, 201, answered.text);
    return answered.body.id as string;
  };
  const parent = await made("companies", { name: "Parent" });
  const company = await made("companies", { name: "Planted", parent });
  const contact = await made("contacts", { name: "Person", company });
  const customer = (
    await speak("GET", `/api/v1/customers?filter=${json({ field: "company", op: "eq", value: company })}`)
  ).body.data[0].id as string;
  const sale = { customer, contact, lines: [{ description: "line", quantity: "1", unitPrice: "3" }] };
  const original = await made("orders", sale);
  return { company, contact, customer, order: await made("orders", { ...sale, kind: "return", original }) };
}

/** Formulas that say every value there is, of the own record and of those it points at: what is hidden must not come out of them. */
export async function mirror(ctx: Context): Promise<void> {
  for (const name of OBJECTS) {
    const object = ctx.catalogue.object(name);
    if (object.definition.written === "own") continue;
    const said = (fields: Iterable<CatalogueField>, path = ""): string[] =>
      [...fields].filter((field) => field.type.formula).map((field) => `${path}${field.name}`);
    const around = [...object.fields.values()].flatMap((field) =>
      field.target &&
      field.source === "own" &&
      field.type.storage === "columns" &&
      tells(ctx.catalogue.object(field.target))
        ? said(ctx.catalogue.object(field.target).fields.values(), `${field.name}.`)
        : [],
    );
    const expressions = { mirror: said(object.fields.values()), around };
    for (const [word, parts] of Object.entries(expressions))
      if (parts.length > 0)
        await create(ctx, "customField", {
          object: name,
          name: word,
          type: "formula",
          label: { en: word },
          settings: { expression: `concat(${parts.join(", ")})` },
        });
  }
}

export const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

export interface Canary {
  /** What must not be read anywhere. */
  text: string;
  remove(): Promise<void>;
}

/** Puts a value that stands nowhere else into the field, in its row, its keys and its history, by the back door. */
export async function hideCanary(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  id: string,
): Promise<Canary | undefined> {
  const plan = planted(field);
  if (!plan) return undefined;
  const table = field.source === "statistics" ? object.statisticsTable! : object.table;
  const columns = field.type.toColumns(plan.value, field.definition);
  const casts = faceOf(field).columns(field.definition);
  const names = Object.keys(casts);
  const former = await ctx.db.query<Record<string, unknown>>(
    sql`select ${sql.join(names.map((suffix) => sql`${sql.id(`${field.column}${suffix}`)}::text as ${sql.id(`c${suffix}`)}`))} from ${sql.id(table)} where id = ${id}::uuid`,
  );
  const put = (valueOf: (suffix: string) => unknown) =>
    ctx.db.query(
      sql`update ${sql.id(table)} set ${sql.join(names.map((suffix) => sql`${sql.id(`${field.column}${suffix}`)} = ${valueOf(suffix)}::text::${sql.raw(casts[suffix]!.cast)}`))} where id = ${id}::uuid`,
    );
  const asText = (value: unknown) => (value === null || value === undefined ? null : columnText(value as Json));
  await put((suffix) => asText(columns[suffix]));
  const keys = field.type.keys?.(plan.value, field.definition) ?? [];
  for (const { kind, key } of keys)
    await ctx.db.query(
      sql`insert into record_keys (object, kind, key, record_id, field) values (${object.name}, ${kind}, ${key}, ${id}::uuid, ${field.name})`,
    );
  if (isSearchable(object)) await rebuildSearch(ctx, object, [id]);
  const told = await ctx.db.query<{ id: string; after: string }>(
    sql`select id, after::text as after from events where record_id = ${id}::uuid and type = 'created'`,
  );
  await ctx.db.query(
    sql`update events set after = jsonb_set(after, array[${field.name}::text], ${JSON.stringify(plan.value)}::jsonb) where record_id = ${id}::uuid and type = 'created'`,
  );
  return {
    text: plan.text,
    remove: async () => {
      await put((suffix) => former[0]![`c${suffix}`]);
      for (const event of told)
        await ctx.db.query(sql`update events set after = ${event.after}::jsonb where id = ${event.id}::uuid`);
      await ctx.db.query(
        sql`delete from record_keys where record_id = ${id}::uuid and field = ${field.name} and key = any(${keys.map(({ key }) => key)})`,
      );
      if (isSearchable(object)) await rebuildSearch(ctx, object, [id]);
    },
  };
}

/** A value of the field's type that can be told from all others, and how it reads; none for types with few values. */
function planted(field: CatalogueField): { value: never; text: string } | undefined {
  const as = (value: unknown, text: string) => ({ value: value as never, text });
  switch (field.type.name) {
    case "text":
      return (field.definition["maxLength"] as number | undefined) === 2
        ? as("QZ", "QZ")
        : (field.definition["maxLength"] as number | undefined) === 3
          ? as("QZX", "QZX")
          : as("canaryvalue", "canaryvalue");
    case "longText":
    case "externalId":
      return as("canaryvalue", "canaryvalue");
    case "url":
      return as("https://canaryvalue.example", "canaryvalue");
    case "emails":
      return as([{ value: "canaryvalue@example.com" }], "canaryvalue");
    case "phones":
      return as([{ value: "+923331239877" }], "3331239877");
    case "personName":
      return as({ full: "canaryvalue" }, "canaryvalue");
    case "address":
      return as({ city: "canaryvalue" }, "canaryvalue");
    case "number":
    case "percent":
      return as("987123.4", "987123.4");
    case "integer":
      return as(9871234, "9871234");
    case "money":
      return as({ amount: "987123.45", currency: "PKR" }, "987123.45");
    case "date":
      return as("2187-06-05", "2187-06-05");
    case "datetime":
      return as("2187-06-05T04:03:02.001Z", "2187-06-05");
    default:
      return undefined;
  }
}

/** Every address that reads and could tell of the planted records, from the route table, with ids and parameters filled in. */
export function channels(
  paths: readonly string[],
  ids: Ids,
  catalogue: Catalogue,
  canary: string,
  hidden: Record<string, string[]>,
): string[] {
  return paths.flatMap((path) => {
    const object = catalogue.byPath(path.split("/")[3]!);
    if (path.includes(":object") || (object && !tells(object))) return [];
    const at = path.replace(":id", (object && ids[object.name as keyof Ids]) ?? ":id");
    if (at.includes("/:")) return [];
    if (path.endsWith("/aggregate")) return groupings(object!).map((group) => `${at}?measures=count&groupBy=${group}`);
    if (path.endsWith("/search")) return [`${at}?q=${canary}`];
    const whole = object && [`/${object.path}`, `/${object.path}/:id`].some((end) => path.endsWith(end));
    if (!whole) return [at];
    const include = `${at}?include=${related(object)
      .filter((name) => !hidden[object.name]?.includes(name))
      .join(",")}`;
    return path.endsWith(":id") ? [at, include] : [include, `${at}?q=${canary}`];
  });
}

const related = (object: CatalogueObject): string[] =>
  [...object.fields.values()].filter((field) => field.target).map((field) => field.name);

/** One of the planted objects, or one that points at them. */
const tells = (object: CatalogueObject): boolean =>
  [object.name, ...[...object.fields.values()].map((field) => field.target)].some((name) =>
    (OBJECTS as readonly unknown[]).includes(name),
  );

const groupings = (object: CatalogueObject): string[] =>
  [...object.fields.values()]
    .filter((field) => (OBJECTS as readonly unknown[]).includes(field.target) && field.type.storage === "columns")
    .map((field) => field.name);
