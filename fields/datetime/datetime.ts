/** An instant, to the millisecond. Written with an offset, or as local time of the workspace's zone. */
import { z } from "zod";
import type { FieldType, Parsed, ParseSettings } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { asText } from "../reading/plain-text.ts";
import { DAY, FIRST_INSTANT, LAST_INSTANT, readWritten, type Written } from "../reading/calendar.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { instantOf, localDay } from "#model/time-zone.ts";
import { MOMENT_OPERATORS, readBetween, readDays, testMoment } from "../comparing/moment.ts";

export const datetimeSettings = {};

const HEADERS = ["date", "time", "datetime", "timestamp", "at", "created", "updated", "दिनांक", "समय", "تاریخ", "وقت"];

function readInstant(
  input: unknown,
  settings: ParseSettings,
): (Written & { instant: number }) | Extract<Parsed, { issue: unknown }> | null {
  if (typeof input !== "string") return refuse("issue.datetime", { value: shown(input) });
  const text = input.trim();
  if (text === "") return null;
  const written = readWritten(text, settings.dateOrder);
  if (written === "ambiguous") return refuse("issue.dateAmbiguous", { value: shown(input) });
  if (written === undefined) return refuse("issue.datetime", { value: shown(input) });
  const local = written.day + (written.time ?? 0);
  const instant = written.offset === undefined ? instantOf(local, settings.timeZone) : local - written.offset;
  return instant < FIRST_INSTANT || instant > LAST_INSTANT
    ? refuse("issue.datetime", { value: shown(input) })
    : { ...written, instant };
}

let last: { input: string; zone: string; order: ParseSettings["dateOrder"]; parsed: Parsed } | undefined;

/** The lines of an invoice follow each other with the same time: the one just read is kept. */
function read(input: unknown, settings: ParseSettings): Parsed {
  if (last && last.input === input && last.zone === settings.timeZone && last.order === settings.dateOrder)
    return last.parsed;
  const found = readInstant(input, settings);
  const parsed = found === null ? { value: null } : "issue" in found ? found : { value: iso(found.instant) };
  if (typeof input === "string" && input.length < 60)
    last = { input, zone: settings.timeZone, order: settings.dateOrder, parsed };
  return parsed;
}

const iso = (instant: number): string =>
  new Date(Math.max(FIRST_INSTANT, Math.min(LAST_INSTANT, instant))).toISOString();

/** A day without time means all of it, in the workspace's zone. */
function readOn(input: unknown, settings: ParseSettings): Parsed {
  const found = readInstant(input, settings);
  if (found === null) return refuse("issue.datetime", { value: shown(input) });
  if ("issue" in found) return found;
  if (found.time !== undefined) return { value: { from: iso(found.instant), to: iso(found.instant) } };
  return { value: { from: iso(found.instant), before: iso(instantOf(found.day + DAY, settings.timeZone)) } };
}

/** `last` 1 is today until now, `next` 1 from now to the end of today. */
function readRelative(operator: "last" | "next", operand: unknown, settings: ParseSettings): Parsed {
  const relative = readDays(operand);
  if ("issue" in relative) return relative;
  const today = localDay(relative.now, settings.timeZone);
  const now = iso(relative.now);
  if (operator === "last")
    return { value: { from: iso(instantOf(today - (relative.days - 1) * DAY, settings.timeZone)), to: now } };
  return { value: { from: now, before: iso(instantOf(today + relative.days * DAY, settings.timeZone)) } };
}

export const datetime: FieldType = {
  name: "datetime",
  formula: "datetime",
  storage: "columns",
  settings: datetimeSettings,
  parse: (input, _field, settings) => read(input, settings),
  toColumns: (value) => ({ "": value }),
  operators: MOMENT_OPERATORS,
  readOperand(operator, operand, _field, settings) {
    if (operator === "empty" || operator === "notEmpty") return { value: null };
    if (operator === "last" || operator === "next") return readRelative(operator, operand, settings);
    if (operator === "between") return readBetween(operand, (input) => readOn(input, settings));
    const on = readOn(operand, settings);
    if (isRefusal(on) || operator === "on") return on;
    const { from, to, before } = on.value as Record<string, Json>;
    if (operator === "before") return { value: { before: from! } };
    return { value: before === undefined ? { after: to! } : { from: before } };
  },
  test: testMoment,
  toText: asText,
  schema: () => ({
    read: z.iso.datetime(),
    write: z.iso
      .datetime({ offset: true, local: true })
      .meta({ description: "A time without an offset is read in the workspace's time zone" }),
  }),
  sortable: true,
  recognise: (header, samples, settings) =>
    likeness(
      header,
      HEADERS,
      samples,
      (sample) => {
        const written = readWritten(sample, settings.dateOrder ?? "dmy") ?? readWritten(sample, "mdy");
        return written !== undefined && written !== "ambiguous" && written.time !== undefined;
      },
      0.92,
    ),
  example: (n) => iso(Date.UTC(2024, 0, 1, 10, n % 60) + n * DAY),
};
