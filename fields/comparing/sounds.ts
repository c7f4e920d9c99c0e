/** How names sound, stored beside them and compared, so that a name is found by a filter in whatever script it is written. */
import type { FieldDefinition, Operand, Parsed } from "#model/field.ts";
import { words } from "#model/folding.ts";
import type { Json } from "#model/json.ts";
import { nameKeys } from "#model/name-key/name-key.ts";
import type { Operator } from "#model/operator.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "./operand.ts";

export const SOUND_OPERATORS = { soundsLike: "text" } as const satisfies Partial<Record<Operator, Operand>>;

/** The column beside the value. */
export const SOUNDS = "_sounds";

const MAX_OPERAND = 1000;

/** Signs within a word, of which a name key knows what they stand for: words are cut as they are written, not folded. */
const WITHIN = /['’ʼʿʾ`]/g;
const BETWEEN = /[^\p{L}\p{M}\p{N}\u200c\u200d]+/u;
/** What is behind it is not looked at, as where text is folded. */
const LOOKED_AT = 400;

/** The words of a text as they are written, as far as it is looked at. */
export const writtenWords = (text: string): string[] =>
  [...text].slice(0, LOOKED_AT).join("").replace(WITHIN, "").split(BETWEEN).filter(Boolean);

/** For each word its name keys; the folded word itself where it has none, as `3m` or a word of a script that is not read. */
const soundsOf = (text: string): string[][] =>
  writtenWords(text)
    .map(heard)
    .filter((sounds) => sounds.length > 0);

function heard(word: string): string[] {
  const keys = nameKeys(word);
  return [...(keys.length > 0 ? keys : words(word))];
}

/** The text of the `tsvector` that is stored; words are of letters, marks and digits alone, so that none needs escaping. */
export const soundsText = (text: string): string =>
  [...new Set(soundsOf(text).flat())].map((sound) => `'${sound}'`).join(" ");

/** @returns for each word of the operand its sounds. Refuses an operand without a word. */
export function readSoundsOperand(operand: unknown): Parsed {
  return readByShape(SOUND_OPERATORS.soundsLike, operand, (input) => {
    const parsed = readText(input, MAX_OPERAND);
    if (isRefusal(parsed) || parsed.value === null) return parsed;
    const found = soundsOf(asText(parsed.value));
    return found.length === 0 ? refuse("issue.text", { value: shown(input) }) : { value: found };
  });
}

/** Does every word of the operand share a sound with some word of the text? Order does not count, nor do further words. */
export function testSounds(text: string | null, operand: Json): boolean {
  if (text === null) return false;
  const sounds = new Set(soundsOf(text).flat());
  return (operand as string[][]).every((word) => word.some((sound) => sounds.has(sound)));
}

/** A field of text is asked by sound where its definition says that it holds names. */
export const isSounded = (field: FieldDefinition): boolean => field["sounds"] === true;
