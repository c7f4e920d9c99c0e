/** Marks of a chart: dates in their order, groups by their size, each with the filter of its records. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MetaField } from "../../../api/meta.ts";
import { marksOf, MOST_BARS, MOST_DATES } from "./marks.ts";

const field = { name: "orderedAt" } as MetaField;

test("dates stand in their order, the newest of many, and lead to their month", () => {
  const sums = Array.from({ length: 80 }, (_, at) => ({ group: `${2030 - at}-01-01`, count: at }));
  const { marks, left } = marksOf({ field, step: "year" }, sums, "count");
  assert.equal(marks.length, MOST_DATES);
  assert.equal(left, 80 - MOST_DATES);
  assert.equal(marks.at(-1)!.group, "2030-01-01");
  const value = { from: "2030-01-01", to: "2030-12-31" };
  assert.deepEqual(marks.at(-1)!.filter, { field: "orderedAt", op: "between", value });
});

test("groups stand by their size; one without an amount is last", () => {
  const sums = [
    { group: "a", count: 9, "avg:total": null },
    { group: "b", count: 1, "avg:total": "12.50" },
    { group: null, count: 1, "avg:total": "70" },
  ];
  const { marks } = marksOf({ field, step: undefined }, sums, "avg:total");
  assert.deepEqual(
    marks.map(({ group, value, text }) => [group, value, text]),
    [
      [null, 70, "70"],
      ["b", 12.5, "12.50"],
      ["a", null, ""],
    ],
  );
  assert.deepEqual(marks[0]!.filter, { field: "orderedAt", op: "empty" });
  const many = Array.from({ length: 40 }, (_, at) => ({ group: String(at), count: at }));
  assert.equal(marksOf({ field, step: undefined }, many, "count").left, 40 - MOST_BARS);
});
