/** Local times against what Intl says of the same instants, in zones with changes of every kind. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { instantOf, isTimeZone, localDay, offsetAt } from "./time-zone.ts";

const zones = [
  "UTC",
  "Europe/London",
  "Asia/Karachi",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "America/St_Johns",
  "Pacific/Apia",
];
const minute = 60_000;
const somewhen = fc
  .integer({ min: Date.UTC(1995, 0, 1) / minute, max: Date.UTC(2030, 0, 1) / minute })
  .map((count) => count * minute);

test("an instant is found again by its local time, or the earlier one that shows the same", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), somewhen, (zone, instant) => {
      const local = instant + offsetAt(instant, zone);
      const found = instantOf(local, zone);
      assert.equal(found + offsetAt(found, zone), local);
      assert.ok(found <= instant);
    }),
    { numRuns: 5000 },
  );
});

test("every minute around the changes of London is right", () => {
  const skipped = Date.UTC(2010, 2, 28, 1, 30);
  assert.equal(instantOf(skipped, "Europe/London"), Date.UTC(2010, 2, 28, 1, 30));
  for (let local = Date.UTC(2010, 9, 30, 22); local < Date.UTC(2010, 10, 1, 2); local += minute) {
    const summer = local < Date.UTC(2010, 9, 31, 2);
    assert.equal(instantOf(local, "Europe/London"), summer ? local - 60 * minute : local);
  }
});

test("the local day is that of the zone's calendar", () => {
  assert.equal(localDay(Date.UTC(2024, 4, 31, 20), "Asia/Karachi"), Date.UTC(2024, 5, 1));
  assert.equal(localDay(Date.UTC(2024, 4, 31, 20), "UTC"), Date.UTC(2024, 4, 31));
  assert.deepEqual([isTimeZone("Asia/Karachi"), isTimeZone("Mars/Base")], [true, false]);
});
