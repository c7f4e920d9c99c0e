/** What is proposed for a country is what its companies use, and can be used here. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isCurrency } from "#fields/money/currency.ts";
import { proposalFor } from "./country.ts";

test("the countries that the product begins with", () => {
  assert.deepEqual(proposalFor("pk"), {
    baseCurrency: "PKR",
    timeZone: "Asia/Karachi",
    phoneRegion: "PK",
    fiscalYearStart: "07-01",
    weekStart: 7,
    language: "ur",
  });
  assert.deepEqual(proposalFor("IN"), {
    baseCurrency: "INR",
    timeZone: "Asia/Kolkata",
    phoneRegion: "IN",
    fiscalYearStart: "04-01",
    weekStart: 7,
    language: "hi",
  });
  assert.deepEqual(proposalFor("GB"), {
    baseCurrency: "GBP",
    timeZone: "Europe/London",
    phoneRegion: "GB",
    fiscalYearStart: "04-01",
    weekStart: 1,
    language: "en",
  });
  assert.throws(() => proposalFor("XX"), /is no country/);
});

test("every country that Intl knows by name has a proposal that holds", () => {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  // Not countries of their own: groups, pseudo-regions, reserved codes, Antarctica, retired codes.
  const others = new Set([
    "AC",
    "AN",
    "AQ",
    "BU",
    "CP",
    "CQ",
    "CS",
    "CT",
    "DD",
    "DG",
    "DY",
    "EA",
    "EU",
    "EZ",
    "FQ",
    "FX",
    "HV",
    "IC",
    "JT",
    "MI",
    "NH",
    "NQ",
    "NT",
    "PC",
    "PU",
    "PZ",
    "QO",
    "QU",
    "RH",
    "SU",
    "TA",
    "TP",
    "UK",
    "UN",
    "VD",
    "WK",
    "XA",
    "XB",
    "YD",
    "YU",
    "ZR",
    "ZZ",
  ]);
  const codes = letters
    .flatMap((one) => letters.map((two) => one + two))
    .filter((code) => names.of(code) !== undefined && !others.has(code));
  assert.ok(codes.length > 240);
  for (const code of codes) {
    const { baseCurrency, timeZone, weekStart } = proposalFor(code);
    assert.ok(isCurrency(baseCurrency), `${code} ${baseCurrency}`);
    assert.doesNotThrow(() => new Intl.DateTimeFormat("en", { timeZone }), code);
    assert.ok(weekStart >= 1 && weekStart <= 7, code);
  }
});
