/** Dates that move with the clock: months that are shorter, weeks as the company begins them, clocks that are changed, and years out of reach. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDayOfEachYear, resolveRelative } from "./relative-date.ts";

const on = (
  relative: string,
  now: string,
  {
    zone = "UTC",
    weekStart,
    fiscal,
    as = "date",
  }: { zone?: string; weekStart?: number; fiscal?: string; as?: "date" | "instant" } = {},
) =>
  resolveRelative(
    { relative },
    new Date(now),
    {
      timeZone: zone,
      ...(weekStart === undefined ? {} : { weekStart }),
      ...(fiscal === undefined ? {} : { fiscalYearStart: fiscal }),
    },
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

test("the fiscal year and its quarters begin where the company's do, and with the calendar's where nothing is said", () => {
  const at = (day: string, fiscal?: string) =>
    ["startOfFiscalYear", "startOfFiscalQuarter"].map((relative) =>
      on(relative, `${day}T12:00:00Z`, fiscal === undefined ? {} : { fiscal }),
    );
  assert.deepEqual(at("2026-11-23"), ["2026-01-01", "2026-10-01"]);
  assert.deepEqual(at("2026-11-23", "07-01"), ["2026-07-01", "2026-10-01"]);
  assert.deepEqual(at("2026-03-31", "04-01"), ["2025-04-01", "2026-01-01"]);
  assert.deepEqual(at("2026-04-01", "04-01"), ["2026-04-01", "2026-04-01"]);
  assert.deepEqual(at("2026-07-05", "04-06"), ["2026-04-06", "2026-04-06"]);
  assert.deepEqual(at("2026-07-06", "04-06"), ["2026-04-06", "2026-07-06"]);
  assert.deepEqual(at("2026-02-28", "08-31"), ["2025-08-31", "2026-02-28"]);
  assert.deepEqual(at("2026-02-27", "08-31"), ["2025-08-31", "2025-11-30"]);
  // It is a day later in Karachi.
  const late = { zone: "Asia/Karachi", fiscal: "07-01", as: "instant" } as const;
  assert.equal(on("startOfFiscalYear", "2026-06-30T20:00:00Z", late), "2026-06-30T19:00:00.000Z");
});

test("a fiscal year begins on a day that each year has", () => {
  for (const day of ["01-01", "02-28", "04-06", "12-31"]) assert.ok(isDayOfEachYear(day), day);
  for (const day of ["02-29", "02-30", "04-31", "00-10", "13-01", "1-1", "04-01x", "04-1\n"])
    assert.ok(!isDayOfEachYear(day), day);
});
