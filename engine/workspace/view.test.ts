/** Saved views: whose they are, what they may say, and which comes first for a role. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { plainText, type JsonObject } from "#model/json.ts";
import { othersOver } from "#test/harness/others-over.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { rightsOn } from "#model/rights.ts";
import type { Issue } from "#model/errors.ts";
import { differing, type Context } from "../context.ts";
import { readFeed } from "../events/feed.ts";
import { readHistory } from "../events/history.ts";
import { aggregate } from "../query/aggregate.ts";
import { readConfiguration } from "./configuration/read.ts";
import { list } from "../query/list.ts";
import { read } from "../query/read.ts";
import { create, remove, update } from "../records/records.ts";

const big = { definition: { filter: { field: "name", op: "contains", value: "big" } } };

async function names(ctx: Context): Promise<string[]> {
  const { data } = JSON.parse(await list(ctx, "view", { sort: "name" })) as { data: JsonObject[] };
  return data.map((view) => plainText(view["name"]));
}

test("mine is mine alone, whatever the role; shared is read by all, changed by its maker and who has the settings", async (t) => {
  const { person } = await testWorkspace(t);
  const [owner, sales, reader] = [await person("owner"), await person("sales"), await person("readOnly")];
  const mine = await create(sales.ctx, "view", { name: "Mine", object: "company", ...big });
  const shared = await create(sales.ctx, "view", { name: "Shared", object: "company", sharing: "shared", ...big });
  assert.deepEqual(await names(sales.ctx), ["Mine", "Shared"]);
  assert.deepEqual(await names(owner.ctx), ["Shared"]);
  assert.deepEqual(await names(reader.ctx), ["Shared"]);
  await assert.rejects(read(owner.ctx, "view", mine.id), { name: "NotFound" });
  await assert.rejects(update(reader.ctx, "view", shared.id, { name: "Taken" }), { name: "Forbidden" });
  await update(owner.ctx, "view", shared.id, { name: "Put right" });
  await assert.rejects(update(owner.ctx, "view", mine.id, { name: "Taken" }), { name: "NotFound" });
  await assert.rejects(update(owner.ctx, "view", shared.id, { sharing: "mine" }), { name: "Forbidden" });
  await remove(sales.ctx, "view", shared.id);
  assert.deepEqual(await names(reader.ctx), []);
});

test("a view that could not be shown is refused, naming the place", async (t) => {
  const { ctx } = await testWorkspace(t);
  const refused = async (definition: JsonObject, path: string, object = "order") =>
    assert.rejects(
      create(ctx, "view", { name: "x", object, definition }),
      (error: { issues: { path: string }[] }) => error.issues.some((issue) => issue.path === path),
      path,
    );
  await refused({ filter: { and: [{ field: "nonsense", op: "eq", value: 1 }] } }, "definition.filter.and.0.field");
  await refused({ filter: { field: "total", op: "contains", value: 1 } }, "definition.filter");
  await refused({ sort: "nonsense" }, "definition.sort");
  await refused({ columns: [{ field: "number" }, { field: "nonsense" }] }, "definition.columns.1.field");
  await refused({ totals: { number: "sum" } }, "definition.totals.number");
  await refused({ groupBy: "lines" }, "definition.groupBy");
  await refused({ groupBy: "orderedAt:fortnight" }, "definition.groupBy");
  await refused({ colour: "red" }, "definition");
  await refused({}, "object", "nonsense");
  await refused({ layout: "calendar" }, "definition.calendarField");
  await refused({ layout: "calendar", calendarField: "nonsense" }, "definition.calendarField");
  await refused({ layout: "calendar", calendarField: "number" }, "definition.calendarField");
  await refused({ layout: "gallery", galleryField: "number" }, "definition.galleryField");
  await refused({ layout: "chart" }, "definition.chart");
  await refused({ layout: "chart", chart: { by: "nonsense" } }, "definition.chart.by");
  await refused({ layout: "chart", chart: { by: "orderedAt:fortnight" } }, "definition.chart.by");
  await refused({ layout: "chart", chart: { by: "status", measure: "sum:number" } }, "definition.chart.measure");
  await refused({ layout: "chart", chart: { by: "status", form: "cake" } }, "definition.chart.form");
  await refused({ layout: "heap" }, "definition.layout");
  const whole = {
    layout: "chart",
    calendarField: "orderedAt",
    span: "week",
    chart: { by: "orderedAt:month", measure: "sum:total", form: "line" },
    sort: "-total",
    columns: [{ field: "number", width: 90 }],
    totals: { total: "sum" },
    groupBy: "orderedAt:month",
  };
  assert.deepEqual((await create(ctx, "view", { name: "x", object: "order", definition: whole }))["definition"], whole);
});

test("who may not see a field cannot make a view of it", async (t) => {
  const { ctx, person, engine, workspace } = await testWorkspace(t);
  const { actor } = (await person("manager")).ctx;
  const rights = actor.rights!;
  const order = { ...rights.standard, fields: { total: "hidden" as const } };
  const blind = engine.context(workspace, {
    actor: { ...actor, rights: { ...rights, objects: { ...rights.objects, order } } },
    via: "api",
  });
  const wish = { name: "x", object: "order", definition: { filter: { field: "total", op: "gt", value: "1" } } };
  await assert.rejects(create(blind, "view", wish), { name: "InvalidInput" });
  assert.ok(await create(ctx, "view", wish));
});

test("one view comes first for a role: set by who has the settings, and the last choice holds", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const [admin, sales] = [await person("admin"), await person("sales")];
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'sales'`);
  const wish = (name: string) => ({
    name,
    object: "company",
    sharing: "shared",
    definition: {},
    defaultFor: [role!.id],
  });
  await assert.rejects(create(sales.ctx, "view", wish("A")), { name: "InvalidInput" });
  await assert.rejects(create(admin.ctx, "view", { ...wish("A"), sharing: "mine" }), { name: "InvalidInput" });
  const first = await create(admin.ctx, "view", wish("A"));
  const second = await create(admin.ctx, "view", wish("B"));
  assert.deepEqual((await read(ctx, "view", first.id))["defaultFor"], []);
  assert.equal(((await read(ctx, "view", second.id))["defaultFor"] as JsonObject[])[0]!["id"], role!.id);
});

test("who may not see a field is told nothing of it by a shared view, and cannot save over what they do not see", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const sales = await person("sales");
  const secret = { field: "industry", op: "eq", value: "Weapons" };
  const known = { field: "name", op: "contains", value: "big" };
  const definition = {
    filter: {
      or: [
        known,
        { not: secret },
        { has: "contacts", where: { field: "company.industry", op: "eq", value: "Weapons" } },
      ],
    },
    sort: "-industry,name",
    columns: [{ field: "name" }, { field: "industry", width: 120 }],
    layout: "board",
    boardField: "industry",
  };
  const { id } = await create(ctx, "view", { name: "Shared", object: "company", sharing: "shared", definition });
  await create(ctx, "view", { name: "Plain", object: "company", sharing: "shared", definition: { filter: known } });
  const rights = structuredClone(sales.ctx.actor.rights!);
  rights.objects["company"] = { ...rightsOn(rights, "company"), fields: { industry: "hidden" } };
  rights.capabilities = [...rights.capabilities, "settings"];
  const blind = differing(sales.ctx, (each) => ({ ...each, actor: { ...each.actor, rights } }));
  const unseen = { field: "?", op: "notEmpty" };
  const told = {
    filter: { or: [known, { not: unseen }, { has: "contacts", where: unseen }] },
    sort: "name",
    columns: [{ field: "name" }],
  };
  assert.deepEqual((await read(blind, "view", id))["definition"], told);
  const listed = JSON.parse(await list(blind, "view", { sort: "-name" })) as { data: JsonObject[] };
  assert.deepEqual(
    listed.data.map((view) => view["definition"]),
    [told, { filter: known }],
  );
  // Nor by roundabout ways.
  await othersOver(blind);
  const ways = [
    await list(blind, "view", { fields: ["definition"] }),
    JSON.stringify(await readHistory(blind, "view", id, {})),
    JSON.stringify(await readFeed(blind, { objects: ["view"] })),
    JSON.stringify(await readConfiguration(blind)),
  ];
  for (const way of ways) {
    assert.doesNotMatch(way, /Weapons|"industry"/);
    assert.match(way, /Plain|big/);
  }
  await assert.rejects(aggregate(blind, "view", { groupBy: "definition", measures: ["count"] }), {
    name: "InvalidInput",
  });
  // The list that is asked so is refused, not longer than what is meant.
  await assert.rejects(list(blind, "company", { filter: told.filter as never }), { name: "InvalidInput" });
  const change = (said: JsonObject) => update(blind, "view", id, said);
  await assert.rejects(
    change({ definition: { filter: known } }),
    (error: { issues: Issue[] }) => error.issues[0]?.code === "views.unseenPart",
  );
  await change({ name: "Renamed" });
  assert.deepEqual((await read(sales.ctx, "view", id))["definition"], definition);
});
