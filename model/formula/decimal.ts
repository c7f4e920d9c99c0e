/** Decimal arithmetic as PostgreSQL's numeric does it, scale by scale, so that both interpreters give the same digits (numeric.c). */

/** `digits` / 10^`scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

const GROUP = 4;
const MIN_SIGNIFICANT = 16;
const MAX_SCALE = 1000;

export function decimal(text: string): Decimal {
  const [whole = "", fraction = ""] = text.split(".");
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

export const ofInteger = (value: number | bigint): Decimal => ({ digits: BigInt(value), scale: 0 });

/** Without zeros at its end. */
export function decimalText({ digits, scale }: Decimal): string {
  const negative = digits < 0n;
  const all = (negative ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = all.slice(0, all.length - scale);
  const fraction = all.slice(all.length - scale).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return negative && text !== "0" ? `-${text}` : text;
}

const power = (exponent: number): bigint => 10n ** BigInt(exponent);
const widened = ({ digits, scale }: Decimal, to: number): bigint => digits * power(to - scale);

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [widened(a, scale), widened(b, scale), scale];
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x + y, scale };
}

export const negated = ({ digits, scale }: Decimal): Decimal => ({ digits: -digits, scale });
export const times = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, scale: a.scale + b.scale });

export function compared(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** @param b not zero */
export function remainder(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x % y, scale };
}

/** Half away from zero. */
function shortened(top: bigint, bottom: bigint): bigint {
  const negative = top < 0n !== bottom < 0n;
  const [x, y] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  const result = (x * 2n + y) / (y * 2n);
  return negative ? -result : result;
}

export function rounded(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { digits: widened(value, scale), scale };
  return { digits: shortened(value.digits, power(value.scale - scale)), scale };
}

/** The next whole number below, or above. */
export function wholeTowards(value: Decimal, up: boolean): Decimal {
  const step = power(value.scale);
  const cut = value.digits / step;
  const rest = value.digits % step;
  const further = up ? rest > 0n : rest < 0n;
  return { digits: further ? cut + (up ? 1n : -1n) : cut, scale: 0 };
}

export const truncated = (value: Decimal): bigint => value.digits / power(value.scale);

/** @param b not zero */
export function quotient(a: Decimal, b: Decimal): Decimal {
  const [x, y] = [leading(a), leading(b)];
  const weight = x.weight - y.weight - (x.first <= y.first ? 1 : 0);
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SIGNIFICANT - weight * GROUP, a.scale, b.scale, 0));
  return { digits: shortened(a.digits * power(scale + b.scale), b.digits * power(a.scale)), scale };
}

/** The first group of four digits that is not zero, and its place before (or behind) the point. */
function leading({ digits, scale }: Decimal): { weight: number; first: number } {
  if (digits === 0n) return { weight: 0, first: 0 };
  const fraction = Math.ceil(scale / GROUP) * GROUP;
  const text = ((digits < 0n ? -digits : digits) * power(fraction - scale)).toString();
  const groups = Math.ceil(text.length / GROUP);
  const first = Number(text.slice(0, text.length - (groups - 1) * GROUP));
  return { weight: groups - 1 - fraction / GROUP, first };
}
