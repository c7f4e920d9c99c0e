/** Gives records the numbers that their fields count: from a sequence, so that no writer waits for another; what is rolled back leaves a gap. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { dayIn } from "#model/time-zone.ts";
import type { Context } from "../context.ts";
import { sequenceOf } from "../schema/desired.ts";
import type { Change } from "./change.ts";

const kept = new WeakMap<CatalogueObject, CatalogueField[]>();

/** The fields whose values the machine counts. */
export function numberedFields(object: CatalogueObject): readonly CatalogueField[] {
  let found = kept.get(object);
  if (!found) kept.set(object, (found = [...object.fields.values()].filter((field) => field.type.numbered)));
  return found;
}

/** Sets a number in each new record, and in a changed one that came before its field. */
export async function giveNumbers(ctx: Context, object: CatalogueObject, changes: readonly Change[]): Promise<void> {
  for (const field of numberedFields(object)) {
    const without = changes.filter((change) => change.value(field.name) === null);
    if (without.length === 0) continue;
    const numbers = await nextNumbers(ctx, object, field, without.length);
    without.forEach((change, place) => change.set(field.name, numbers[place]!));
  }
}

/** As many numbers as are asked for, in order. */
export async function nextNumbers(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  count: number,
): Promise<string[]> {
  const rows = await ctx.db.query(
    sql<{
      count: string;
    }>`select nextval(${sequenceOf(object, field)}::regclass)::text as count from generate_series(1, ${count}::int)`,
  );
  const day = dayIn(ctx.workspace.settings.timeZone, ctx.now());
  return rows.map((row) => field.type.numbered!.value(row.count, field.definition, day) as string);
}
