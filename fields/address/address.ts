/** A postal address in its parts, as far as they are known; the country as a code. */
import { z } from "zod";
import { fold, words } from "#model/folding.ts";
import type { FieldType, Operand, Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { headerHas, likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown, within } from "../reading/refusal.ts";
import { readTextOperand, testText } from "../comparing/text.ts";
import { countryCode, countryKey } from "./countries.ts";

export const addressSettings = {};

/** In the order they are written; `region` is a state or province. */
export const ADDRESS_PARTS = ["street", "city", "region", "postalCode", "country"] as const;

const OPERATORS = { contains: "text", notContains: "text", empty: "none", notEmpty: "none" } as const satisfies Partial<
  Record<Operator, Operand>
>;
const MAX_LENGTH: Record<string, number> = { street: 500, city: 200, region: 200, postalCode: 40, country: 100 };
const HEADERS = [
  "address",
  "street",
  "city",
  "town",
  "state",
  "province",
  "region",
  "zip",
  "postcode",
  "postal",
  "pincode",
  "country",
  "पता",
  "शहर",
  "राज्य",
  "देश",
  "پتہ",
  "شہر",
  "صوبہ",
  "ملک",
];
/** What files write where the country is not known, and areas that are no one country: those are kept as the region. */
const NOWHERE = new Set(["unspecified", "unknown", "n/a", "na?", "-", "none", "other"]);
const AREAS = new Set(["channel islands", "european community", "european union", "eu", "scandinavia", "west indies"]);

function readParts(input: Record<string, unknown>): Parsed {
  const unknown = Object.keys(input).find((part) => !(ADDRESS_PARTS as readonly string[]).includes(part));
  if (unknown !== undefined) return refuse("issue.part", { value: unknown, parts: ADDRESS_PARTS.join(", ") });
  const address: Record<string, Json> = {};
  for (const part of ADDRESS_PARTS) {
    const given = input[part];
    if (given === undefined || given === null) continue;
    const parsed = readText(given, MAX_LENGTH[part]!, part === "street");
    if (isRefusal(parsed)) return within(part, parsed);
    if (parsed.value === null) continue;
    if (part !== "country") address[part] = parsed.value;
    else {
      const refusal = readCountry(asText(parsed.value), address);
      if (refusal) return within(part, refusal);
    }
  }
  return { value: Object.keys(address).length > 0 ? address : null };
}

/** The parts in a cell that `toText` wrote. */
function written(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const parts: unknown = JSON.parse(text);
    return isObject(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function readCountry(written: string, address: Record<string, Json>): ReturnType<typeof refuse> | undefined {
  const code = countryCode(written);
  const folded = fold(written);
  if (code !== undefined) address["country"] = code;
  else if (AREAS.has(folded)) address["region"] ??= written;
  else if (!NOWHERE.has(folded)) return refuse("issue.country", { value: shown(written) });
  return undefined;
}

const partOf = (value: Json, part: string): string => (isObject(value) ? asText(value[part]) : "");

/** All that it can be found by: every part, and the country's English name. */
function textOf(value: Json): string {
  const country = partOf(value, "country");
  const parts = ADDRESS_PARTS.map((part) => fold(partOf(value, part)));
  return [...parts, country === "" ? "" : countryKey(country)].filter(Boolean).join(" ");
}

/** A country's name in any of our languages finds the addresses there. */
function readPart(text: string): string {
  const code = text.length > 3 ? countryCode(text) : undefined;
  return code === undefined ? fold(text) : countryKey(code);
}

export const address: FieldType = {
  name: "address",
  storage: "columns",
  settings: addressSettings,
  parse(input) {
    if (typeof input === "string") return readParts(written(input) ?? { street: input });
    return isObject(input) ? readParts(input) : refuse("issue.object", { value: shown(input) });
  },
  toColumns(value) {
    if (value === null) return { "": null, _key: null, _text: null };
    const country = partOf(value, "country");
    return {
      "": value,
      _key: fold(`${partOf(value, "city")} ${country === "" ? "" : countryKey(country)}`),
      _text: textOf(value),
    };
  },
  operators: OPERATORS,
  readOperand: (operator, operand) => readTextOperand(OPERATORS[operator as keyof typeof OPERATORS], operand, readPart),
  test: (operator, value, operand) => testText(operator, value === null ? null : textOf(value), operand),
  keys: (value, field) =>
    field.search
      ? words(`${partOf(value, "city")} ${partOf(value, "postalCode")}`).map((key) => ({ kind: "word", key }))
      : [],
  toText: (value) => {
    const parts = ADDRESS_PARTS.filter((part) => partOf(value, part) !== "");
    if (parts.length === 0) return "";
    if (parts.length === 1 && parts[0] === "street") return partOf(value, "street");
    return JSON.stringify(Object.fromEntries(parts.map((part) => [part, partOf(value, part)])));
  },
  schema: () => {
    const country = z
      .string()
      .meta({ description: "ISO 3166 alpha-2; names and alpha-3 codes are understood", examples: ["PK"] });
    const parts = z
      .object({ street: z.string(), city: z.string(), region: z.string(), postalCode: z.string(), country })
      .partial();
    return { read: parts, write: z.union([z.string(), parts]) };
  },
  sortable: true,
  recognise: (header, samples) => {
    const country = likeness(
      header,
      ["country", "देश", "ملک"],
      samples,
      (sample) => countryCode(sample) !== undefined || NOWHERE.has(fold(sample)) || AREAS.has(fold(sample)),
      0.8,
    );
    return Math.max(country, headerHas(header, HEADERS) ? 0.8 : 0);
  },
  example: (n) => ({ street: `${n} Mall Road`, city: "Lahore", region: "Punjab", postalCode: "54000", country: "PK" }),
};
