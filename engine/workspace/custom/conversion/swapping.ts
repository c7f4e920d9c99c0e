/** Lets columns of another kind take the place of a field's own, where they stand ready: filled by a job, or left by the last change of kind. */
import { sql } from "#model/sql.ts";
import type { FieldDefinition } from "#model/field.ts";
import { sqlFaces } from "#fields/sql.ts";
import type { Context } from "../../../context.ts";
import { placeOfNow } from "../../../events/feed.ts";
import type { Change } from "../../../records/change.ts";
import { askToFill } from "../../../rollup/fill.job.ts";
import { allRollUps } from "../../../rollup/rollups.ts";
import type { Schema } from "../../../schema/desired.ts";
import { lockPatiently } from "../../../schema/reshape.ts";
import { proposed } from "../proposed.ts";
import type { CustomField } from "../definitions.ts";
import { nextNumber } from "../reshaping.ts";
import { catchUpAlone, changedSoFar } from "./catching-up.ts";
import { conversionDefinition, conversionsOf, forgetConversion, keepConversion, LAST } from "./stored-conversions.ts";

/**
 * Within the transaction that changes the field's definition.
 * @param alike are values of both definitions stored in the same way?
 * @returns whether columns stood ready; the change has their number then
 */
export async function swapColumns(
  ctx: Context,
  change: Change,
  [before, after]: [FieldDefinition, FieldDefinition],
  alike: (one: FieldDefinition, other: FieldDefinition) => boolean,
): Promise<boolean> {
  const found = await conversionsOf(ctx.db, change.id);
  const ready = [found.next?.done === LAST ? found.next : undefined, found.former].find(
    (conversion) => conversion && alike(conversionDefinition(conversion), after),
  );
  if (!ready) return false;
  const { object, name, number } = proposed(change);
  const { table } = ctx.catalogue.object(object);
  const changed = await changedSoFar(ctx, object, ready);
  // Whoever wrote to the table has committed; nobody writes until we have.
  await lockPatiently(ctx.db, [table]);
  await catchUpAlone(ctx, object, { table, definition: before }, ready, changed);
  await forgetConversion(ctx.db, change.id, ready.state);
  const { type, settings } = change.before as unknown as CustomField;
  const place = await placeOfNow(ctx);
  const aside = await nextNumber(ctx);
  await renameColumns(ctx, table, before, [number, aside]);
  const [now] = await ctx.db.query(sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`);
  const { snapshot } = now!;
  const former = {
    field: change.id,
    state: "former",
    type,
    settings,
    number: aside,
    place,
    snapshot,
    done: LAST,
  } as const;
  await keepConversion(ctx.db, former);
  change.set("number", ready.number);
  if (isFigured(ctx, object, name)) await askToFill(ctx);
  return true;
}

/** Does a figure of other records hang on it? No event tells that values were read anew. */
const isFigured = (ctx: Context, object: string, name: string): boolean =>
  allRollUps(ctx.catalogue).some(({ field }) =>
    field.computed!.reads.some((read) => read.object.name === object && read.field.name === name),
  );

/** Who has not heard of the change yet finds no column to write to, and does what was asked anew by the definitions of now. */
async function renameColumns(
  ctx: Context,
  table: string,
  definition: FieldDefinition,
  [from, to]: [number, number],
): Promise<void> {
  const [row] = await ctx.db.query(sql<{ shape: string }>`select shape::text as shape from custom_schema for update`);
  const shape = JSON.parse(row!.shape) as Schema;
  const columns = shape[table]!.columns;
  for (const suffix of Object.keys(sqlFaces[definition.type]!.columns(definition))) {
    const [former, name] = [`x${from}${suffix}`, `x${to}${suffix}`];
    await ctx.db.query(sql`alter table ${sql.id(table)} rename column ${sql.id(former)} to ${sql.id(name)}`);
    columns[name] = columns[former]!;
    delete columns[former];
  }
  await ctx.db.query(sql`update custom_schema set shape = ${JSON.stringify(shape)}::jsonb`);
}
