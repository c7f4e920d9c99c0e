/** Sums in groups: dates in steps of the workspace's calendar. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json, RecordJson } from "#model/json.ts";
import { rightsOn } from "#model/rights.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { create, remove } from "../records/records.ts";
import { aggregate } from "./aggregate.ts";
import { list } from "./list.ts";

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

test("what is related and not for the viewer to see, or in the trash, is one group with what is related to nothing", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const sales = await person("sales");
  const company = async (name: string, owner?: string) =>
    (await create(ctx, "company", { name, ...(owner ? { owner } : {}) })).id;
  const [own, gone] = [await company("Own", sales.id), await company("Gone", sales.id)];
  const [one, other] = [await company("One"), await company("Other")];
  const companies = [own, own, gone, one, one, other, null];
  const rights = structuredClone(sales.ctx.actor.rights!);
  rights.objects["contact"] = { ...rightsOn(rights, "contact"), read: "all" };
  rights.objects["company"] = { ...rightsOn(rights, "company"), read: "own" };
  const seller = { ...sales.ctx, actor: { ...sales.ctx.actor, rights } };
  for (const [n, at] of companies.entries()) await create(ctx, "contact", { name: `C${n}`, company: at });
  await remove(ctx, "company", gone, {});
  const groups = async (as: Context) =>
    (JSON.parse(await aggregate(as, "contact", { groupBy: "company", measures: ["count"] })) as { data: Json[] }).data;
  assert.deepEqual(await groups(seller), [
    { group: null, count: 5 },
    { group: { id: own, title: "Own" }, count: 2 },
  ]);
  const byAll = (await groups(ctx)) as { group: { title: string } | null; count: number }[];
  assert.deepEqual(byAll.map(({ group, count }) => `${group?.title ?? "none"} ${count}`).toSorted(), [
    "One 2",
    "Other 1",
    "Own 2",
    "none 2",
  ]);
  // The same that a list asked so shows, and shows as nothing there.
  const page = await list(seller, "contact", { filter: { has: "company", count: { op: "eq", value: 0 } } });
  const { data } = JSON.parse(page) as { data: RecordJson[] };
  assert.deepEqual(
    data.map((contact) => contact["company"]),
    [null, null, null, null, null],
  );
});
