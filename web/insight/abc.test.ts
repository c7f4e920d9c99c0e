/** The ABC curve's arithmetic and the charts' scales. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { amountAt, bandAt, bands, moveLimit, stretch } from "./abc.ts";
import { across, shareAt, ticks, up, valueAt, type ChartFrame } from "./scale.ts";

const curve = [
  { customers: 0, amount: 0 },
  { customers: 0.2, amount: 0.8 },
  { customers: 0.6, amount: 1.02 },
  { customers: 1, amount: 1 },
];

test("bands stand side by side and end at 1", () => {
  const classes = [0.2, 0.3, 0.5].map((customerShare, index) => ({
    class: "ABC"[index] ?? "",
    customers: 1,
    customerShare,
    amount: "1",
    amountShare: 0,
  }));
  assert.deepEqual(
    bands(classes).map(({ name, from, to }) => [name, from, to]),
    [
      ["A", 0, 0.2],
      ["B", 0.2, 0.5],
      ["C", 0.5, 1],
    ],
  );
  assert.equal(bandAt(bands(classes), 0.2)?.name, "B");
  assert.equal(bandAt(bands(classes), 1)?.name, "C");
});

test("the curve is read on straight lines between points", () => {
  assert.equal(amountAt(curve, 0), 0);
  assert.ok(Math.abs(amountAt(curve, 0.1) - 0.4) < 1e-12);
  assert.equal(amountAt(curve, 1), 1);
  assert.equal(amountAt([], 0.5), 0);
  assert.deepEqual(
    stretch(curve, 0.2, 0.6).map((point) => point.customers),
    [0.2, 0.6],
  );
});

test("a limit stays between its neighbours", () => {
  assert.deepEqual(moveLimit([80, 95], 0, 99), [94, 95]);
  assert.deepEqual(moveLimit([80, 95], 1, 10), [80, 81]);
  assert.deepEqual(moveLimit([80, 95], 1, 120), [80, 99]);
  assert.deepEqual(moveLimit([80, 95], 0, 71.6), [72, 95]);
});

test("ticks are round and cover the figures", () => {
  assert.deepEqual(ticks(0, 97, 4), [0, 25, 50, 75, 100]);
  assert.deepEqual(ticks(-30, 90, 4), [-50, 0, 50, 100]);
  assert.deepEqual(ticks(0, 0), [0]);
});

for (const mirrored of [false, true]) {
  test(`places and shares are opposites${mirrored ? ", mirrored" : ""}`, () => {
    const frame: ChartFrame = { width: 400, height: 200, start: 40, end: 10, top: 5, bottom: 20, mirrored };
    assert.equal(across(frame, 0), mirrored ? 360 : 40);
    for (const share of [0, 0.3, 1]) assert.ok(Math.abs(shareAt(frame, across(frame, share)) - share) < 1e-12);
    for (const value of [0, 40, 100])
      assert.ok(Math.abs(valueAt(frame, up(frame, value, 0, 100), 0, 100) - value) < 1e-9);
  });
}
