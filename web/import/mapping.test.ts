/** Changes of an import's mapping. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Mapping } from "./import.queries.ts";
import {
  leftOut,
  readTarget,
  secondsLeft,
  targetKey,
  targetOf,
  withFee,
  withinMeta,
  withSuppression,
  withTarget,
} from "./mapping.ts";

const mapping: Mapping = {
  preset: "records",
  object: "company",
  mode: "both",
  key: "name",
  repeats: "merge",
  trashed: "new",
  constants: [],
  customerKind: "company",
  currency: "GBP",
  timeZone: "Europe/London",
  returns: { cancelledPrefix: "C" },
  suppressions: [{ index: 2, channel: "email" }],
  columns: [
    { index: 0, target: { object: "company", field: "name" } },
    { index: 1, target: { object: "company", field: "address", part: "city" } },
    { index: 3, target: null },
  ],
  fees: [{ code: "POST", description: "Postage", lines: 2, amount: "36.00", proposed: true, fee: true }],
};
const columns = [0, 1, 2, 3].map((index) => ({ index, name: `c${index}`, samples: [] }));

test("targets are one word and back", () => {
  for (const key of ["company.name", "company.address.city"]) assert.equal(targetKey(readTarget(key)), key);
  assert.equal(readTarget(""), null);
  assert.equal(targetKey(null), "");
});

test("a field is filled by one column", () => {
  const next = withTarget(mapping, 3, { object: "company", field: "name" });
  assert.equal(targetOf(next, 0), null);
  assert.deepEqual(targetOf(next, 3), { object: "company", field: "name" });
  assert.deepEqual(
    next.columns.map((column) => column.index),
    [0, 1, 3],
  );
});

test("a suppression column has no target, and a target ends its suppression", () => {
  const next = withSuppression(mapping, 1, "phone");
  assert.equal(targetOf(next, 1), null);
  assert.equal(next.suppressions.length, 2);
  assert.deepEqual(withTarget(next, 1, null).suppressions, [{ index: 2, channel: "email" }]);
});

test("columns that go nowhere are named", () => {
  assert.deepEqual(
    leftOut(columns, mapping).map((column) => column.index),
    [3],
  );
});

test("what is there no more is no target and no key, and what cannot be told stays", () => {
  const meta = (...names: string[]) =>
    ({ objects: [{ name: "company", fields: names.map((name) => ({ name })) }] }) as never;
  assert.equal(withinMeta(mapping, meta("name", "address")), mapping);
  const next = withinMeta(mapping, meta("address"));
  assert.deepEqual([targetOf(next, 0), next.key], [null, null]);
  assert.deepEqual(targetOf(next, 1), { object: "company", field: "address", part: "city" });
  assert.equal(withinMeta(mapping, { objects: [] }), mapping);
});

test("a fee is confirmed or not", () => {
  assert.equal(withFee(mapping, "POST", false).fees[0]?.fee, false);
  assert.equal(withFee(mapping, "post", false).fees[0]?.fee, true);
});

test("time left is told once there is something to go by", () => {
  assert.equal(secondsLeft(0, 100, 10), undefined);
  assert.equal(secondsLeft(50, 100, 1), undefined);
  assert.equal(secondsLeft(25, 100, 10), 30);
});
