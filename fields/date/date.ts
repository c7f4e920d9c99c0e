/** A day of the calendar, without time and zone. */
import { z } from "zod";
import type { FieldType, Parsed, ParseSettings } from "#model/field.ts";
import { asText } from "../reading/plain-text.ts";
import { DAY, FIRST_INSTANT, isoDay, LAST_INSTANT, readWritten } from "../reading/calendar.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { localDay } from "#model/time-zone.ts";
import { MOMENT_OPERATORS, readBetween, readDays, testMoment } from "../comparing/moment.ts";

export const dateSettings = {};

const ISO = /^\d{4}-\d\d-\d\d$/;
const HEADERS = ["date", "day", "on", "born", "birthday", "dob", "दिनांक", "तारीख", "जन्म", "تاریخ", "دن"];

/** A time that stands beside it is dropped; one with an offset says the day in the workspace's zone. */
function read(input: unknown, settings: ParseSettings): Parsed {
  if (typeof input !== "string") return refuse("issue.date", { value: shown(input) });
  const text = input.trim();
  if (text === "") return { value: null };
  const written = readWritten(text, settings.dateOrder);
  if (written === "ambiguous") return refuse("issue.dateAmbiguous", { value: shown(input) });
  if (written === undefined) return refuse("issue.date", { value: shown(input) });
  if (written.offset === undefined) return { value: ISO.test(text) ? text : isoDay(written.day) };
  const day = localDay(written.day + (written.time ?? 0) - written.offset, settings.timeZone);
  return day < FIRST_INSTANT || day > LAST_INSTANT
    ? refuse("issue.date", { value: shown(input) })
    : { value: isoDay(day) };
}

/** The days counted include today, in the workspace's zone. */
function readRelative(operator: "last" | "next", operand: unknown, settings: ParseSettings): Parsed {
  const relative = readDays(operand);
  if ("issue" in relative) return relative;
  const today = localDay(relative.now, settings.timeZone);
  const other = (relative.days - 1) * DAY;
  return {
    value:
      operator === "last"
        ? { from: isoDay(today - other), to: isoDay(today) }
        : { from: isoDay(today), to: isoDay(today + other) },
  };
}

function readOn(input: unknown, settings: ParseSettings): Parsed {
  const parsed = read(input, settings);
  if (isRefusal(parsed)) return parsed;
  return parsed.value === null
    ? refuse("issue.date", { value: shown(input) })
    : { value: { from: parsed.value, to: parsed.value } };
}

export const date: FieldType = {
  name: "date",
  formula: "date",
  storage: "columns",
  settings: dateSettings,
  parse: (input, _field, settings) => read(input, settings),
  toColumns: (value) => ({ "": value }),
  operators: MOMENT_OPERATORS,
  readOperand(operator, operand, _field, settings) {
    if (operator === "empty" || operator === "notEmpty") return { value: null };
    if (operator === "last" || operator === "next") return readRelative(operator, operand, settings);
    if (operator === "between") return readBetween(operand, (input) => readOn(input, settings));
    const on = readOn(operand, settings);
    if (isRefusal(on) || operator === "on") return on;
    const day = (on.value as { from: string }).from;
    return { value: operator === "before" ? { before: day } : { after: day } };
  },
  test: testMoment,
  toText: asText,
  schema: () => ({ read: z.iso.date(), write: z.iso.date() }),
  sortable: true,
  recognise: (header, samples, settings) =>
    likeness(
      header,
      HEADERS,
      samples,
      (sample) => {
        const written = readWritten(sample, settings.dateOrder);
        return (
          written === "ambiguous" || (written !== undefined && written.time === undefined && !/^\d+$/.test(sample))
        );
      },
      0.85,
    ),
  example: (n) => isoDay(Date.UTC(2024, 0, 1 + (n % 366))),
};
