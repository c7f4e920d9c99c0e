/** When an automation that goes by the clock looks next. */
import type { Trigger } from "./automation.ts";

/** Clocks of zones stand apart by quarters of an hour: in India it is half past when it is the full hour in London. */
const QUARTER_MS = 900_000;
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
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "numeric", minute: "numeric", hourCycle: "h23" });
  const first = Math.floor(now.getTime() / QUARTER_MS) * QUARTER_MS + QUARTER_MS;
  const wanted = trigger.every === "hour" ? undefined : (trigger.hour ?? USUAL_HOUR);
  let before: number | undefined;
  for (let quarters = -AN_HOUR; quarters < LONGEST_DAY; quarters += 1) {
    const at = new Date(first + quarters * QUARTER_MS);
    const [hour, minute] = timeOn(clock, at);
    if (minute !== 0) continue;
    const isSkipped = before !== undefined && hour !== before && (before + 1) % 24 === wanted;
    if (quarters >= 0 && (wanted === undefined || hour === wanted || isSkipped)) return at;
    before = hour;
  }
  return new Date(first + LONGEST_DAY * QUARTER_MS);
}

function timeOn(clock: Intl.DateTimeFormat, at: Date): [hour: number, minute: number] {
  const parts = clock.formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)!.value);
  return [part("hour"), part("minute")];
}
