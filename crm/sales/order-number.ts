/** Numbers orders that come without one: `S-0000001`, `R-…` for returns, `A-…` for adjustments. */
import { sql } from "kysely";
import type { Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";

const LETTER: Record<string, string> = { sale: "S", return: "R", adjustment: "A" };
const DIGITS = 7;

/** The highest number of the letter in use; writers wait for each other until they commit, so that none is given twice. */
async function highest(ctx: Context, letter: string): Promise<number> {
  await ctx.db.query(sql`select pg_advisory_xact_lock(hashtext(current_schema() || '.orders.number'))::text`);
  const prefix = letter.toLowerCase();
  const [row] = await ctx.db.query(sql<{ number: string }>`
    select number from orders where number_key between ${`${prefix}-${"0".repeat(DIGITS)}`} and ${`${prefix}-${"9".repeat(DIGITS)}`}
      and number ~ ${`^${letter}-[0-9]{${DIGITS}}$`} and deleted_at is null
    order by number_key desc limit 1`);
  return row ? Number(row.number.slice(2)) : 0;
}

export async function numberOrders(ctx: Context, changes: readonly Change[]): Promise<void> {
  const nameless = changes.filter((change) => change.value("number") === null);
  for (const [kind, group] of Map.groupBy(nameless, (change) => String(change.value("kind")))) {
    const letter = LETTER[kind] ?? "S";
    let last = await highest(ctx, letter);
    for (const change of group) change.set("number", `${letter}-${String((last += 1)).padStart(DIGITS, "0")}`);
  }
}
