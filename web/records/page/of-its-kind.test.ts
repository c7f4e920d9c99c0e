/** What every kind reads is of its kind, and what another kind has left is not, where the screen would fail on it. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import type { Fixtures } from "#fields/fixtures.ts";
import { fieldTypes } from "#fields/index.ts";
import type { ParseSettings } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { isOfItsKind } from "./of-its-kind.ts";

const SETTINGS: ParseSettings = { country: "PK", baseCurrency: "PKR", timeZone: "Asia/Karachi" };
const FOLDER = new URL("../../../fields/", import.meta.url);

test("the values of each kind are of it", async () => {
  let looked = 0;
  for (const folder of await readdir(FOLDER)) {
    const found = (await import(new URL(`${folder}/fixtures.ts`, FOLDER).href).catch(() => undefined)) as
      | { fixtures: Fixtures }
      | undefined;
    const [field] = found?.fixtures.fields ?? [];
    if (!found || !field || fieldTypes[field.type]!.numbered) continue;
    for (const [, value] of found.fixtures.valid)
      if (value !== null) {
        assert.ok(isOfItsKind(field, value, SETTINGS), `${field.type} ${JSON.stringify(value)}`);
        looked += 1;
      }
  }
  assert.ok(looked > 100, `${looked}`);
});

test("what a field had when it was of another kind is not of its kind", () => {
  const left: [string, Json][] = [
    ["date", "soon"],
    ["datetime", "soon"],
    ["date", 12],
    ["money", "12.50"],
    ["money", 12],
    ["location", ["a", "b"]],
    ["location", "28.6, 77.2"],
    ["phones", ["0300"]],
    ["number", "many"],
    ["boolean", "yes"],
  ];
  for (const [type, value] of left)
    assert.equal(isOfItsKind({ type }, value, SETTINGS), false, `${type} ${JSON.stringify(value)}`);
});

test("a limit of today makes no other kind of what was written before it", () => {
  assert.ok(isOfItsKind({ type: "integer", max: 10 }, 12, SETTINGS));
  assert.ok(isOfItsKind({ type: "text", maxLength: 2 }, "long", SETTINGS));
});
