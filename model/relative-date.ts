/** Dates that move with the clock: `{ "relative": "-30d" }`, `{ "relative": "startOfMonth" }`, in the workspace's zone. */
import { isObject, type Json } from "./json.ts";

const OFFSET = /^([+-]?\d{1,5})([dwmy])$/;
const ANCHORS = ["today", "startOfWeek", "startOfMonth", "startOfQuarter", "startOfYear"] as const;

/** Replaces relative dates inside an operand by dates (`2026-11-22`) or instants (ISO, midnight of the zone). Others pass through. */
export function resolveRelative(value: Json, now: Date, timeZone: string, as: "date" | "instant"): Json {
  if (Array.isArray(value)) return value.map((part) => resolveRelative(part, now, timeZone, as));
  if (!isObject(value)) return value;
  const relative = value["relative"];
  if (typeof relative === "string" && Object.keys(value).length === 1) {
    const day = relativeDay(relative, localDay(now, timeZone));
    if (day === undefined) return value as Json;
    return as === "date" ? day : startOfDay(day, timeZone).toISOString();
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, resolveRelative(part as Json, now, timeZone, as)]),
  );
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function localDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** The instant at which a day begins in a zone, daylight saving included. */
function startOfDay(day: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const first = wanted - offsetAt(new Date(wanted), timeZone);
  return new Date(wanted - offsetAt(new Date(first), timeZone));
}

function offsetAt(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)!.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

function relativeDay(relative: string, today: string): string | undefined {
  const date = new Date(`${today}T00:00:00Z`);
  const anchor = ANCHORS.find((name) => name === relative);
  if (anchor) return anchored(date, anchor);
  const [, amount, unit] = OFFSET.exec(relative) ?? [];
  if (amount === undefined) return undefined;
  const count = Number(amount);
  if (unit === "d" || unit === "w") date.setUTCDate(date.getUTCDate() + count * (unit === "w" ? 7 : 1));
  else addMonths(date, unit === "y" ? count * 12 : count);
  return date.toISOString().slice(0, 10);
}

/** The last day of the month where the day does not exist: 31 January and a month is 28 February. */
function addMonths(date: Date, months: number): void {
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
}

function anchored(date: Date, anchor: (typeof ANCHORS)[number]): string {
  if (anchor === "startOfWeek") date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (anchor === "startOfMonth") date.setUTCDate(1);
  if (anchor === "startOfQuarter") date.setUTCMonth(date.getUTCMonth() - (date.getUTCMonth() % 3), 1);
  if (anchor === "startOfYear") date.setUTCMonth(0, 1);
  return date.toISOString().slice(0, 10);
}
