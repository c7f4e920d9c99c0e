/** Marks of a chart: dates in their order, groups by their size, each with the filter of its records. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MetaField } from "../../../api/meta.ts";
import { marksOf, MOST_BARS, MOST_DATES, OTHERS } from "./marks.ts";

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

test("a month in which there is nothing is nothing, not a gap; an emptiness wider than the chart stays out", () => {
  const by = { field, step: "month" as const };
  const sums = [
    { group: "2099-01-01", count: 1, "sum:total": "1.00" },
    { group: "2026-03-01", count: 2, "sum:total": "20.00" },
    { group: "2025-12-01", count: 1, "sum:total": null },
    { group: null, count: 5, "sum:total": "5.00" },
  ];
  const { marks, left } = marksOf(by, sums, "sum:total");
  assert.deepEqual(
    marks.map(({ group, value }) => [group, value]),
    [
      ["2025-12-01", null],
      ["2026-01-01", 0],
      ["2026-02-01", 0],
      ["2026-03-01", 20],
      ["2099-01-01", 1],
    ],
  );
  assert.equal(left, 0);
  const february = { from: "2026-02-01", to: "2026-02-28" };
  assert.deepEqual(marks[2]!.filter, { field: "orderedAt", op: "between", value: february });
  assert.equal(marksOf(by, sums, "avg:total").marks[1]!.value, null);
});

test("the groups beyond the bound are one mark with all that is left, to the last digit; an average has none", () => {
  const sums = Array.from({ length: 40 }, (_, at) => ({ group: `g${at}`, count: 1, "sum:total": `${100 - at}.10` }));
  const whole = { count: 45, "sum:total": "90071992547409931.05" };
  const { marks, left } = marksOf({ field, step: undefined }, sums, "sum:total", whole);
  const others = marks.at(-1)!;
  assert.deepEqual([marks.length, left, others.key, others.count], [MOST_BARS + 1, 0, OTHERS, 45 - MOST_BARS]);
  assert.equal(others.text, "90071992547407728.55");
  assert.ok("not" in others.filter);
  assert.equal(marksOf({ field, step: undefined }, sums, "avg:total", whole).left, 40 - MOST_BARS);
});
