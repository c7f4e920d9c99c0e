/** Reading written dates and times: ISO, day-month-year in its orders, month names, Excel's day numbers. */
import { asciiDigits, fold } from "#model/folding.ts";

export const DAY = 86_400_000;
/** The instants between which PostgreSQL and ISO 8601 write four digits of year. */
export const FIRST_INSTANT = Date.parse("0001-01-01T00:00:00Z");
export const LAST_INSTANT = Date.parse("9999-12-31T23:59:59.999Z");

/** A date as written: midnight of the day as if UTC, ms since midnight where a time stood, offset in ms where a zone stood. */
export interface Written {
  day: number;
  time: number | undefined;
  offset: number | undefined;
}
export type DateOrder = "dmy" | "mdy" | "ymd";

const TIME = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*([Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?`;
const ISO = new RegExp(String.raw`^(\d{4})-(\d\d)-(\d\d)(?:[Tt ]${TIME})?$`);
const NUMBERS = new RegExp(String.raw`^(\d{1,4})([/.\-\s])\s?(\d{1,2})\2\s?(\d{1,4})(?:[Tt,\s]\s*${TIME})?$`);
const ASCII = /^[\x20-\x7e]+$/;
const NAMED = new RegExp(String.raw`^([^:]+?)(?:[Tt,\s]\s*${TIME})?$`);
/** Excel's day 0 as the 1900 system counts after its leap-year error. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

/** `undefined` where it is no date, `ambiguous` where `order` is not known and day and month could be swapped. */
export function readWritten(input: string, order?: DateOrder): Written | "ambiguous" | undefined {
  const iso = ISO.exec(input);
  if (iso) return withTime(dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3])), iso, 4);
  if (input.length > 60) return undefined;
  return ASCII.test(input) ? readOther(input, order) : readForeign(input, order);
}

/** Digits of other scripts, marks of direction and other spaces made plain. */
function readForeign(input: string, order?: DateOrder): Written | "ambiguous" | undefined {
  const text = asciiDigits(input)
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/[\s،]+/g, " ")
    .trim();
  const iso = ISO.exec(text);
  return iso ? withTime(dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3])), iso, 4) : readOther(text, order);
}

function readOther(text: string, order?: DateOrder): Written | "ambiguous" | undefined {
  const numbers = NUMBERS.exec(text);
  if (numbers) {
    const day = ordered(numbers[1]!, numbers[3]!, numbers[4]!, order);
    return day === "ambiguous" ? day : withTime(day, numbers, 5);
  }
  if (/^\d+(\.\d+)?$/.test(text)) return bare(text);
  const named = NAMED.exec(text);
  return named ? withTime(namedDay(named[1]!), named, 2) : undefined;
}

/** Midnight of a day that exists, as if UTC. */
export function dayOf(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const at = year > 99 ? Date.UTC(year, month - 1, day) : new Date(0).setUTCFullYear(year, month - 1, day);
  return day > 28 && new Date(at).getUTCDate() !== day ? undefined : at;
}

function withTime(day: number | undefined, match: RegExpExecArray, at: number): Written | undefined {
  if (day === undefined) return undefined;
  if (match[at] === undefined) return { day, time: undefined, offset: undefined };
  let hour = Number(match[at]);
  const minute = Number(match[at + 1]);
  const second = Number(match[at + 2] ?? 0);
  const half = match[at + 4]?.toLowerCase();
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.startsWith("p") ? 12 : 0);
  }
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return undefined;
  const fraction = match[at + 3];
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, "0").slice(0, 3));
  const zone = match[at + 5];
  return {
    day,
    time: ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000 + ms,
    offset: zone === undefined ? undefined : offsetOf(zone),
  };
}

function offsetOf(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", "") || 0);
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 50 ? 2000 : 1900);
}

function ordered(first: string, second: string, third: string, order?: DateOrder): number | "ambiguous" | undefined {
  if (first.length > 2) return third.length > 2 ? undefined : dayOf(Number(first), Number(second), Number(third));
  if (order === "ymd") return third.length > 2 ? undefined : dayOf(fullYear(first), Number(second), Number(third));
  if (third.length === 1 || third.length === 3) return undefined;
  const year = fullYear(third);
  const [a, b] = [Number(first), Number(second)];
  if (order === "dmy") return dayOf(year, b, a);
  if (order === "mdy") return dayOf(year, a, b);
  const [dmy, mdy] = [dayOf(year, b, a), dayOf(year, a, b)];
  return dmy !== undefined && mdy !== undefined && dmy !== mdy ? "ambiguous" : (dmy ?? mdy);
}

/** `20240531`, or Excel's count of days with the time as a fraction: `40513.35`. */
function bare(text: string): Written | undefined {
  if (/^(1[6-9]|2[01])\d{6}$/.test(text)) {
    const day = dayOf(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
    return day === undefined ? undefined : { day, time: undefined, offset: undefined };
  }
  if (!/^[1-9]\d{4}(\.\d+)?$/.test(text)) return undefined;
  const serial = Number(text);
  const whole = Math.floor(serial);
  const time = text.includes(".") ? Math.min(Math.round((serial - whole) * 86_400) * 1000, DAY - 1000) : undefined;
  return { day: EXCEL_EPOCH + whole * DAY, time, offset: undefined };
}

let months: Map<string, number> | undefined;
let weekdays: Set<string> | undefined;

function monthNames(): Map<string, number> {
  if (months) return months;
  months = new Map([["sept", 9]]);
  weekdays = new Set();
  for (const language of ["en", "hi", "ur"]) {
    for (const style of ["long", "short"] as const) {
      const month = new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" });
      const weekday = new Intl.DateTimeFormat(language, { weekday: style, timeZone: "UTC" });
      for (let n = 0; n < 12; n += 1) months.set(fold(month.format(Date.UTC(2024, n, 15))).replace(/\.$/, ""), n + 1);
      for (let n = 1; n <= 7; n += 1) weekdays.add(fold(weekday.format(Date.UTC(2024, 0, n))).replace(/\.$/, ""));
    }
  }
  return months;
}

/** `31 May 2024`, `May 31, 2024`, `Fri 31-May-24`, `2024 May 31`, in English, Hindi and Urdu. */
function namedDay(text: string): number | undefined {
  const names = monthNames();
  const parts = fold(text)
    .split(/[\s,.\-/]+/)
    .filter((part) => part !== "" && !weekdays!.has(part));
  const month = names.get(parts.find((part) => names.has(part)) ?? "");
  const numbers = parts
    .filter((part) => !names.has(part))
    .map((part) => part.replace(/^(\d{1,2})(st|nd|rd|th)$/, "$1"));
  if (
    month === undefined ||
    parts.length !== 3 ||
    numbers.length !== 2 ||
    !numbers.every((part) => /^\d{1,4}$/.test(part))
  )
    return undefined;
  const [first = "", second = ""] = numbers;
  return first.length > 2 ? dayOf(Number(first), month, Number(second)) : dayOf(fullYear(second), month, Number(first));
}

/** `2024-05-31` of a midnight as if UTC. */
export const isoDay = (day: number): string => new Date(day).toISOString().slice(0, 10);
