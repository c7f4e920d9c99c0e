/** A person's name as they write it, in any script, with its parts where they are known. Nothing is guessed from it. */
import { z } from "zod";
import { fold, words } from "#model/folding.ts";
import type { FieldType, Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown, within } from "../reading/refusal.ts";
import { readSoundsOperand, SOUND_OPERATORS, SOUNDS, soundsText, testSounds } from "../comparing/sounds.ts";
import { readTextOperand, testText, TEXT_OPERATORS } from "../comparing/text.ts";

export const personNameSettings = {};

/** In the order in which a full name is put together where it is not given. */
const PARTS = ["prefix", "given", "middle", "family", "suffix"] as const;
const MAX_PART = 100;
const MAX_FULL = 300;
const HEADERS = [
  "name",
  "full name",
  "contact",
  "person",
  "first name",
  "last name",
  "surname",
  "given",
  "family",
  "नाम",
  "पूरा नाम",
  "نام",
  "پورا نام",
];

function readParts(input: Record<string, unknown>): Parsed {
  const unknown = Object.keys(input).find((part) => part !== "full" && !(PARTS as readonly string[]).includes(part));
  if (unknown !== undefined) return refuse("issue.part", { value: unknown, parts: ["full", ...PARTS].join(", ") });
  const parts: Record<string, Json> = {};
  for (const part of ["full", ...PARTS]) {
    const given = input[part];
    if (given === undefined || given === null) continue;
    const parsed = readText(given, part === "full" ? MAX_FULL : MAX_PART);
    if (isRefusal(parsed)) return within(part, parsed);
    if (parsed.value !== null) parts[part] = parsed.value;
  }
  const { full, ...rest } = parts;
  const joined = PARTS.map((part) => asText(rest[part]))
    .filter(Boolean)
    .join(" ");
  if (full === undefined && joined === "") return { value: null };
  return { value: { full: full ?? joined, ...rest } };
}

const fullOf = (value: Json): string => (isObject(value) ? asText(value["full"]) : "");

export const personName: FieldType = {
  name: "personName",
  formula: "text",
  toFormula: (value) => (isObject(value) ? (value["full"] as Json) : null),
  storage: "columns",
  settings: personNameSettings,
  parse(input) {
    if (typeof input === "string") return readParts({ full: input });
    return isObject(input) ? readParts(input) : refuse("issue.object", { value: shown(input) });
  },
  toColumns: (value) => ({
    "": value,
    _key: value === null ? null : fold(fullOf(value)),
    [SOUNDS]: value === null ? null : soundsText(fullOf(value)),
  }),
  operators: { ...TEXT_OPERATORS, ...SOUND_OPERATORS },
  readOperand: (operator, operand) =>
    operator === "soundsLike"
      ? readSoundsOperand(operand)
      : readTextOperand(TEXT_OPERATORS[operator as keyof typeof TEXT_OPERATORS], operand, fold),
  test: (operator, value, operand) =>
    operator === "soundsLike"
      ? testSounds(value === null ? null : fullOf(value), operand)
      : testText(operator, value === null ? null : fold(fullOf(value)), operand),
  keys: (value) =>
    words(isObject(value) ? Object.values(value).map(asText).join(" ") : "").map((key) => ({ kind: "name", key })),
  toText: fullOf,
  schema: () => {
    const part = z.string().max(MAX_PART);
    const parts = z.object({ prefix: part, given: part, middle: part, family: part, suffix: part }).partial();
    return {
      read: parts.extend({ full: z.string() }),
      write: z
        .union([z.string().max(MAX_FULL), parts.extend({ full: z.string().max(MAX_FULL).optional() })])
        .meta({ description: "Where `full` is missing it is put together from the parts" }),
    };
  },
  sortable: true,
  recognise: (header, samples) =>
    likeness(
      header,
      HEADERS,
      samples,
      (sample) => sample.length < 80 && /\p{L}/u.test(sample) && !/[@\d]/.test(sample),
      0.2,
    ),
  example: (n) => ({ full: `Ayesha Khan ${n}`, given: "Ayesha", family: `Khan ${n}` }),
};
