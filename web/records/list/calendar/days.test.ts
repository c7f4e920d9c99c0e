/** The calendar's days: whole weeks from the workspace's first day, months of every length, clocks that change. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, daysAround, newOn, onDay, stepped, weekOf } from "./days.ts";

test("a month is shown in whole weeks that begin where the workspace's do", () => {
  const monday = daysAround("2026-11-23", "month", 1);
  assert.deepEqual([monday[0], monday.at(-1), monday.length], ["2026-10-26", "2026-12-06", 42]);
  const sunday = daysAround("2026-11-23", "month", 7);
  assert.deepEqual([sunday[0], sunday.at(-1), sunday.length], ["2026-11-01", "2026-12-05", 35]);
  assert.deepEqual(daysAround("2026-02-10", "agenda", 6).length, 28);
  assert.equal(weekOf("2026-11-23", 6), "2026-11-21");
  assert.deepEqual(daysAround("2026-11-23", "week", 1).at(-1), "2026-11-29");
});

test("a step back from the 31st ends on the last day there is", () => {
  assert.equal(stepped("2026-03-31", "month", -1), "2026-02-28");
  assert.equal(stepped("2026-12-05", "month", 1), "2027-01-05");
  assert.equal(stepped("2026-12-28", "week", 1), "2027-01-04");
});

test("a moment stands on the day of the zone's clock, and keeps its time on another", () => {
  assert.equal(dayOf("2026-11-22T20:00:00.000Z", "Asia/Karachi"), "2026-11-23");
  assert.equal(dayOf("2026-11-22", "Asia/Karachi"), "2026-11-22");
  assert.equal(onDay("2026-11-22T20:00:00.000Z", "2026-12-01", "Asia/Karachi"), "2026-11-30T20:00:00.000Z");
  assert.equal(onDay("2026-03-28T09:00:00.000Z", "2026-03-30", "Europe/London"), "2026-03-30T08:00:00.000Z");
  assert.equal(onDay("2026-03-28", "2026-03-30", "Europe/London"), "2026-03-30");
  assert.equal(newOn("2026-07-01", true, "Europe/London"), "2026-07-01T08:00:00.000Z");
  assert.equal(newOn("2026-07-01", false, "Europe/London"), "2026-07-01");
});
