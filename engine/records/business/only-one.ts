/** Values that a company wants only once among the records that meet a condition; writers of the same values wait for each other. */
import { createHash } from "node:crypto";
import { sql, type Sql } from "#model/sql.ts";
import { concerns, type BusinessRule } from "#model/business-rule.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { columnText } from "#model/json.ts";
import type { Judged } from "#model/matches.ts";
import { applies, isUnfilled } from "#model/rule-judging.ts";
import type { Context } from "../../context.ts";
import { reading } from "../../database/statement.ts";
import { columnOf } from "../../query/column-of.ts";
import { faceOf, sortSuffixOf } from "../../query/columns.ts";
import { FilterCompiler } from "../../query/filter-compiler.ts";
import type { Change } from "../change.ts";
import { judgingOf } from "./judging.ts";

/** A record with the values that must be its own. */
interface Claim {
  change: Change;
  key: string[];
}

/** What PostgreSQL makes of a claim's values: `100` and `100.00` are the same, and so is one time however it is written. */
interface Alike {
  /** The first claim of the set with the same values. */
  first: number;
  /** The same for the same values, in every transaction. */
  lock: string;
}

/** Sets larger than this lock the rule as a whole: a lock for each of their values would fill PostgreSQL's table of locks. */
const FEW = 50;

/**
 * The changes that would give a record what another has. The locks are held to the end of the transaction and taken before
 * looking, so that of two writers the second sees what the first has written.
 */
export async function takenBy(
  ctx: Context,
  object: CatalogueObject,
  rule: BusinessRule,
  proposals: readonly { change: Change; after: Judged; changed(field: string): boolean }[],
): Promise<Change[]> {
  const fields = rule.fields.map((name) => object.fields.get(name)!);
  const claims = proposals
    .filter(
      ({ change, after, changed }) =>
        (change.kind !== "update" || [...concerns(rule)].some(changed)) &&
        rule.fields.every((name) => !isUnfilled(after[name])) &&
        applies(judgingOf(ctx), object, rule, after),
    )
    .flatMap(({ change, after }): Claim[] => {
      const key = fields.map((field) => keyOf(field, after));
      return key.every((part) => part !== null) ? [{ change, key }] : [];
    });
  if (claims.length === 0) return [];
  const claimed = claimedBy(fields, claims);
  const alike = await toldApart(ctx, rule, claimed);
  await waitForOthers(ctx, rule, alike);
  const holders = await holdersOf(ctx, object, rule, fields, claimed);
  const within = new Map<number, string>();
  return claims.flatMap(({ change }, place) => {
    const { first } = alike[place]!;
    const others = [...(holders.get(place) ?? []), within.get(first) ?? change.id];
    if (others.some((id) => id !== change.id)) return [change];
    within.set(first, change.id);
    return [];
  });
}

/** The claims as rows `c` of values, `key0` and on, with their place in the set, from 1. */
interface Claimed {
  keys: Sql[];
  rows: Sql;
}

function claimedBy(fields: readonly CatalogueField[], claims: readonly Claim[]): Claimed {
  const lists = fields.map((field, place) => {
    const cast = faceOf(field).columns(field.definition)[suffixOf(field)]!.cast;
    return sql`${claims.map(({ key }) => key[place]!)}::${sql.raw(cast)}[]`;
  });
  const names = fields.map((_field, place) => `key${place}`);
  return {
    keys: names.map((name) => sql.ref(`c.${name}`)),
    rows: sql`unnest(${sql.join(lists)}) with ordinality as c(${sql.join(names.map((name) => sql.id(name)))}, place)`,
  };
}

function toldApart(ctx: Context, { id }: BusinessRule, { keys, rows }: Claimed): Promise<Alike[]> {
  return ctx.db.query<Alike>(
    reading(sql`
    select (min(c.place) over (partition by ${sql.join(keys)}))::int - 1 as first,
      hash_record_extended(row(${sql.join(keys)}), ${lockOf(id)}::bigint)::text as lock
    from ${rows} order by c.place`),
  );
}

async function waitForOthers(ctx: Context, { id }: BusinessRule, alike: readonly Alike[]): Promise<void> {
  const whole = lockOf(id);
  if (alike.length > FEW) {
    await ctx.db.query(sql`select pg_advisory_xact_lock(${whole}::bigint)`);
    return;
  }
  // In one order, so that two writers never wait for each other in a ring.
  const keys = [...new Set(alike.map(({ lock }) => lock))].toSorted();
  await ctx.db.query(sql`select pg_advisory_xact_lock_shared(${whole}::bigint)`);
  for (const key of keys) await ctx.db.query(sql`select pg_advisory_xact_lock(${key}::bigint)`);
}

/** 64 bits of a digest; where two meet by chance, one waits a little. */
const lockOf = (text: string): string => createHash("sha256").update(text).digest().readBigInt64BE().toString();

const suffixOf = (field: CatalogueField): string => (field.target ? "_id" : sortSuffixOf(field));

/** The value that is compared; null where there is none, as of an amount without a rate: such are like no other. */
function keyOf(field: CatalogueField, record: Judged): string | null {
  const value = record[field.name] ?? null;
  const compared = field.target ? value : (field.type.toColumns(value, field.definition)[suffixOf(field)] ?? null);
  return compared === null ? null : columnText(compared);
}

/** Who has the values of each claim now, of the living that the rule is about. */
async function holdersOf(
  ctx: Context,
  object: CatalogueObject,
  rule: BusinessRule,
  fields: readonly CatalogueField[],
  { keys, rows }: Claimed,
): Promise<Map<number, string[]>> {
  const columns = fields.map((field) => columnOf(ctx, "t", field)(suffixOf(field)));
  const among = rule.when ? new FilterCompiler(ctx, undefined, "t").compile(object, rule.when, "t") : sql`true`;
  const found = await ctx.db.query<{ id: string; claim: number }>(
    reading(sql`
    select t.id, c.place::int - 1 as claim from ${rows} join ${sql.id(object.table)} as t
      on (${sql.join(columns)}) = (${sql.join(keys)})
    where t.deleted_at is null and ${among}`),
  );
  const byClaim = Map.groupBy(found, ({ claim }) => claim);
  return new Map([...byClaim].map(([claim, held]) => [claim, held.map(({ id }) => id)]));
}
