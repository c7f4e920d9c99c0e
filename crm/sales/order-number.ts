/** Numbers orders that come without one: `S-0000001`, `R-…` for returns, `A-…` for adjustments. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";

const LETTER: Record<string, string> = { sale: "S", return: "R", adjustment: "A" };
const DIGITS = 7;

/**
 * A sequence of the database counts, so that writers do not wait for each other and the number of an order in the trash is not given again.
 * Numbers that an import has brought are skipped.
 */
export async function numberOrders(ctx: Context, changes: readonly Change[]): Promise<void> {
  let nameless = changes.filter((change) => change.value("number") === null);
  const brought = changes
    .flatMap((change) => (change.value("number") as string | null) ?? [])
    .map((number) => number.toUpperCase());
  while (nameless.length > 0) {
    const rows = await ctx.db.query(
      sql<{
        next: string;
      }>`select nextval('order_number')::text as next from generate_series(1, ${nameless.length}::int)`,
    );
    nameless.forEach((change, index) =>
      change.set(
        "number",
        `${LETTER[change.value("kind") as string] ?? "S"}-${rows[index]!.next.padStart(DIGITS, "0")}`,
      ),
    );
    const taken = await ctx.db.query(sql<{ number: string }>`
      select number from orders where number_key = any(${nameless.map((change) => (change.value("number") as string).toLowerCase())}) and deleted_at is null`);
    const numbers = new Set([...brought, ...taken.map((row) => row.number.toUpperCase())]);
    nameless = nameless.filter((change) => numbers.has(change.value("number") as string));
  }
}
