/** The keys of names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nameKeys, namesMatch } from "./name-key.ts";

test("the same name in three scripts shares a key", () => {
  for (const [first, ...others] of [
    ["mohammad", "मोहम्मद", "محمد"],
    ["Sharma", "शर्मा", "شرما"],
  ])
    for (const other of others) assert.ok(namesMatch(first!, other), other);
  assert.deepEqual(nameKeys("42"), []);
  assert.deepEqual(nameKeys("王"), []);
});
