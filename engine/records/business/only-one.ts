/** Values that a company wants only once among the records that meet a condition; writers of the same values wait for each other. */
import { createHash } from "node:crypto";
import { sql } from "#model/sql.ts";
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
    .map(({ change, after }): Claim => ({ change, key: fields.map((field) => keyOf(field, after)) }));
  if (claims.length === 0) return [];
  await waitForOthers(ctx, rule, claims);
  const holder = await holders(ctx, object, rule, fields, claims);
  return claims.flatMap(({ change, key }) => {
    const name = JSON.stringify(key);
    const holds = holder.get(name);
    if (holds !== undefined && holds.some((id) => id !== change.id)) return [change];
    holder.set(name, [change.id]);
    return [];
  });
}

async function waitForOthers(ctx: Context, { id }: BusinessRule, claims: readonly Claim[]): Promise<void> {
  const whole = lockOf(id);
  if (claims.length > FEW) {
    await ctx.db.query(sql`select pg_advisory_xact_lock(${whole}::bigint)`);
    return;
  }
  // In one order, so that two writers never wait for each other in a ring.
  const keys = [...new Set(claims.map(({ key }) => lockOf(`${id} ${JSON.stringify(key)}`)))].toSorted();
  await ctx.db.query(sql`select pg_advisory_xact_lock_shared(${whole}::bigint)`);
  for (const key of keys) await ctx.db.query(sql`select pg_advisory_xact_lock(${key}::bigint)`);
}

/** 64 bits of a digest; where two meet by chance, one waits a little. */
const lockOf = (text: string): string => createHash("sha256").update(text).digest().readBigInt64BE().toString();

const suffixOf = (field: CatalogueField): string => (field.target ? "_id" : sortSuffixOf(field));

/** The value in the form in which it is compared. */
function keyOf(field: CatalogueField, record: Judged): string {
  const value = record[field.name] ?? null;
  return columnText(field.target ? value : field.type.toColumns(value, field.definition)[suffixOf(field)]);
}

/** Who has these values now, of the living that the rule is about. */
async function holders(
  ctx: Context,
  object: CatalogueObject,
  rule: BusinessRule,
  fields: readonly CatalogueField[],
  claims: readonly Claim[],
): Promise<Map<string, string[]>> {
  const columns = fields.map((field) => columnOf(ctx, "t", field)(suffixOf(field)));
  const lists = fields.map((field, place) => {
    const cast = faceOf(field).columns(field.definition)[suffixOf(field)]!.cast;
    return sql`${claims.map(({ key }) => key[place]!)}::${sql.raw(cast)}[]`;
  });
  const among = rule.when ? new FilterCompiler(ctx, undefined, "t").compile(object, rule.when, "t") : sql`true`;
  const rows = await ctx.db.query<{ id: string; key: string[] }>(
    reading(sql`
    select t.id, array[${sql.join(columns.map((column) => sql`${column}::text`))}] as key from ${sql.id(object.table)} as t
    where (${sql.join(columns)}) in (select * from unnest(${sql.join(lists)})) and t.deleted_at is null and ${among}`),
  );
  const holder = new Map<string, string[]>();
  for (const { id, key } of rows) holder.set(JSON.stringify(key), [...(holder.get(JSON.stringify(key)) ?? []), id]);
  return holder;
}
