/** Figures of a customer change with their orders, in the same transaction; classes follow by a job, for they weigh all against each other. */
import { asSystem, type Context } from "#engine/context.ts";
import { enqueue } from "#engine/jobs/queue.ts";
import type { Change } from "#engine/records/change.ts";
import { defineRules } from "#engine/records/rules.ts";
import { CLASSES_JOB } from "./classes.job.ts";
import { beginFigures, refreshFigures } from "./statistics.queries.ts";

const WEIGHTY = ["customer", "kind", "status", "orderedAt", "net", "margin"];

const weighs = (change: Change): boolean => change.kind !== "update" || WEIGHTY.some((field) => change.changes(field));

function customersOfOrder(change: Change): string[] {
  return [change.value("customer"), change.before?.["customer"] ?? null].filter((id) => typeof id === "string");
}

/** One job waits at a time, however many orders come in. */
const askForClasses = (ctx: Context): Promise<string> => enqueue(asSystem(ctx), CLASSES_JOB, {}, { key: "classes" });

async function afterOrders(ctx: Context, changes: readonly Change[]): Promise<void> {
  const ids = new Set(changes.filter(weighs).flatMap(customersOfOrder));
  if (ids.size === 0) return;
  await refreshFigures(asSystem(ctx), [...ids].toSorted());
  await askForClasses(ctx);
}

async function afterCustomers(ctx: Context, changes: readonly Change[]): Promise<void> {
  const fresh = changes.filter((change) => change.kind === "create").map((change) => change.id);
  if (fresh.length > 0) await beginFigures(ctx, fresh);
  if (fresh.length < changes.length) await askForClasses(ctx);
}

export const orderStatisticsRules = defineRules("order", {
  on: ["create", "update", "delete", "restore"],
  after: afterOrders,
});
export const customerStatisticsRules = defineRules("customer", {
  on: ["create", "delete", "restore"],
  after: afterCustomers,
});
