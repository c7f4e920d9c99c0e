/** Decimal numbers as text: read from the ways people write them and compared without ever becoming a float. */
import { asciiDigits } from "#model/folding.ts";

const PLAIN = /^-?\d{1,30}(?:\.\d{1,20})?$/;
const SCIENTIFIC = /^([+-]?)(\d+)(?:\.(\d*))?[eE]([+-]?\d{1,2})$/;
/** Signs that stand around amounts in text and say nothing of the number: `₹ 1,200/-`, `Rs. 500`. */
const AROUND = /^(?:\p{Sc}|rs\.?(?![a-z]))\s*|\s*(?:\p{Sc}|\/[-=])$/giu;

/** `007.50` → `7.5`, `-0` → `0`: equal numbers get equal text. */
export function canonical(number: string): string {
  const negative = number.startsWith("-");
  let digits = negative ? number.slice(1) : number;
  if (digits.includes(".")) digits = digits.replace(/\.?0+$/, "");
  if (digits.charCodeAt(0) === 48 && digits.length > 1) digits = digits.replace(/^0+(?=\d)/, "");
  return negative && digits !== "0" ? `-${digits}` : digits;
}

/** A number of JSON or text in canonical form; `undefined` where it is none. Grouping must be right: `1,23` is refused, `1,23,456` is not. */
export function readDecimal(input: unknown, decimal: "." | "," = "."): string | undefined {
  if (typeof input === "number") return Number.isFinite(input) ? readWritten(String(input), ".") : undefined;
  if (typeof input !== "string") return undefined;
  if (decimal === "." && PLAIN.test(input)) return canonical(input);
  return input.length > 100 ? undefined : readWritten(input, decimal);
}

function readWritten(input: string, decimal: "." | ","): string | undefined {
  let text = asciiDigits(input)
    .replace(/[\u2212\u2013\ufe63\uff0d]/g, "-")
    .replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, "")
    .trim();
  let negative = false;
  const take = (pattern: RegExp): void => {
    const match = pattern.exec(text);
    if (match?.[1] === undefined || negative) return;
    negative = true;
    text = match[1].trim();
  };
  take(/^\((.*)\)$/);
  take(/^-(.*)$/);
  text = text.replace(AROUND, "").trim();
  take(/^-(.*)$/);
  take(/^(.*)-$/);
  text = text.replace(/^\+\s*/, "");
  const number = scientific(text) ?? grouped(text, decimal);
  return number === undefined ? undefined : canonical(negative ? `-${number}` : number);
}

function scientific(text: string): string | undefined {
  const match = SCIENTIFIC.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded =
    point <= 0
      ? `0.${"0".repeat(-point)}${digits}`
      : `${digits.padEnd(point, "0").slice(0, point)}.${digits.slice(point)}0`;
  return `${sign === "-" ? "-" : ""}${padded}`;
}

function grouped(text: string, decimal: "." | ","): string | undefined {
  const arabic = text.replaceAll("\u066b", decimal).replaceAll("\u066c", decimal === "." ? "," : ".");
  const at = arabic.lastIndexOf(decimal);
  const whole = at < 0 ? arabic : arabic.slice(0, at);
  const fraction = at < 0 ? "" : arabic.slice(at + 1);
  if (!/^\d*$/.test(fraction) || (whole === "" && fraction === "")) return undefined;
  const groups =
    decimal === "."
      ? /^\d{1,3}(?:([,'’\s])\d{2,3})*?(?:[,'’\s]\d{3})$/
      : /^\d{1,3}(?:([.'’\s])\d{2,3})*?(?:[.'’\s]\d{3})$/;
  if (!/^\d*$/.test(whole) && !groups.test(whole)) return undefined;
  const digits = whole.replace(/\D/g, "") || "0";
  return fraction === "" ? digits : `${digits}.${fraction}`;
}

export const decimalsOf = (number: string): number =>
  number.includes(".") ? number.length - number.indexOf(".") - 1 : 0;
export const digitsOf = (number: string): number => number.replace(/\..*|-/g, "").length;

/** Negative, zero or positive, as for `sort`; both in decimal notation. */
export function compareDecimals(left: string, right: string): number {
  const a = canonical(left);
  const b = canonical(right);
  if (a === b) return 0;
  const negative = a.startsWith("-");
  if (negative !== b.startsWith("-")) return negative ? -1 : 1;
  const order = compareSizes(negative ? a.slice(1) : a, negative ? b.slice(1) : b);
  return negative ? -order : order;
}

function compareSizes(a: string, b: string): number {
  const [wholeA = "", fractionA = ""] = a.split(".");
  const [wholeB = "", fractionB = ""] = b.split(".");
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  return fractionA < fractionB ? -1 : 1;
}
