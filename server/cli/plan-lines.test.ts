/** What the command line says of a plan. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldTypes } from "#fields/index.ts";
import { makeCatalogue } from "#model/catalogue.ts";
import type { Json } from "#model/json.ts";
import { defineObject } from "#model/object.ts";
import type { Planned } from "#engine/workspace/configuration/plan.ts";
import { product } from "../product.ts";
import { planLines } from "./plan-lines.ts";

const vehicle = defineObject({
  name: "x_vehicle",
  area: "customers",
  icon: "car",
  label: { en: { one: "Vehicle", many: "Vehicles" } },
  title: ["name"],
  fields: { name: { type: "text" }, x_colour: { type: "text", label: { en: "Colour" } } },
  ownership: { by: "owner" },
  list: { columns: ["name"], sort: "name" },
  layout: [{ name: "main", fields: ["name"] }],
});
const catalogue = makeCatalogue([...product.objects, vehicle], fieldTypes);

const step = (more: Partial<Planned>): Planned => ({
  step: "change",
  object: "role",
  title: "sales",
  file: "roles/sales.json",
  place: "",
  changes: [],
  loses: null,
  ...more,
});

test("rights are said in the words of the screen of rights, the rest field by field", async () => {
  const row = { read: "all", create: true, update: "own", delete: "none" };
  const picked = { filter: { field: "name", op: "eq", value: "Van" } };
  const from = { standard: row, objects: { product: row }, capabilities: [] };
  const to = {
    standard: { ...row, export: true },
    objects: { order: { ...row, read: "team", fields: { margin: "hidden" } }, x_vehicle: { ...row, read: picked } },
    capabilities: ["import"],
  };
  const changes = [
    { field: "description", from: null, to: "Sells" },
    { field: "rights", from: from as Json, to: to as Json },
  ];
  assert.deepEqual(await planLines([step({ changes })], catalogue), [
    [
      "~ change role Sales",
      '    description: null -> "Sells"',
      "    All others: Export: no -> yes",
      "    Orders: See: all -> team's",
      "    Orders: Margin: open -> hidden",
      "    Products: As all others",
      "    Products: Export: no -> yes",
      '    Vehicles: See: all -> by filter {"field":"name","op":"eq","value":"Van"}',
      "    May also: Import files: no -> yes",
    ].join("\n"),
  ]);
});

test("what is made, brought back and retired is one line each, with what goes out of sight", async () => {
  const plan = [
    step({ step: "create", object: "automation", title: "Calls", begins: false }),
    step({ step: "retire", object: "customField", title: "company x_colour", loses: 3 }),
    step({ step: "restore", title: "Garage" }),
  ];
  assert.deepEqual(await planLines(plan, catalogue), [
    "+ create automation Calls  (begins off unless --active says otherwise)",
    "- retire customField company x_colour  (3 records have a value: it goes out of sight, and comes back with it)",
    "^ restore role Garage",
  ]);
});
