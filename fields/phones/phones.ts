/** Phone numbers in international form (E.164), the first the primary one; digits of any script. */
import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/min";
import { z } from "zod";
import { asciiDigits } from "#model/folding.ts";
import type { FieldType, Parsed, ParseSettings, RecordKey } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { likeness } from "../reading/recognition.ts";
import { readEntries } from "../reading/entry-list.ts";
import { refuse, shown } from "../reading/refusal.ts";
import { entriesOf, testEntries, uniteEntries, type Entry } from "../comparing/entries.ts";
import { readByShape } from "../comparing/operand.ts";
import { PART_OPERATORS, readTextOperand } from "../comparing/text.ts";
import { SAME_OPERATORS } from "../comparing/ordered.ts";

export const phonesSettings = {};

const { endsWith: _endsWith, ...PARTS } = { ...PART_OPERATORS };
const OPERATORS = { ...SAME_OPERATORS, ...PARTS, endsWith: "text" } as const;
const HEADERS = [
  "phone",
  "phones",
  "mobile",
  "cell",
  "tel",
  "telephone",
  "whatsapp",
  "contact no",
  "फ़ोन",
  "फोन",
  "मोबाइल",
  "فون",
  "موبائل",
  "ٹیلیفون",
].map((word) => word.normalize("NFC"));

const countryOf = (settings: ParseSettings): CountryCode | undefined =>
  isSupportedCountry(settings.country) ? settings.country : undefined;

/** ASCII digits, `+` of any width, and `00` before a country code read as `+`. */
const plain = (text: string): string =>
  asciiDigits(text)
    .replace(/[＋﹢]/g, "+")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim()
    .replace(/^00(?=[1-9])/, "+");

function readNumber(text: string, settings: ParseSettings): PhoneNumber | undefined {
  if (text.length > 100) return undefined;
  const country = countryOf(settings);
  const found = parsePhoneNumberFromString(plain(text), {
    ...(country === undefined ? {} : { defaultCountry: country }),
    extract: false,
  });
  return found?.isPossible() ? found : undefined;
}

function readOne(input: unknown, settings: ParseSettings): Parsed {
  const found = typeof input === "string" ? readNumber(input, settings) : undefined;
  return found ? { value: found.number } : refuse("issue.phone", { value: shown(input) });
}

function readEntry(entry: Record<string, unknown>, settings: ParseSettings): Parsed {
  const input = entry["value"];
  const found = typeof input === "string" ? readNumber(input, settings) : undefined;
  if (!found) return refuse("issue.phone", { value: shown(input) });
  const given = entry["extension"];
  const extension = typeof given === "string" && given !== "" ? asciiDigits(given).trim() : found.ext;
  if (extension !== undefined && !/^[\d*#]{1,12}$/.test(extension))
    return refuse("issue.phone", { value: shown(`${shown(input)} ext. ${shown(given)}`) });
  return { value: { value: found.number, ...(extension === undefined ? {} : { extension }) } };
}

/** Part of a number as stored: `0300` is the beginning of `+92300…` where the workspace is in Pakistan. */
function partOf(text: string, start: boolean, settings: ParseSettings): string {
  const written = plain(text);
  const digits = written.replace(/\D/g, "");
  if (!start || digits === "") return written.startsWith("+") && start ? `+${digits}` : digits.replace(/^0(?=\d)/, "");
  const country = countryOf(settings);
  if (!written.startsWith("+") && digits.startsWith("0") && country)
    return `+${getCountryCallingCode(country)}${digits.slice(1)}`;
  return `+${digits}`;
}

/** All digits identify it. */
const keysOf = (entry: Entry): RecordKey => ({ kind: "phone", key: entry.value.replace(/\D/g, "") });

/**
 * What the digits of a stored number may begin with where someone typed these: as they are, or dialled within the country of
 * the workspace.
 */
export function beginningsOf(digits: string, settings: ParseSettings): string[] {
  const country = countryOf(settings);
  const national = digits.replace(/^0/, "");
  return country === undefined ? [digits] : [digits, getCountryCallingCode(country) + national];
}

const toText = (entry: Entry): string =>
  entry["extension"] === undefined ? entry.value : `${entry.value} ext. ${entry["extension"]}`;

export const phones: FieldType = {
  name: "phones",
  storage: "columns",
  settings: phonesSettings,
  parse: (input, _field, settings) =>
    readEntries(input, {
      separator: /[;,\n،؛|]|\s\/\s/,
      parts: ["value", "label", "extension"],
      readOne: (entry) => readEntry(entry, settings),
    }),
  toColumns: (value) => ({ "": value, _key: entriesOf(value)[0]?.value.replace(/\D/g, "") ?? null }),
  operators: OPERATORS,
  readOperand(operator, operand, _field, settings) {
    const shape = OPERATORS[operator as keyof typeof OPERATORS];
    return shape === "text"
      ? readTextOperand(shape, operand, (text) => partOf(text, operator === "startsWith", settings))
      : readByShape(shape, operand, (input) => readOne(input, settings));
  },
  test: testEntries,
  unite: uniteEntries,
  keys: (value) => entriesOf(value).map(keysOf),
  toText: (value) => entriesOf(value).map(toText).join("; "),
  schema: () => {
    const entry = z.object({
      value: z.string().meta({ description: "E.164", examples: ["+923001234567"] }),
      label: z.string().optional(),
      extension: z.string().optional(),
    });
    return {
      read: z.array(entry),
      write: z.union([z.string(), z.array(z.union([z.string(), entry]))]).meta({
        description: "The first is the primary one; without a country code it is read in the workspace's country",
      }),
    };
  },
  sortable: true,
  recognise: (header, samples, settings) =>
    likeness(
      header,
      HEADERS,
      samples,
      (sample) =>
        /^[+(\d\p{Nd}][\d\p{Nd}\s().\-/+;,]{6,}/u.test(sample) &&
        !/^\d{1,4}([/.-])\d{1,2}\1\d{1,4}\b/.test(sample) &&
        sample.split(/[;,]/).every((one) => readNumber(one, settings) !== undefined),
      samples.some((sample) => /^\s*(\+|00|0\d)/.test(asciiDigits(sample))) ? 0.9 : 0.2,
    ),
  example: (n): Json => [
    { value: `+92300${String(1_000_000 + (n % 9_000_000))}` },
    { value: `+4420794${String(10_000 + (n % 90_000))}`, label: "office" },
  ],
};
