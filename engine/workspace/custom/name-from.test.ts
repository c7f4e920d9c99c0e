/** Names for the API from words of any script. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CUSTOM_NAME } from "#model/naming.ts";
import { nameFrom } from "./name-from.ts";

const free = (): boolean => false;
const NAMES: [word: string, name: string][] = [
  ["Date of birth", "x_dateOfBirth"],
  ["Straße & Nº 2", "x_straENo2"],
  ["फ़ोन", "x_fon"],
  ["फोन नंबर", "x_phonNambar"],
  ["ग्राहक का नाम", "x_grahakKaNam"],
  ["जन्मतिथि", "x_janmatithi"],
  ["12 महीनों में ऑर्डर", "x_mahinonMenOrdar12"],
  ["१२ महीनों में", "x_mahinonMen12"],
  ["VIP ग्राहक", "x_vipGrahak"],
  ["فون", "x_fon"],
  ["گاہک کی قسم", "x_gahakKiQasam"],
  ["تاریخ پیدائش", "x_tarikhPidaish"],
  ["12 ماہ میں آرڈر", "x_mahMinArdar12"],
  ["年齢", "x_field"],
  ["2", "x_field2"],
];

test("a name is made of the word, whatever script it is written in", () => {
  assert.deepEqual(
    NAMES.map(([word]) => [word, nameFrom(word, free)]),
    NAMES,
  );
  assert.equal(nameFrom("थोक", free, "", "type"), "thok");
  assert.equal(nameFrom("年", free, "", "type"), "type");
});

test("a taken name gets a number", () => {
  const taken = new Set(["x_fon", "x_fon2"]);
  assert.equal(
    nameFrom("فون", (name) => taken.has(name)),
    "x_fon3",
  );
});

test("any word at all gets a name that may be one, the same each time", () => {
  const words = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom(..."फ़ोनकाی نہں۱२ؤ्ँA4é ") }));
  fc.assert(
    fc.property(words, (word) => {
      const name = nameFrom(word, free);
      assert.match(name, CUSTOM_NAME);
      assert.equal(nameFrom(word, free), name);
    }),
  );
});
