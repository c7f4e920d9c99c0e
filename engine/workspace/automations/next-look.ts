/** When an automation that goes by the clock looks next. */
import type { Trigger } from "./automation.ts";

const HOUR_MS = 3_600_000;
/** Of the working day that a daily look begins with, where none is said. */
const USUAL_HOUR = 8;
/** A day of a zone has at most so many hours. */
const LONGEST_DAY = 26;

/** The next full hour, or the next full hour at which the clock of the zone shows the hour asked for. */
export function nextLook(trigger: Trigger & { on: "time" }, now: Date, timeZone: string): Date {
  const first = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS + HOUR_MS;
  if (trigger.every === "hour") return new Date(first);
  const wanted = trigger.hour ?? USUAL_HOUR;
  for (let hours = 0; hours < LONGEST_DAY; hours += 1) {
    const at = new Date(first + hours * HOUR_MS);
    if (hourOf(at, timeZone) === wanted) return at;
  }
  // Where the clock is put forward over the hour, there is none that day.
  return new Date(first + 24 * HOUR_MS);
}

const hourOf = (at: Date, timeZone: string): number =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(at));
