/** Names of objects within phrases: the same for the product's and a company's own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inSentence } from "./in-sentence.ts";

test("what begins with a capital for no reason but its place begins small in a phrase, whoever named it", () => {
  assert.equal(inSentence("priceList", "Price lists", "en"), "price lists");
  assert.equal(inSentence("x_complaint", "Complaints", "en"), "complaints");
  assert.equal(inSentence("x_visit", "Service visits", "en"), "service visits");
  assert.equal(inSentence("x_eclair", "Éclairs", "en"), "éclairs");
});

test("names and abbreviations stay as they are written", () => {
  assert.equal(inSentence("slaPolicy", "SLA policy", "en"), "SLA policy");
  for (const name of ["Diwali Gifts", "VIP guests", "iPads", "GSTIN", "complaints", "शिकायतें", "شکایات", "A/C units"])
    assert.equal(inSentence("x_own", name, "en"), name);
});
