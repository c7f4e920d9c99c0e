/** Values of options from the words that people write. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { optionValue } from "./option-value.ts";

test("an option's value is its word, in Latin letters whatever script it is written in", () => {
  const values = ["Gold", " Gold plated ", "चाँदी", "نیا گاہک", "१० दिन", "金", "…", ""].map((word) =>
    optionValue(word, []),
  );
  assert.deepEqual(values, ["Gold", "Gold plated", "chandi", "naya gahak", "10 din", "金", "", ""]);
});

test("two words that are written alike in Latin are two values", () => {
  assert.equal(optionValue("चाँदी", ["chandi", "chandi 2"]), "chandi 3");
  assert.equal(optionValue("", [""]), "");
});
