/** Decimal text against exact arithmetic. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonical, compareDecimals, readDecimal } from "./decimal.ts";

const SCALE = 12;
const exact = fc.tuple(fc.bigInt({ min: -(10n ** 26n), max: 10n ** 26n }), fc.integer({ min: 0, max: SCALE }));

/** `units` of the last decimal, written with `decimals` decimals. */
function written([units, decimals]: [bigint, number]): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return units < 0n ? `-${text}` : text;
}

const scaled = ([units, decimals]: [bigint, number]): bigint => units * 10n ** BigInt(SCALE - decimals);

test("comparison is that of the numbers", () => {
  fc.assert(
    fc.property(exact, exact, (a, b) => {
      const [left, right] = [scaled(a), scaled(b)];
      assert.equal(Math.sign(compareDecimals(written(a), written(b))), left < right ? -1 : left > right ? 1 : 0);
      assert.equal(canonical(written(a)) === canonical(written(b)), left === right);
    }),
    { numRuns: 2000 },
  );
});

test("grouping by thousands, by lakh and with the comma as decimal sign reads as the same number", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -999_999_999, max: 999_999_999 }),
      fc.integer({ min: 0, max: 99 }),
      (whole, cents) => {
        const number = whole + (whole < 0 ? -cents : cents) / 100;
        const expected = readDecimal(number.toFixed(2));
        const options = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
        assert.equal(readDecimal(number.toLocaleString("en-US", options)), expected);
        assert.equal(readDecimal(number.toLocaleString("en-IN", options)), expected);
        assert.equal(readDecimal(number.toLocaleString("ur-PK-u-nu-arabext", options)), expected);
        assert.equal(readDecimal(number.toLocaleString("hi-IN-u-nu-deva", options)), expected);
        assert.equal(readDecimal(number.toLocaleString("de-DE", options), ","), expected);
        assert.equal(readDecimal(number.toLocaleString("fr-FR", options), ","), expected);
      },
    ),
    { numRuns: 500 },
  );
});
