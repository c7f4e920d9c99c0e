/** Days of the calendar as text, `2026-11-23`, and instants on a clock of the workspace. */
import { localDay, instantOf, offsetAt } from "#model/time-zone.ts";
import type { Span } from "#model/view-parts.ts";

const DAY = 86_400_000;
const NINE = 9 * 3_600_000;

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const dayAfter = (day: string, days: number): string => isoDay(msOf(day) + days * DAY);

/** The day on which a value stands: a date as it is, a moment by the zone's clock. */
export const dayOf = (value: string, timeZone: string): string =>
  value.length === 10 ? value : isoDay(localDay(Date.parse(value), timeZone));

export const today = (timeZone: string): string => isoDay(localDay(Date.now(), timeZone));

/** The value on another day: a moment keeps the time on its clock. */
export function onDay(value: string, day: string, timeZone: string): string {
  if (value.length === 10) return day;
  const at = Date.parse(value);
  const clock = at + offsetAt(at, timeZone) - localDay(at, timeZone);
  return new Date(instantOf(msOf(day) + clock, timeZone)).toISOString();
}

/** What a new record gets on a day: the day, or nine in the morning of it. */
export const newOn = (day: string, isMoment: boolean, timeZone: string): string =>
  isMoment ? new Date(instantOf(msOf(day) + NINE, timeZone)).toISOString() : day;

/** The first day of the week around a day; 1 is Monday, 7 Sunday. */
export function weekOf(day: string, weekStart: number): string {
  const weekday = new Date(msOf(day)).getUTCDay();
  return dayAfter(day, -((weekday - weekStart + 7) % 7));
}

/** The days shown around one: whole weeks that hold its month, its week, or of an agenda the month alone. */
export function daysAround(day: string, span: Span | "agenda", weekStart: number): string[] {
  const list = (from: string, count: number) => Array.from({ length: count }, (_, at) => dayAfter(from, at));
  if (span === "week") return list(weekOf(day, weekStart), 7);
  const first = `${day.slice(0, 7)}-01`;
  const length = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
  if (span === "agenda") return list(first, length);
  const from = weekOf(first, weekStart);
  const last = dayAfter(first, length - 1);
  return list(from, Math.ceil((msOf(last) - msOf(from) + DAY) / DAY / 7) * 7);
}

/** The same day of the week or the month before or after; the 31st becomes the last day there is. */
export function stepped(day: string, span: Span | "agenda", step: 1 | -1): string {
  if (span === "week") return dayAfter(day, 7 * step);
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const length = new Date(Date.UTC(year, month + step, 0)).getUTCDate();
  return isoDay(Date.UTC(year, month - 1 + step, Math.min(date, length)));
}
