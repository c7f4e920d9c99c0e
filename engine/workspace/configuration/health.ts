/** How the company's own fields are faring: how many records have a value, what names them, and which two seem to mean the same. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { fold } from "#model/folding.ts";
import { isCustomName } from "#model/naming.ts";
import { nameKeys } from "#model/name-key/name-key.ts";
import type { Context } from "../../context.ts";
import { faceOf } from "../../query/columns.ts";
import { linkTable } from "../../schema/desired.ts";
import { isAbout } from "../custom/definitions.ts";
import { readSaid, usesAmong } from "./uses.ts";

export interface FieldHealth {
  object: string;
  field: string;
  /** Records there are, living ones where they were counted. */
  records: number;
  /** Share of records with a value, 0 to 1; null where nobody knows yet. */
  filled: number | null;
  /** Counted; otherwise from what PostgreSQL last learnt of the table. */
  exact: boolean;
  /** Views, rules, formulas, hooks … that name it. What programs ask for is not known. */
  uses: number;
}

export interface AlikeFields {
  object: string;
  fields: [string, string];
  /** Of the records looked at that have a value in both, how many have the same one. */
  both: number;
  same: number;
}

export interface Health {
  fields: FieldHealth[];
  alike: AlikeFields[];
}

/** Tables up to this size are counted, and of larger ones so many records are looked at. */
const FEW = 10_000;

/** Costs no more with a million records than with `few`. */
export async function readHealth(ctx: Context, few = FEW): Promise<Health> {
  const said = await readSaid(ctx);
  const objects = [...ctx.catalogue.objects.values()].filter((object) => ownFields(object).length > 0);
  const sizes = await sizesOf(ctx, objects);
  const health: Health = { fields: [], alike: [] };
  for (const object of objects) {
    const size = sizes.get(object.table) ?? 0;
    const counts = size <= few ? await counted(ctx, object) : await estimated(ctx, object, size);
    for (const field of ownFields(object))
      health.fields.push({
        object: object.name,
        field: field.name,
        ...counts(field),
        uses: usesAmong(ctx, said, { object: object.name, field: field.name }).length,
      });
    health.alike.push(...(await alikeOf(ctx, object)));
  }
  return health;
}

const ownFields = (object: CatalogueObject): CatalogueField[] =>
  [...object.fields.values()].filter(
    (field) =>
      field.source === "own" &&
      isCustomName(field.name) &&
      hasColumns(field) &&
      !isAbout(object.definition, field.name, field.target),
  );

/** What is worked out has no value of its own. */
const hasColumns = (field: CatalogueField): boolean =>
  field.type.storage === "links" || (field.type.storage === "columns" && suffixesOf(field).length > 0);

const suffixesOf = (field: CatalogueField): string[] =>
  field.type.storage === "columns" ? Object.keys(faceOf(field).columns(field.definition)) : [];

const columnOf = (field: CatalogueField): string => `${field.column}${suffixesOf(field)[0] ?? ""}`;

/** As PostgreSQL reckons; a table that it never looked at is small. */
async function sizesOf(ctx: Context, objects: readonly CatalogueObject[]): Promise<Map<string, number>> {
  const tables = objects.map((object) => object.table);
  const rows = await ctx.db.query(sql<{ table: string; size: number }>`
    select relname as table, reltuples::float8 as size from pg_class
    where relnamespace = current_schema()::regnamespace and relname = any(${tables})`);
  return new Map(rows.map((row) => [row.table, row.size]));
}

type Counts = (field: CatalogueField) => Pick<FieldHealth, "records" | "filled" | "exact">;

/** One statement for all fields of the object. */
async function counted(ctx: Context, object: CatalogueObject): Promise<Counts> {
  const parts = ownFields(object).map((field) =>
    field.type.storage === "links"
      ? sql`count(*) filter (where exists (select 1 from ${sql.id(linkTable(object, field))} as l where l.from_id = t.id))::int as ${sql.id(field.name)}`
      : sql`count(${sql.ref(`t.${columnOf(field)}`)})::int as ${sql.id(field.name)}`,
  );
  const [row] = await ctx.db.query(sql<{ counts: string }>`
    select to_json(r)::text as counts from (select count(*)::int as id, ${sql.join(parts)}
      from (select * from ${sql.id(object.table)} where deleted_at is null limit ${FEW}) as t) as r`);
  const counts = JSON.parse(row!.counts) as Record<string, number>;
  const records = counts["id"]!;
  return ({ name }) => ({ records, filled: records === 0 ? null : counts[name]! / records, exact: true });
}

/** What the planner knows; nothing is read. */
async function estimated(ctx: Context, object: CatalogueObject, size: number): Promise<Counts> {
  const rows = await ctx.db.query(sql<{ column: string; empty: number }>`
    select attname as column, null_frac::float8 as empty from pg_stats
    where schemaname = current_schema() and tablename = ${object.table}`);
  const empty = new Map(rows.map((row) => [row.column, row.empty]));
  return (field) => {
    const share = empty.get(columnOf(field));
    return { records: Math.round(size), filled: share === undefined ? null : 1 - share, exact: false };
  };
}

/** Fields of one kind whose names or words are the same, or sound so; their values decide. */
async function alikeOf(ctx: Context, object: CatalogueObject): Promise<AlikeFields[]> {
  const all = [...object.fields.values()].filter(
    (field) =>
      (field.source === "own" || field.source === "owner") && field.type.storage === "columns" && hasColumns(field),
  );
  const pairs = all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => (meanTheSame(one, other) ? [[one, other] as const] : [])),
  );
  if (pairs.length === 0) return [];
  const parts = pairs.flatMap(([one, other], index) => {
    const [a, b] = [one, other].map((field) => sql`${sql.ref(`t.${columnOf(field)}`)}::text`);
    return [
      sql`count(*) filter (where ${a!} is not null and ${b!} is not null)::int as ${sql.id(`both${index}`)}`,
      sql`count(*) filter (where lower(${a!}) = lower(${b!}))::int as ${sql.id(`same${index}`)}`,
    ];
  });
  const [row] = await ctx.db.query(sql<{ counts: string }>`
    select to_json(r)::text as counts from (select ${sql.join(parts)}
      from (select * from ${sql.id(object.table)} where deleted_at is null limit ${FEW}) as t) as r`);
  const counts = JSON.parse(row!.counts) as Record<string, number>;
  return pairs.map(([one, other], index) => ({
    object: object.name,
    fields: [one.name, other.name],
    both: counts[`both${index}`]!,
    same: counts[`same${index}`]!,
  }));
}

function meanTheSame(one: CatalogueField, other: CatalogueField): boolean {
  if (!isCustomName(one.name) && !isCustomName(other.name)) return false;
  if (one.definition.type !== other.definition.type || one.target !== other.target) return false;
  const said = wordsOf(one);
  return [...wordsOf(other)].some((word) => said.has(word));
}

/** Its names and words, folded and as they sound, without marks and numbers: `x_mobileNo2` → `mobileno`. */
function wordsOf(field: CatalogueField): Set<string> {
  const said = [field.name.replace(/^x_/, ""), ...Object.values(field.definition.label ?? {})];
  const plain = said.map((text) => fold(text).replace(/[\d\s._-]+/g, "")).filter((text) => text.length > 1);
  return new Set([...plain, ...plain.flatMap((text) => nameKeys(text)).filter((key) => key.length > 2)]);
}
