/** Reading how long something takes from a text, without the rest of the type, so that editors need not load that. */
import { asciiDigits, fold } from "#model/folding.ts";
import type { FieldDefinition } from "#model/field.ts";

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;
export type Unit = keyof typeof SECONDS;

/** Some 317 years. */
export const LONGEST = 9_999_999_999;

/** As people write them, and as the screens do in short. */
const WORDS: Record<Unit, string[]> = {
  second: ["s", "sec", "secs", "second", "seconds", "सेकंड", "सेकेंड", "से", "سیکنڈ"],
  minute: ["m", "min", "mins", "minute", "minutes", "मिनट", "मि", "منٹ"],
  hour: ["h", "hr", "hrs", "hour", "hours", "घंटा", "घंटे", "घंटों", "घं", "گھنٹہ", "گھنٹے", "گھنٹوں"],
  day: ["d", "day", "days", "दिन", "دن"],
  week: ["w", "wk", "wks", "week", "weeks", "सप्ताह", "हफ़्ता", "हफ़्ते", "ہفتہ", "ہفتے"],
};
const UNITS = new Map<string, Unit>(
  (Object.keys(WORDS) as Unit[]).flatMap((unit) => WORDS[unit].map((word) => [fold(word), unit] as const)),
);

const CLOCK = /^(\d{1,7}):([0-5]\d)(?::([0-5]\d))?$/;
/** ISO 8601-1:2019, 5.5.2.2, without years and months. */
const ISO =
  /^P(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i;
const PART = /(\d+(?:[.,]\d+)?)\s*([\p{L}\p{M}]+)[\s.॰,]*(?:and|و|और|اور)?\s*/gu;
const BARE = /^\d+(?:[.,]\d+)?$/;

const amount = (digits: string): number => Number(digits.replace(",", "."));

/** Seconds of a text, perhaps with a fraction; `undefined` where it is none. A bare number is of `unit`. */
export function secondsOf(input: string, unit: Unit | undefined): number | undefined {
  if (input.length > 100) return undefined;
  const text = asciiDigits(input).trim();
  const clock = CLOCK.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
  if (BARE.test(text)) return unit === undefined ? undefined : amount(text) * SECONDS[unit];
  const iso = ISO.exec(text);
  if (iso && /\d\w?$/.test(text)) {
    const parts = (["week", "day", "hour", "minute", "second"] as const).map((each, at) =>
      iso[at + 1] === undefined ? 0 : amount(iso[at + 1]!) * SECONDS[each],
    );
    return parts.reduce((sum, part) => sum + part, 0);
  }
  return inWords(text);
}

/** `1 h 30 min`, each unit once and the larger before the smaller. */
function inWords(text: string): number | undefined {
  let rest = text;
  let sum = 0;
  let former = Infinity;
  for (const [whole, digits, word] of text.matchAll(PART)) {
    const unit = UNITS.get(fold(word!));
    if (unit === undefined || SECONDS[unit] >= former || !rest.startsWith(whole)) return undefined;
    former = SECONDS[unit];
    sum += amount(digits!) * former;
    rest = rest.slice(whole.length);
  }
  return rest === "" && former !== Infinity ? sum : undefined;
}

export const unitOf = (field: FieldDefinition): Unit | undefined => field["unit"] as Unit | undefined;

/** Parts of a second are refused, but for what a binary fraction of an hour leaves over. */
export function wholeOf(seconds: number | undefined): number | undefined {
  if (seconds === undefined || !Number.isFinite(seconds)) return undefined;
  const whole = Math.round(seconds);
  return Math.abs(whole - seconds) > 1e-4 || whole < 0 || whole > LONGEST ? undefined : whole + 0;
}

/** What somebody typed: null where nothing stands, undefined where it is no duration; a bare number is of the field's unit, or of minutes. */
export function typedSeconds(text: string, field: FieldDefinition): number | null | undefined {
  return text.trim() === "" ? null : wholeOf(secondsOf(text, unitOf(field) ?? "minute"));
}
