/** Words of other scripts in Latin letters. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inLatin, textInLatin } from "./in-latin.ts";

const HINDI = {
  फ़ोन: "fon",
  ग्राहक: "grahak",
  पहली: "pahli",
  सरकारी: "sarkari",
  परिवहन: "parivahan",
  चाँदी: "chandi",
  मूल्य: "mulya",
  शर्त: "shart",
  संपर्क: "sampark",
  ज्ञान: "gyan",
  गाँव: "gaon",
};
const URDU = {
  فون: "fon",
  گاہک: "gahak",
  قیمت: "qimat",
  تاریخ: "tarikh",
  دوست: "dost",
  رپورٹ: "raport",
  درجہ: "darja",
  نیا: "naya",
  معلومات: "malomat",
  شروع: "sharo",
  اسکول: "iskol",
};

const read = (words: object) => Object.fromEntries(Object.keys(words).map((word) => [word, inLatin(word)]));

test("words are written as they are spoken", () => {
  assert.deepEqual(read(HINDI), HINDI);
  assert.deepEqual(read(URDU), URDU);
});

test("within a text all but Latin letters is turned, figures too; scripts that are not read are left out", () => {
  assert.equal(textInLatin("VIP ग्राहक, १२ महीने"), "VIP grahak , 12 mahine");
  assert.equal(textInLatin("Café 年"), "Café");
});

test("of any text at all there are only the letters a to z", () => {
  const unit = fc.constantFrom(..."कखऑ़्ािेंँहरयगज्ञ؟اعبپتںویےہھئؤةى'۔\u200c");
  fc.assert(fc.property(fc.string({ unit }), (word) => assert.match(inLatin(word), /^[a-z]*$/)));
});
