/** When an automation that goes by the clock looks next. */
import { offsetAt } from "#model/time-zone.ts";
import type { Trigger } from "./automation.ts";

/** Clocks of zones stand apart by quarters of an hour: in India it is half past when it is the full hour in London. */
const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const AN_HOUR = 4;
/** Of the working day that a daily look begins with, where none is said. */
const USUAL_HOUR = 8;
/** A day of a zone has at most so many quarters of an hour. */
const LONGEST_DAY = 26 * AN_HOUR;

/**
 * The next full hour of the zone's clock, or the next at which it shows the hour asked for; where the clock is put forward over that
 * hour, the one after.
 */
export function nextLook(trigger: Trigger & { on: "time" }, now: Date, timeZone: string): Date {
  const first = Math.floor(now.getTime() / QUARTER_MS) * QUARTER_MS + QUARTER_MS;
  const wanted = trigger.every === "hour" ? undefined : (trigger.hour ?? USUAL_HOUR);
  let before: number | undefined;
  for (let quarters = -AN_HOUR; quarters < LONGEST_DAY; quarters += 1) {
    const at = first + quarters * QUARTER_MS;
    const clock = at + offsetAt(at, timeZone);
    if (clock % HOUR_MS !== 0) continue;
    const hour = new Date(clock).getUTCHours();
    const isSkipped = before !== undefined && hour !== before && (before + 1) % 24 === wanted;
    if (quarters >= 0 && (wanted === undefined || hour === wanted || isSkipped)) return new Date(at);
    before = hour;
  }
  return new Date(first + LONGEST_DAY * QUARTER_MS);
}
