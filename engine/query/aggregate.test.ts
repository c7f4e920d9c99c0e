/** Sums in groups: dates in steps of the workspace's calendar. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testWorkspace } from "#test/harness/workspace.ts";
import { create } from "../records/records.ts";
import { aggregate } from "./aggregate.ts";

test("dates are grouped by the calendar of the workspace, the newest first", async (t) => {
  const { ctx } = await testWorkspace(t);
  const zone = ctx.workspace.settings.timeZone;
  const first = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date("2024-01-31T23:30:00Z"));
  for (const startsAt of ["2024-01-15T10:00:00Z", "2024-01-31T23:30:00Z", "2024-05-20T10:00:00Z"])
    await create(ctx, "activity", { kind: "note", subject: "x", startsAt });
  const groups = async (groupBy: string) =>
    (
      JSON.parse(await aggregate(ctx, "activity", { groupBy, measures: ["count"] })) as {
        data: { group: string; count: number }[];
      }
    ).data;
  const january = first.startsWith("2024-02") ? 1 : 2;
  const months = await groups("startsAt:month");
  assert.deepEqual(months[0], { group: "2024-05-01", count: 1 });
  assert.deepEqual(months.at(-1), { group: "2024-01-01", count: january });
  assert.deepEqual(await groups("startsAt:quarter"), [
    { group: "2024-04-01", count: 1 },
    { group: "2024-01-01", count: 2 },
  ]);
  assert.deepEqual(
    (await groups("startsAt:day")).map(({ group }) => group),
    ["2024-05-20", first, "2024-01-15"],
  );
  assert.deepEqual(
    (await groups("startsAt:week")).map(({ group }) => new Date(group).getUTCDay()),
    Array.from({ length: 3 }, () => ctx.workspace.settings.weekStart % 7),
  );
  await assert.rejects(groups("subject:month"), { name: "InvalidInput" });
});
