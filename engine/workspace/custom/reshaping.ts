/** Leads the tables to what stands in the workspace's definitions, without a change of what people see. */
import { sql } from "#model/sql.ts";
import type { Context } from "../../context.ts";
import { askForEmptying } from "../../schema/spares.job.ts";
import { productOf, reshapingTo, storedShape } from "./stored.ts";

/** Numbers are never given twice, so that no column takes another's values for its own. @returns the last of those asked for */
export async function nextNumber(ctx: Context, count = 1): Promise<number> {
  const [row] = await ctx.db.query(
    sql<{ last: number }>`update custom_schema set last_number = last_number + ${count} returning last_number as last`,
  );
  return row!.last;
}

/** Within a transaction that holds the shape. */
export async function reshapeToStored(ctx: Context): Promise<void> {
  const product = productOf(ctx.catalogue);
  const reshaping = await reshapingTo(ctx.db, product, await storedShape(ctx.db, product));
  if (reshaping.sparesRemain) await askForEmptying(ctx);
  await reshaping.take();
}
