/** The clock is the country's in every language; days are written as in the country. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countsToTwelve, halvesOfDay, writingDates } from "./dates.ts";

const EVENING = new Date("2026-11-22T19:49Z");
const written = (language: string, country: string, options: Intl.DateTimeFormatOptions): string =>
  writingDates(language, country, { ...options, timeZone: "UTC", numberingSystem: "latn" }).format(EVENING);

test("one workspace has one clock, whichever language its times are read in", () => {
  for (const [country, time] of [
    ["IN", /^7:49 [ap]m$/i],
    ["PK", /^7:49 [ap]m$/i],
    ["US", /^7:49\s[ap]m$/i],
    ["GB", /^19:49$/],
    ["DE", /^19:49$/],
  ] as const)
    for (const language of ["en", "hi", "ur"]) {
      assert.match(written(language, country, { timeStyle: "short" }), time, `${language}-${country}`);
      assert.equal(countsToTwelve(country), time.source.startsWith("^7"));
    }
});

test("a day in English reads day, month, year in Pakistan as in India", () => {
  for (const country of ["PK", "IN"]) {
    assert.equal(written("en", country, { dateStyle: "medium" }), "22 Nov 2026");
    assert.match(written("en", country, { dateStyle: "medium", timeStyle: "short" }), /^22 Nov 2026, 7:49 pm$/i);
  }
});

test("the halves of a day are picked by the words that times are told in", () => {
  for (const language of ["en", "hi", "ur"]) {
    const { pm } = halvesOfDay(language, "IN");
    assert.ok(written(language, "IN", { timeStyle: "short" }).endsWith(pm), `${language}: ${pm}`);
  }
});
