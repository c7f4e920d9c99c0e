/** One line of text. Compared folded, or as written where case matters (product codes). */
import { z } from "zod";
import { fold, words } from "#model/folding.ts";
import type { FieldDefinition, FieldType, RecordKey } from "#model/field.ts";
import { asText, KEY_LENGTH, readText } from "../reading/plain-text.ts";
import { isSounded, readSoundsOperand, SOUND_OPERATORS, SOUNDS, soundsText, testSounds } from "../comparing/sounds.ts";
import { readTextOperand, testText, TEXT_OPERATORS } from "../comparing/text.ts";

export const textSettings = {
  /** In UTF-16 units, at most 4000; 400 where nothing is said. */
  maxLength: z.int().min(1).max(4000).optional(),
  /** `a1` and `A1` are two values. */
  caseSensitive: z.boolean().optional(),
  /** What the text is a code of, so that people read its name: an ISO 3166 country. */
  shows: z.enum(["country"]).optional(),
  /** It holds names: they are found by how they sound, in any script. */
  sounds: z.boolean().optional(),
};

const maxLength = (field: FieldDefinition): number => (field["maxLength"] as number | undefined) ?? KEY_LENGTH;

/** What is compared, sorted and kept unique. */
function textKey(text: string, field: FieldDefinition): string {
  return field["caseSensitive"] === true ? text : fold(text);
}

/** Words to find it by; a value that no other record has also identifies. */
function textKeys(text: string, field: FieldDefinition): RecordKey[] {
  const found: RecordKey[] = field.search ? words(text).map((key) => ({ kind: "word", key })) : [];
  return field.unique ? [...found, { kind: "number", key: textKey(text, field) }] : found;
}

export const text: FieldType = {
  name: "text",
  formula: "text",
  storage: "columns",
  settings: textSettings,
  check: (field) =>
    field["caseSensitive"] === true && maxLength(field) > KEY_LENGTH
      ? `a case-sensitive text can be ${KEY_LENGTH} long at most, not ${maxLength(field)}`
      : undefined,
  parse: (input, field) => readText(input, maxLength(field)),
  toColumns: (value, field) => ({
    "": value,
    _key: value === null ? null : textKey(asText(value), field),
    ...(isSounded(field) ? { [SOUNDS]: value === null ? null : soundsText(asText(value)) } : {}),
  }),
  operators: { ...TEXT_OPERATORS, ...SOUND_OPERATORS },
  offers: (operator, field) => operator !== "soundsLike" || isSounded(field),
  readOperand: (operator, operand, field) =>
    operator === "soundsLike"
      ? readSoundsOperand(operand)
      : readTextOperand(TEXT_OPERATORS[operator as keyof typeof TEXT_OPERATORS], operand, (part) =>
          textKey(part, field),
        ),
  test: (operator, value, operand, field) =>
    operator === "soundsLike"
      ? testSounds(value === null ? null : asText(value), operand)
      : testText(operator, value === null ? null : textKey(asText(value), field), operand),
  keys: (value, field) => textKeys(asText(value), field),
  toText: asText,
  schema: (field) => ({ read: z.string(), write: z.string().max(maxLength(field)) }),
  sortable: true,
  recognise: (_header, samples) => (samples.some((sample) => sample.trim() !== "") ? 0.1 : 0.05),
  example: (n, field) => `Sample ${n}`.slice(0, maxLength(field)),
};
