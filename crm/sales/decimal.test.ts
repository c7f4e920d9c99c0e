/** Decimal arithmetic against whole numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decimal, divided, minus, plus, rounded, textOf, times } from "./decimal.ts";

const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => ({ units, scale }));
const at6 = (value: { units: bigint; scale: number }) => value.units * 10n ** BigInt(6 - value.scale);

test("text and back is the same number", () => {
  fc.assert(fc.property(number, (value) => at6(decimal(textOf(value))) === at6(value)));
  assert.deepEqual(
    ["0.10", "-0.0", "-12.340", "100"].map((text) => textOf(decimal(text))),
    ["0.1", "0", "-12.34", "100"],
  );
});

test("sums and products are exact", () => {
  fc.assert(
    fc.property(number, number, (a, b) => at6(plus(a, b)) === at6(a) + at6(b) && at6(minus(a, b)) === at6(a) - at6(b)),
  );
  fc.assert(
    fc.property(
      number,
      number,
      (a, b) => times(a, b).units * 10n ** BigInt(12 - times(a, b).scale) === at6(a) * at6(b),
    ),
  );
});

test("rounding goes to the nearest, halves away from zero", () => {
  assert.deepEqual(
    ["1.25", "-1.25", "1.249", "1.35", "7"].map((text) => textOf(rounded(decimal(text), 1))),
    ["1.3", "-1.3", "1.2", "1.4", "7"],
  );
  assert.equal(textOf(divided(decimal("1"), decimal("3"), 4)), "0.3333");
  assert.equal(textOf(divided(decimal("-2"), decimal("0.3"), 2)), "-6.67");
});
