/** How long something takes, in whole seconds. Days are of 24 hours; months and years are refused, for they are of no one length. */
import { z } from "zod";
import type { FieldType, Parsed } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { compareSame, ORDERED_OPERATORS, testOrdered } from "../comparing/ordered.ts";
import { LONGEST, secondsOf, unitOf, wholeOf, type Unit } from "./seconds.ts";

export const durationSettings = {
  /** What a number without a unit counts where it is written as text; refused where nothing is said. A number of JSON is of seconds. */
  unit: z.enum(["second", "minute", "hour"]).optional(),
};

const HEADERS = ["duration", "time spent", "talk time", "length", "अवधि", "समय", "دورانیہ", "مدت"];
function read(input: unknown, unit?: Unit): Parsed {
  if (typeof input === "string" && input.trim() === "") return { value: null };
  const seconds = typeof input === "number" ? input : typeof input === "string" ? secondsOf(input, unit) : undefined;
  const value = wholeOf(seconds);
  return value === undefined ? refuse("issue.duration", { value: shown(input) }) : { value };
}

const two = (n: number): string => String(n).padStart(2, "0");

/** `1:30:05`, as spreadsheets and `parse` read it. */
export function clockOf(value: Json): string {
  if (typeof value !== "number") return "";
  return `${Math.floor(value / 3600)}:${two(Math.floor(value / 60) % 60)}:${two(value % 60)}`;
}

export const duration: FieldType = {
  name: "duration",
  formula: "number",
  storage: "columns",
  settings: durationSettings,
  parse: (input, field) => read(input, unitOf(field)),
  toColumns: (value) => ({ "": value }),
  operators: ORDERED_OPERATORS,
  readOperand: (operator, operand, field) =>
    readByShape(ORDERED_OPERATORS[operator as keyof typeof ORDERED_OPERATORS], operand, (input) =>
      read(input, unitOf(field)),
    ),
  test: (operator, value, operand) => testOrdered(operator, value, operand, compareSame),
  toText: clockOf,
  schema: () => ({
    read: z.int().min(0).max(LONGEST).meta({ description: "Seconds" }),
    write: z
      .union([z.int().min(0).max(LONGEST), z.string().max(100)])
      .meta({ description: "Seconds, or a text such as 1:30, 1 h 30 min, 90m or PT1H30M", examples: [5400] }),
  }),
  sortable: true,
  recognise: (header, samples) => likeness(header, HEADERS, samples, (sample) => !isRefusal(read(sample)), 0.85),
  example: (n) => n * 905,
};
