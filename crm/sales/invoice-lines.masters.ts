/** Makes the customers and products that invoice lines name; those that stand are completed, never overwritten. */
import { sql } from "#model/sql.ts";
import { rowCondition, rowRights } from "#engine/access/record-rights.ts";
import type { Context } from "#engine/context.ts";
import { readValues } from "#engine/query/read.ts";
import { createRecords, updateRecords } from "#engine/records/records.ts";
import { noCounts, type ChunkResult, type Phase, type Reject, type Work } from "#engine/transfer/preset.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { tablesOf } from "./invoice-lines.arrange.ts";

const AT_ONCE = 1000;

interface Master {
  k: string;
  id: string | null;
  first: string;
  /** JSON of what is known of it. */
  values: JsonObject;
}

async function total(ctx: Context, table: string): Promise<number> {
  const [row] = await ctx.db.query(sql<{ last: string | null }>`select max(k)::text as last from ${sql.id(table)}`);
  return Number(row?.last ?? 0);
}

/** Knows again what stands already, set-wise: as far as the person who imports may see it. */
async function recognise(ctx: Context, work: Work): Promise<void> {
  const { parties, products } = tablesOf(work);
  const kind = work.mapping.customerKind;
  const object = ctx.catalogue.object(kind);
  const seen = (name: string, alias: string) =>
    sql`${sql.ref(`${alias}.deleted_at`)} is null and ${rowCondition(ctx, ctx.catalogue.object(name), alias)}`;
  const table = sql.id(object.table);
  const side = sql.id(`${kind}_id`);
  // Who sees all companies need not look whether this one is among them.
  const sideSeen = rowRights(ctx, object).all
    ? sql`true`
    : sql`(c.${side} is null or exists (select 1 from ${table} as s where s.id = c.${side} and ${rowCondition(ctx, object, "s")}))`;
  await ctx.db.query(
    sql`update ${sql.id(products)} as x set id = p.id from products p where x.id is null and p.code_key = x.code collate "und-x-icu" and ${seen("product", "p")}`,
  );
  await ctx.db.query(
    sql`update ${sql.id(parties)} as x set id = coalesce(c.${side}, x.id), customer_id = c.id from customers c where x.customer_id is null and c.number_key = x.key collate "und-x-icu" and ${seen("customer", "c")} and ${sideSeen}`,
  );
  await ctx.db
    .query(sql`update ${sql.id(parties)} as x set id = m.id from (select distinct on (name_key) name_key, id from ${table} as t where ${seen(kind, "t")} order by name_key, id) as m
    where x.id is null and (x.key collate "und-x-icu") = 'name:' || m.name_key`);
  await ctx.db.query(
    sql`update ${sql.id(parties)} as x set customer_id = c.id from customers c where x.customer_id is null and x.id is not null and c.${side} = x.id and ${seen("customer", "c")}`,
  );
}

/** Only what is empty is filled. */
function completion(before: JsonObject | undefined, values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([field, value]) => value !== null && isEmpty(before?.[field])),
  );
}
const isEmpty = (value: Json | undefined): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

interface Made {
  result: ChunkResult;
  ids: { k: string; id: string }[];
}

/** Creates those without an id and completes the others. `always` are fields that a person has confirmed for the file. */
async function pass(
  ctx: Context,
  object: string,
  masters: readonly Master[],
  position: number,
  dry: boolean,
  always: readonly string[],
  mode: string,
): Promise<Made> {
  const counts = noCounts();
  const rejects: Reject[] = [];
  const fresh = mode === "update" ? [] : masters.filter((master) => master.id === null);
  const standing = mode === "create" ? [] : masters.filter((master) => master.id !== null);
  const before = await readValues(
    ctx,
    ctx.catalogue.object(object),
    standing.map((master) => master.id!),
  );
  const patches = standing.flatMap((master) => {
    const now = before.get(master.id!);
    const patch = completion(now, master.values);
    for (const field of always)
      if (master.values[field] !== undefined && now?.[field] !== master.values[field])
        patch[field] = master.values[field];
    return now === undefined || Object.keys(patch).length === 0 ? [] : [{ master, patch }];
  });
  counts.create = fresh.length;
  counts.update = patches.length;
  counts.unchanged = masters.length - fresh.length - patches.length;
  const result: ChunkResult = { position, rows: 0, counts: { [object]: counts }, rejects };
  if (dry) return { result, ids: [] };
  const outcomes = await createRecords(
    ctx,
    object,
    fresh.map((master) => master.values),
    { mode: "collect" },
  );
  const changed = await updateRecords(
    ctx,
    object,
    patches.map(({ master, patch }) => ({ id: master.id!, patch })),
    { mode: "collect" },
  );
  counts.create -= outcomes.filter((outcome) => !outcome.done).length;
  counts.update -= changed.filter((outcome) => !outcome.done).length;
  return {
    result,
    ids: outcomes.flatMap((outcome, index) => (outcome.done ? [{ k: fresh[index]!.k, id: outcome.id }] : [])),
  };
}

async function keepIds(ctx: Context, table: string, ids: readonly { k: string; id: string }[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db.query(
    sql`update ${sql.id(table)} as x set id = r.id from json_to_recordset(${JSON.stringify(ids)}::json) as r(k bigint, id uuid) where x.k = r.k`,
  );
}

async function mastersAt<R extends { k: string; id: string | null; first: string }>(
  ctx: Context,
  table: string,
  columns: ReturnType<typeof sql>,
  position: number,
  valuesOf: (row: R) => JsonObject,
): Promise<Master[]> {
  const rows = await ctx.db.query(
    sql<R>`select k::text as k, id, first::text as first, ${columns} from ${sql.id(table)} as x where x.k > ${position} order by x.k limit ${AT_ONCE}`,
  );
  return rows.map((row) => ({ k: row.k, id: row.id, first: row.first, values: valuesOf(row) }));
}

interface PartyRow {
  k: string;
  id: string | null;
  first: string;
  number: string | null;
  country: string | null;
  party: string | null;
}

export function partyPhase(work: Work): Phase {
  const { parties } = tablesOf(work);
  const object = work.mapping.customerKind;
  return {
    name: "customers",
    total: (ctx) => total(ctx, parties),
    async chunk(ctx, position, dry) {
      await recognise(ctx, work);
      const masters = await mastersAt<PartyRow>(
        ctx,
        parties,
        sql`number, country, party::text as party`,
        position,
        (row) => {
          const known = row.party === null ? {} : (JSON.parse(row.party) as JsonObject);
          const address =
            row.country === null
              ? {}
              : { address: { ...(known["address"] as JsonObject | undefined), country: row.country } };
          return { ...(row.number === null ? {} : { number: row.number }), ...known, ...address };
        },
      );
      const { result, ids } = await pass(
        ctx,
        object,
        masters,
        Number(masters.at(-1)?.k ?? position + AT_ONCE),
        dry,
        [],
        work.mapping.mode,
      );
      await keepIds(ctx, parties, ids);
      if (!dry) await recognise(ctx, work);
      return result;
    },
  };
}

interface ProductRow {
  k: string;
  id: string | null;
  first: string;
  code: string;
  name: string | null;
  product: string | null;
}

export function productPhase(work: Work): Phase {
  const { products } = tablesOf(work);
  const fees = new Set(work.mapping.fees.filter((fee) => fee.fee).map((fee) => fee.code));
  return {
    name: "products",
    total: (ctx) => total(ctx, products),
    async chunk(ctx, position, dry) {
      await recognise(ctx, work);
      const masters = await mastersAt<ProductRow>(
        ctx,
        products,
        sql`code, name, product::text as product`,
        position,
        (row) => {
          const known = row.product === null ? {} : (JSON.parse(row.product) as JsonObject);
          return {
            code: row.code,
            ...(row.name === null ? {} : { name: row.name.slice(0, 500) }),
            ...known,
            ...(fees.has(row.code) ? { kind: "fee" } : {}),
          };
        },
      );
      const { result, ids } = await pass(
        ctx,
        "product",
        masters,
        Number(masters.at(-1)?.k ?? position + AT_ONCE),
        dry,
        ["kind"],
        work.mapping.mode,
      );
      await keepIds(ctx, products, ids);
      return result;
    },
  };
}

/** After a crash the staged tables are made anew: they learn again what the run has made. */
export { recognise };
