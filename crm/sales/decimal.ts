/** Exact arithmetic on decimal numbers as text, for sums of money that must not lose a digit. */

/** `units` × 10^−`scale` */
export interface Decimal {
  units: bigint;
  scale: number;
}

export const ZERO: Decimal = { units: 0n, scale: 0 };

/** Reads canonical text such as `-12.50`. */
export function decimal(text: string): Decimal {
  const point = text.indexOf(".");
  if (point === -1) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

/** As text, without zeroes that say nothing. */
export function textOf({ units, scale }: Decimal): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const part = scale === 0 ? "" : digits.slice(-scale).replace(/0+$/, "");
  return `${negative && units !== 0n ? "-" : ""}${whole}${part ? `.${part}` : ""}`;
}

const scaled = (value: Decimal, scale: number): bigint =>
  value.scale === scale ? value.units : value.units * 10n ** BigInt(scale - value.scale);

export function plus(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { units: scaled(left, scale) + scaled(right, scale), scale };
}

export const negative = (value: Decimal): Decimal => ({ units: -value.units, scale: value.scale });
export const minus = (left: Decimal, right: Decimal): Decimal => plus(left, negative(right));
export const times = (left: Decimal, right: Decimal): Decimal => ({
  units: left.units * right.units,
  scale: left.scale + right.scale,
});

/** To at most `scale` decimals, halves away from zero, as invoices are rounded. */
export function rounded(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return value;
  const factor = 10n ** BigInt(value.scale - scale);
  const half = value.units < 0n ? -factor / 2n : factor / 2n;
  return { units: (value.units + half) / factor, scale };
}

/** The quotient to `scale` decimals. The divisor is not zero. */
export function divided(left: Decimal, right: Decimal, scale: number): Decimal {
  const units = (left.units * 10n ** BigInt(scale + 1 + right.scale)) / (right.units * 10n ** BigInt(left.scale));
  return rounded({ units, scale: scale + 1 }, scale);
}
