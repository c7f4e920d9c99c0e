/** Numbers written by the country's own plan stand as the plans of the world would write them, in every country. */
import assert from "node:assert/strict";
import { test } from "node:test";
import examples from "libphonenumber-js/mobile/examples";
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { learnPhonePlan, writtenAtHome } from "./home.ts";
import { phonePlanOf } from "./plan.ts";
import { shownPhone } from "./shown.ts";

const countries = getCountries();
for (const country of countries) learnPhonePlan(country, phonePlanOf(country));

/** The country's example, and numbers of its length that begin with each two digits. */
function* numbersOf(country: (typeof countries)[number]): Iterable<string> {
  const example = examples[country] as string | undefined;
  if (example === undefined) return;
  yield example;
  for (let start = 10; start < 100; start++)
    for (const length of [example.length - 1, example.length]) yield `${start}${"234567891234".slice(0, length - 2)}`;
}

test("a number at home is written as it will be when all plans are there", () => {
  let written = 0;
  const wrong: string[] = [];
  for (const country of countries)
    for (const number of numbersOf(country)) {
      const value = `+${getCountryCallingCode(country)}${number}`;
      const shown = writtenAtHome(value, country);
      // What is read otherwise is kept otherwise.
      if (shown === undefined || parsePhoneNumberFromString(value)?.number !== value) continue;
      written += 1;
      if (shown !== shownPhone(value, country))
        wrong.push(`${country} ${value}: ${shown} ≠ ${shownPhone(value, country)}`);
    }
  assert.deepEqual(wrong, []);
  assert.ok(written > 10_000, `${written} numbers`);
});

test("numbers of India, Pakistan, Britain and America are written at once, those of others are not", () => {
  assert.equal(writtenAtHome("+923001234567", "PK"), "0300 1234567");
  assert.equal(writtenAtHome("+919876543210", "IN"), "098765 43210");
  assert.equal(writtenAtHome("+442079460018", "GB"), "020 7946 0018");
  assert.equal(writtenAtHome("+12133734253", "US"), "(213) 373-4253");
  assert.equal(writtenAtHome("+442079460018", "PK"), undefined);
  assert.equal(writtenAtHome("+16135550123", "US"), undefined, "a number of Canada");
  assert.ok(JSON.stringify(phonePlanOf("IN")).length < 4000, "it comes with every page");
});
