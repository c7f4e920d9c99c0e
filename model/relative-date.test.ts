/** Dates that move with the clock: months that are shorter, weeks as the company begins them, clocks that are changed, and years out of reach. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveRelative } from "./relative-date.ts";

const on = (
  relative: string,
  now: string,
  { zone = "UTC", weekStart, as = "date" }: { zone?: string; weekStart?: number; as?: "date" | "instant" } = {},
) =>
  resolveRelative(
    { relative },
    new Date(now),
    { timeZone: zone, ...(weekStart === undefined ? {} : { weekStart }) },
    as,
  );

test("a month from a day that the other month does not have is its last day", () => {
  assert.equal(on("+1m", "2026-01-31T12:00:00Z"), "2026-02-28");
  assert.equal(on("+1m", "2028-01-30T12:00:00Z"), "2028-02-29");
  assert.equal(on("-1y", "2028-02-29T12:00:00Z"), "2027-02-28");
  assert.equal(on("-12m", "2028-02-29T12:00:00Z"), "2027-02-28");
});

test("a week begins on the day on which the company's weeks do", () => {
  const sunday = "2026-11-22T12:00:00Z";
  assert.deepEqual(
    [undefined, 1, 6, 7].map((weekStart) => on("startOfWeek", sunday, weekStart === undefined ? {} : { weekStart })),
    ["2026-11-16", "2026-11-16", "2026-11-21", "2026-11-22"],
  );
  assert.equal(on("startOfWeek", "2026-11-28T12:00:00Z", { weekStart: 7 }), "2026-11-22");
});

test("a day begins at the midnight of the zone, on days too on which the clock is changed", () => {
  const at = (now: string, zone: string) => on("today", now, { zone, as: "instant" });
  assert.equal(at("2026-11-22T19:00:00Z", "Asia/Kolkata"), "2026-11-22T18:30:00.000Z");
  assert.equal(at("2026-03-29T12:00:00Z", "Europe/Berlin"), "2026-03-28T23:00:00.000Z");
  assert.equal(at("2026-10-25T12:00:00Z", "Europe/Berlin"), "2026-10-24T22:00:00.000Z");
});

test("what leads out of the years that can be written is no date", () => {
  for (const relative of ["+99999y", "-99999y", "+99999m", "-99999m"])
    for (const as of ["date", "instant"] as const)
      assert.deepEqual(on(relative, "2026-11-23T00:00:00Z", { zone: "Asia/Kolkata", as }), { relative });
});
