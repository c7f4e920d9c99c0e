/** A contact who joins a company takes along what hangs on their own customer row; one who leaves gets a row again. */
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";
import { createRecords, deleteRecords, restoreRecords, updateRecords } from "#engine/records/records.ts";
import { customersOf } from "./customer-rows.queries.ts";
import { customerValues } from "./customer-values.ts";

/** The objects whose records point at a customer, found in the catalogue so that a new one is not forgotten. */
function pointingAtCustomer(ctx: Context): { object: string; table: string; field: string; column: string }[] {
  return [...ctx.catalogue.objects.values()].flatMap((object) =>
    [...object.fields.values()]
      .filter((field) => field.target === "customer" && field.source === "own" && field.type.storage === "columns")
      .map((field) => ({ object: object.name, table: object.table, field: field.name, column: `${field.column}_id` })),
  );
}

async function rePoint(ctx: Context, from: Map<string, string>): Promise<void> {
  for (const { object, table, field, column } of pointingAtCustomer(ctx)) {
    const rows = await ctx.db.query(sql<{ id: string; customer: string }>`
      select id, ${sql.id(column)} as customer from ${sql.id(table)} where ${sql.id(column)} = any(${[...from.keys()]}::uuid[]) and deleted_at is null`);
    if (rows.length > 0)
      await updateRecords(
        asSystem(ctx),
        object,
        rows.map((row) => ({ id: row.id, patch: { [field]: from.get(row.customer)! } })),
      );
  }
}

/** For contacts whose company has changed. */
export async function joinCompanies(ctx: Context, changes: readonly Change[]): Promise<void> {
  const joined = changes.filter((change) => typeof change.value("company") === "string");
  const own = await customersOf(
    ctx,
    "contact",
    joined.map((change) => change.id),
  );
  const theirs = await customersOf(
    ctx,
    "company",
    joined.map((change) => change.value("company") as string),
  );
  const moves = new Map<string, string>();
  for (const change of joined) {
    const [from, to] = [own.get(change.id), theirs.get(change.value("company") as string)];
    if (from !== undefined && to !== undefined) moves.set(from, to);
  }
  if (moves.size > 0) await rePoint(ctx, moves);
  if (own.size > 0) await deleteRecords(asSystem(ctx), "customer", [...own.values()]);
  await leave(
    ctx,
    changes.filter((change) => change.value("company") === null),
  );
}

/** What was bought while at the company stays with the company. */
async function leave(ctx: Context, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const former = await customersOf(
    ctx,
    "contact",
    changes.map((change) => change.id),
    true,
  );
  const back = changes.filter((change) => former.has(change.id));
  if (back.length > 0) {
    await restoreRecords(
      asSystem(ctx),
      "customer",
      back.map((change) => former.get(change.id)!),
    );
    await updateRecords(
      asSystem(ctx),
      "customer",
      back.map((change) => ({ id: former.get(change.id)!, patch: customerValues(change) })),
    );
  }
  const anew = changes.filter((change) => !former.has(change.id));
  if (anew.length > 0) await createRecords(asSystem(ctx), "customer", anew.map(customerValues));
}
