/** When a view differs from the saved one, and where it comes to stand among the others. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MetaObject } from "../../../api/meta.ts";
import { placeBetween, plainView, saidBy, sameView, sayOf, type Draft } from "./shown.ts";

const fields = ["number", "total", "status", "orderedAt"].map((name) => ({ name }));
const object = { fields, list: { columns: ["number", "total"], sort: "-orderedAt" } } as MetaObject;

test("what says the same as the object's own list says nothing, whatever the order of keys", () => {
  const standard = { columns: [{ field: "number" }, { field: "total" }], sort: "-orderedAt", totals: {}, pinned: 1 };
  assert.deepEqual(plainView({ ...standard, filter: undefined, layout: "table" }, object), {});
  const filter = { field: "kind", op: "eq", value: "return" } as const;
  const stored = JSON.parse(`{"value":"return","op":"eq","field":"kind"}`) as typeof filter;
  assert.ok(sameView({ filter }, { filter: stored }, object));
  assert.ok(!sameView({ columns: [{ field: "number", width: 90 }, { field: "total" }] }, {}, object));
});

test("a view that moves gets a place between its new neighbours", () => {
  const views = ["1", "2", "3.5"].map((position) => ({ position }));
  assert.equal(placeBetween(views, 2, -1), 1.5);
  assert.equal(placeBetween(views, 0, 1), 2.75);
  assert.equal(placeBetween(views, 1, 1), 4.5);
  assert.equal(placeBetween(views, 1, -1), 0);
  assert.equal(placeBetween(views, 0, -1), undefined);
});

test("an address says how a list is laid out, and reads as it was said", () => {
  const lists: Draft[] = [
    { groupBy: "status" },
    { layout: "board", boardField: "status" },
    { layout: "calendar", calendarField: "orderedAt", span: "week" },
    { layout: "gallery" },
    { layout: "chart", chart: { by: "orderedAt:month", measure: "sum:total" } },
    { columns: [{ field: "total" }, { field: "number" }] },
  ];
  for (const list of lists)
    assert.ok(sameView(saidBy(sayOf(list, object), object), list, object), JSON.stringify(list));
  assert.deepEqual(
    { ...sayOf({ columns: [{ field: "number", width: 90 }, { field: "total" }] }, object) },
    sayOf({}, object),
  );
});

test("where an address says a plain table, nothing that is kept groups it; unknown columns are put aside", () => {
  const kept: Draft = { groupBy: "status" };
  assert.equal({ ...kept, ...saidBy({ layout: "table" }, object) }.groupBy, undefined);
  assert.equal({ ...kept, ...saidBy({ q: "tea" }, object) }.groupBy, "status");
  assert.deepEqual(saidBy({ columns: "total,secret" }, object).columns, [{ field: "total" }]);
  assert.deepEqual(saidBy({ columns: "secret" }, object), {});
});
