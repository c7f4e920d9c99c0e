/** Dates that move with the clock: `{ "relative": "-30d" }`, `{ "relative": "startOfMonth" }`, in the workspace's zone. */
import type { ParseSettings } from "./field.ts";
import { isObject, type Json } from "./json.ts";
import { dayIn, instantOf } from "./time-zone.ts";

const OFFSET = /^([+-]?\d{1,5})([dwmy])$/;
/** Beginnings of the periods in which a day is, in the company's calendar. */
export const ANCHORS = [
  "today",
  "startOfWeek",
  "startOfMonth",
  "startOfQuarter",
  "startOfYear",
  "startOfFiscalQuarter",
  "startOfFiscalYear",
] as const;
export type Anchor = (typeof ANCHORS)[number];

type Calendar = Pick<ParseSettings, "timeZone" | "weekStart" | "fiscalYearStart">;

/**
 * Replaces relative dates inside an operand by dates (`2026-11-22`) or instants (ISO, midnight of the zone). Others pass through, and
 * so do those that lead out of the years 1 to 9999.
 */
export function resolveRelative(value: Json, now: Date, calendar: Calendar, as: "date" | "instant"): Json {
  if (Array.isArray(value)) return value.map((part) => resolveRelative(part, now, calendar, as));
  if (!isObject(value)) return value;
  const relative = value["relative"];
  if (typeof relative === "string" && Object.keys(value).length === 1) {
    const day = relativeDay(relative, dayIn(calendar.timeZone, now), calendar);
    if (day === undefined) return value as Json;
    return as === "date" ? day : startOfDay(day, calendar.timeZone).toISOString();
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, resolveRelative(part as Json, now, calendar, as)]),
  );
}

/** When the period began in which now is: a day (`2026-04-01`) or an instant. */
export const anchorOf = (anchor: Anchor, now: Date, calendar: Calendar, as: "date" | "instant"): string =>
  resolveRelative({ relative: anchor }, now, calendar, as) as string;

/** The instant at which a day begins in a zone, daylight saving included. */
const startOfDay = (day: string, timeZone: string): Date =>
  new Date(instantOf(Date.parse(`${day}T00:00:00Z`), timeZone));

/** `-30d` is 30 days ago; undefined for what is no distance. */
export function offsetOf(relative: string): { count: number; unit: "d" | "w" | "m" | "y" } | undefined {
  const [, amount, unit] = OFFSET.exec(relative) ?? [];
  return amount === undefined ? undefined : { count: Number(amount), unit: unit as "d" };
}

function relativeDay(relative: string, today: string, calendar: Calendar): string | undefined {
  const date = new Date(`${today}T00:00:00Z`);
  const anchor = ANCHORS.find((name) => name === relative);
  if (anchor) return anchored(date, anchor, calendar);
  const offset = offsetOf(relative);
  if (!offset) return undefined;
  const { count, unit } = offset;
  if (unit === "d" || unit === "w") date.setUTCDate(date.getUTCDate() + count * (unit === "w" ? 7 : 1));
  else addMonths(date, unit === "y" ? count * 12 : count);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined;
}

/** The last day of the month where the day does not exist: 31 January and a month is 28 February. */
function addMonths(date: Date, months: number): void {
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
}

function anchored(date: Date, anchor: Anchor, { weekStart = 1, fiscalYearStart = "01-01" }: Calendar): string {
  if (anchor === "startOfFiscalQuarter") return fiscalStart(date, fiscalYearStart, 3);
  if (anchor === "startOfFiscalYear") return fiscalStart(date, fiscalYearStart, 12);
  if (anchor === "startOfWeek") date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() - weekStart + 7) % 7));
  if (anchor === "startOfMonth") date.setUTCDate(1);
  if (anchor === "startOfQuarter") date.setUTCMonth(date.getUTCMonth() - (date.getUTCMonth() % 3), 1);
  if (anchor === "startOfYear") date.setUTCMonth(0, 1);
  return date.toISOString().slice(0, 10);
}

/** The first day of the part of the fiscal year, each of so many months, in which the day is. */
function fiscalStart(date: Date, yearStart: string, months: number): string {
  const [month = 1, day = 1] = yearStart.split("-").map(Number);
  const begin = new Date(date);
  begin.setUTCMonth(month - 1, day);
  if (begin > date) begin.setUTCFullYear(begin.getUTCFullYear() - 1);
  for (let last = 12 - months; ; last -= months) {
    const part = new Date(begin);
    addMonths(part, last);
    if (part <= date || last <= 0) return part.toISOString().slice(0, 10);
  }
}

/** `04-01`, but not 29 February, which most years do not have. */
export function isDayOfEachYear(text: string): boolean {
  const [, month, day] = /^(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (month === undefined) return false;
  const date = new Date(Date.UTC(2001, Number(month) - 1, Number(day)));
  return date.toISOString().slice(5, 10) === text;
}
