/** Which names of fields ask for a figure, in three languages, and which only look so. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Meta, MetaField, MetaObject } from "#web/api/meta.ts";
import type { Words } from "#web/records/words.ts";
import { figureNamed } from "./figure-named.ts";

const field = (name: string, type: string, more: object = {}): MetaField =>
  ({
    name,
    type,
    source: "own",
    storage: "columns",
    access: "write",
    operators: {},
    sortable: true,
    ...more,
  }) as MetaField;
const object = (name: string, fields: MetaField[]): MetaObject => ({ name, fields }) as unknown as MetaObject;

const company = object("company", [field("name", "text")]);
const order = object("order", [
  field("company", "relation", { target: "company" }),
  field("deliveredAt", "datetime"),
  field("orderedAt", "datetime", { required: true }),
  field("total", "money"),
]);
const visit = object("x_visit", [
  field("x_company", "relation", { target: "company" }),
  field("createdAt", "datetime", { source: "system" }),
]);
const meta = { objects: [company, order, visit] } as unknown as Meta;

const speaking = (said: Record<string, string>): Words =>
  ({
    many: (of: MetaObject) => said[of.name] ?? of.name,
    one: (of: string) => said[`one ${of}`] ?? of,
    field: (of: string, each: MetaField) => said[`${of}.${each.name}`] ?? each.name,
  }) as unknown as Words;
const english = speaking({ order: "Orders", "one order": "Order", x_visit: "Visits", "order.total": "Total" });
const asked = (name: string, words = english) => {
  const figure = figureNamed(name, company, meta, words);
  return figure && [figure.child.name, figure.by.name, figure.sum?.name, figure.window?.field, figure.window?.days];
};

test("records that point here are counted, of a span of time, by the date that they always have", () => {
  assert.deepEqual(asked("Orders in 12 months"), ["order", "company", undefined, "orderedAt", 365]);
  assert.deepEqual(asked("number of ORDERS, last 90 days"), ["order", "company", undefined, "orderedAt", 90]);
  assert.deepEqual(asked("Visits in 2 weeks"), ["x_visit", "x_company", undefined, "createdAt", 14]);
  assert.deepEqual(asked("Orders"), ["order", "company", undefined, undefined, undefined]);
});

test("an amount of theirs is summed", () => {
  assert.deepEqual(asked("Total of orders in 1 year"), ["order", "company", "total", "orderedAt", 365]);
  assert.deepEqual(asked("Orders: total"), ["order", "company", "total", undefined, undefined]);
});

test("Hindi and Urdu, with their own figures", () => {
  const hindi = speaking({ order: "ऑर्डर" });
  const urdu = speaking({ order: "آرڈرز", "one order": "آرڈر" });
  for (const [name, words] of [
    ["12 महीनों में ऑर्डर", hindi],
    ["पिछले १२ माह के ऑर्डर", hindi],
    ["12 ماہ میں آرڈر", urdu],
    ["پچھلے ۱۲ مہینوں کے آرڈر", urdu],
  ] as const)
    assert.deepEqual(asked(name, words), ["order", "company", undefined, "orderedAt", 365], name);
});

test("what says something else asks for nothing", () => {
  for (const name of [
    "Order",
    "Order note",
    "Orders manager",
    "Reorders in 12 months",
    "12 months",
    "Orders in 12 boxes",
    "Orders in 99 years",
  ])
    assert.equal(asked(name), undefined, name);
});
