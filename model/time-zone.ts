/** Local time and instants: what the wall clock of a time zone shows, cheap enough for every row of an import. */

const DAY = 86_400_000;
const CACHED_DAYS = 20_000;

interface Zone {
  format: Intl.DateTimeFormat;
  /** Offset of a local day in ms; NaN where it changes around that day. */
  days: Map<number, number>;
}
const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    zone = { format, days: new Map() };
    zones.set(name, zone);
  }
  return zone;
}

/** True for a name that the platform knows: `Asia/Karachi`. */
export function isTimeZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/** How far the zone's clock is ahead of UTC at an instant (ms since 1970), in ms. */
export function offsetAt(instant: number, name: string): number {
  if (name === "UTC") return 0;
  const second = Math.floor(instant / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of zoneOf(name).format.formatToParts(second)) part[type] = Number(value);
  const shown = new Date(0);
  shown.setUTCFullYear(part["year"]!, part["month"]! - 1, part["day"]!);
  shown.setUTCHours(part["hour"]!, part["minute"]!, part["second"]!);
  return shown.getTime() - second;
}

/**
 * The instant at which the zone's clock shows `local` (ms, as if it were UTC). A time that the clock skips is read
 * with the offset before the change, one that it shows twice is the first.
 */
export function instantOf(local: number, name: string): number {
  if (name === "UTC") return local;
  const { days } = zoneOf(name);
  const day = Math.floor(local / DAY);
  let offset = days.get(day);
  if (offset === undefined) {
    const before = offsetAt((day - 1) * DAY, name);
    offset = before === offsetAt((day + 2) * DAY, name) ? before : Number.NaN;
    if (days.size >= CACHED_DAYS) days.clear();
    days.set(day, offset);
  }
  return Number.isNaN(offset) ? nearChange(local, name) : local - offset;
}

function nearChange(local: number, name: string): number {
  const before = offsetAt(local - DAY, name);
  const after = offsetAt(local + DAY, name);
  const first = local - before;
  if (before === after || offsetAt(first, name) === before) return first;
  const second = local - after;
  return offsetAt(second, name) === after ? second : first;
}

/** Midnight (ms, as if UTC) of the day that the zone's calendar shows at an instant. */
export function localDay(instant: number, name: string): number {
  return Math.floor((instant + offsetAt(instant, name)) / DAY) * DAY;
}

/** The calendar day, `YYYY-MM-DD`, that the zone shows at an instant. */
export const dayIn = (name: string, at: Date): string =>
  new Date(localDay(at.getTime(), name)).toISOString().slice(0, 10);
