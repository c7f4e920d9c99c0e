/** What the command line says of a plan. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldTypes } from "#fields/index.ts";
import { makeCatalogue } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
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
      "~ change Role: Sales",
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
    step({
      step: "retire",
      object: "customField",
      title: "x_vehicle x_colour",
      about: { object: "x_vehicle", name: "x_colour" },
      loses: 3,
    }),
    step({ step: "restore", title: "Garage" }),
  ];
  assert.deepEqual(await planLines(plan, catalogue), [
    "+ create Automation: Calls  (begins off unless --active says otherwise)",
    "- retire Custom field: Vehicles · Colour  (3 records have a value: it goes out of sight, and comes back with it)",
    "^ restore Role: Garage",
  ]);
});

test("each thing is called as the screens call it, and what is only coming by what the plan says of it", async () => {
  const made = (object: string, title: string, about: JsonObject) => step({ step: "create", object, title, about });
  const label = { en: { one: "Boat", many: "Boats" } };
  const types = { recordType: { type: "choice", options: [{ value: "van", label: { en: "Delivery van" } }] } };
  const typed = makeCatalogue(
    [...product.objects, { ...vehicle, fields: { ...vehicle.fields, ...types } }],
    fieldTypes,
  );
  const plan = [
    step({ object: "workspace", title: "workspace" }),
    made("customObject", "x_boat", { name: "x_boat", label }),
    made("customField", "x_boat x_sail", { object: "x_boat", name: "x_sail", label: { ur: "بادبان" } }),
    made("pageLayout", "company everyone", { object: "company", name: "everyone" }),
    made("pageLayout", "x_vehicle van Sales", {
      object: "x_vehicle",
      name: "van Sales",
      forRole: "Fleet",
      forType: "van",
    }),
    made("pageLayout", "company North", { object: "company", name: "North", forTeam: "North" }),
    made("businessRule", "company required-website", {
      object: "company",
      name: "required-website",
      kind: "required",
      fields: ["website", "industry"],
    }),
    made("view", "company Mills", { object: "company", name: "Mills" }),
    made("recordType", "x_vehicle bus", { object: "x_vehicle", name: "bus", label: { en: "Bus" } }),
    step({ title: "sales", about: { name: "Field force" } }),
    // As plans were kept before they said what names a thing.
    step({ title: "sales" }),
    step({ object: "view", title: "company Mills" }),
  ];
  assert.deepEqual(await planLines(plan, typed), [
    "~ change Company",
    "+ create Custom object: Boats",
    "+ create Custom field: Boats · بادبان",
    "+ create Layout: Companies · Everyone",
    "+ create Layout: Vehicles · Fleet · Delivery van",
    "+ create Layout: Companies · North",
    "+ create Rule: Companies · Required when: Website, Industry",
    "+ create View: Companies · Mills",
    "+ create Record type: Vehicles · Bus",
    "~ change Role: Field force",
    "~ change Role: Sales",
    "~ change View: company Mills",
  ]);
});
