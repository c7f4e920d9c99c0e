/** Before something goes, all that names it is named: views, roles, other fields, hooks, rules, remembered imports. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { create } from "#engine/records/records.ts";
import type { JsonObject } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { mentionsIn } from "./mentions.ts";
import { usesOf, type Use } from "./uses.ts";

const told = (uses: readonly Use[]) => uses.map(({ object, title, places }) => [object, title, places.join(" ")]);

test("a field, an object and an option are found wherever something names them, and nowhere else", async (t) => {
  const { ctx: first, engine } = await testWorkspace(t);
  const field = (object: string, name: string, type: string, settings: JsonObject = {}) => ({
    object,
    name,
    type,
    label: { en: "x_colour" },
    settings,
  });
  await create(first, "customObject", { name: "x_vehicle", label: { en: { one: "Vehicle", many: "Vehicles" } } });
  const anew = async () => engine.systemContext(await engine.workspaces.get("test"));
  let ctx = await anew();
  await create(ctx, "customField", field("x_vehicle", "colour", "choice", { options: ["red", "blue"] }));
  await create(ctx, "customField", field("contact", "colour", "text"));
  await create(ctx, "customField", field("contact", "car", "relation", { to: "x_vehicle" }));
  ctx = await anew();
  const view = (name: string, object: string, definition: JsonObject, sharing = "shared") =>
    create(ctx, "view", { name, object, sharing, definition });
  await view("Red ones", "x_vehicle", { filter: { field: "x_colour", op: "in", value: ["red"] } });
  await view("By colour", "x_vehicle", { sort: "name,-x_colour", columns: [{ field: "x_colour" }] });
  await view("Hop", "contact", { filter: { field: "x_car.x_colour", op: "eq", value: "blue" } });
  await view("Other", "contact", { columns: [{ field: "x_colour" }] });
  await view(
    "Drivers",
    "x_vehicle",
    { filter: { has: "contacts", where: { field: "x_colour", op: "eq", value: "red" } } },
    "mine",
  );
  await create(ctx, "role", {
    name: "Blind",
    rights: {
      standard: { read: "all", create: false, update: "none", delete: "none" },
      objects: {
        x_vehicle: { read: "all", create: false, update: "none", delete: "none", fields: { x_colour: "hidden" } },
      },
      capabilities: [],
    },
  });
  await ctx.db.query(
    sql`insert into import_mappings (fingerprint, mapping) values ('a', ${JSON.stringify({ object: "x_vehicle", columns: { Farbe: "x_colour" } })}::jsonb)`,
  );
  assert.deepEqual(told(await usesOf(ctx, { object: "x_vehicle", field: "x_colour" })), [
    ["role", "Blind", "rights.objects.x_vehicle.fields.x_colour"],
    ["view", "Red ones", "definition.filter.field"],
    ["view", "By colour", "definition.sort definition.columns.0.field"],
    ["view", "Hop", "definition.filter.field"],
    ["import", null, "mapping.columns.Farbe"],
  ]);
  assert.deepEqual(told(await usesOf(ctx, { object: "contact", field: "x_colour" })), [
    ["view", "Other", "definition.columns.0.field"],
    ["view", null, "definition.filter.where.field"],
  ]);
  assert.deepEqual(told(await usesOf(ctx, { object: "x_vehicle", field: "x_colour", option: "red" })), [
    ["view", "Red ones", "definition.filter"],
  ]);
  const ofObject = await usesOf(ctx, { object: "x_vehicle" });
  assert.deepEqual(
    ofObject.map(({ object, title }) => [object, title]),
    [
      ["role", "Blind"],
      ["view", "Red ones"],
      ["view", "By colour"],
      ["view", null],
      ["customField", "x_car"],
      ["import", null],
    ],
  );
});

test("a formula names fields and their options in its text", async (t) => {
  const { ctx } = await testWorkspace(t);
  const said = { formula: 'if(status = "active", owner.name, sum(orders.total))' };
  assert.deepEqual(mentionsIn(ctx.catalogue, said, { object: "user", field: "name" }, "company"), ["formula"]);
  assert.deepEqual(mentionsIn(ctx.catalogue, said, { object: "company", field: "name" }, "company"), []);
  assert.deepEqual(
    mentionsIn(
      ctx.catalogue,
      { formula: 'owner = "a"' },
      { object: "company", field: "owner", option: "a" },
      "company",
    ),
    ["formula"],
  );
  assert.deepEqual(
    mentionsIn(
      ctx.catalogue,
      { formula: 'owner = "b"' },
      { object: "company", field: "owner", option: "a" },
      "company",
    ),
    [],
  );
});
