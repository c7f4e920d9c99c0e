/** Figures of a customer change with their orders, in the same transaction; classes follow by a job, for they weigh all against each other. */
import { asSystem, type Context } from "#engine/context.ts";
import { enqueue } from "#engine/jobs/queue.ts";
import type { Change } from "#engine/records/change.ts";
import { defineRules } from "#engine/records/rules.ts";
import { CLASSES_JOB } from "./classes.job.ts";
import { firstFigures, refreshFigures } from "./statistics.queries.ts";

const WEIGHTY = ["customer", "kind", "status", "orderedAt", "net", "margin"];

const weighs = (change: Change): boolean => change.kind !== "update" || WEIGHTY.some((field) => change.changes(field));

function customersOfOrder(change: Change): string[] {
  return [change.value("customer"), change.before?.["customer"] ?? null].filter((id) => typeof id === "string");
}

/** One job waits at a time, however many orders come in. */
async function askForClasses(ctx: Context): Promise<void> {
  await enqueue(asSystem(ctx), CLASSES_JOB, {}, { key: "classes" });
}

async function afterOrders(ctx: Context, changes: readonly Change[]): Promise<void> {
  const ids = new Set(changes.filter(weighs).flatMap(customersOfOrder));
  if (ids.size === 0) return;
  await refreshFigures(asSystem(ctx), [...ids].toSorted());
  await askForClasses(ctx);
}

function beginFigures(ctx: Context, changes: readonly Change[]): void {
  for (const change of changes) change.statistics = firstFigures(ctx);
}

export const orderStatisticsRules = defineRules("order", {
  on: ["create", "update", "delete", "restore"],
  after: afterOrders,
});
export const customerStatisticsRules = defineRules(
  "customer",
  { on: ["create"], before: beginFigures },
  { on: ["delete", "restore"], after: askForClasses },
);
