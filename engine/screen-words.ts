/** The words of the screens, for what people read elsewhere: heads of columns, lines of a terminal. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "..", "messages");
const kept = new Map<string, Promise<Record<string, string>>>();

/** All of a language, by key. */
export function wordsOf(language: string): Promise<Record<string, string>> {
  let words = kept.get(language);
  if (!words) kept.set(language, (words = readWords(language)));
  return words;
}

async function readWords(language: string): Promise<Record<string, string>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(`.${language}.json`));
  const files = await Promise.all(names.map((name) => readFile(join(FOLDER, name), "utf8")));
  return Object.assign({}, ...files.map((text) => JSON.parse(text) as object)) as Record<string, string>;
}

/** What a field is called. @param label what the company calls it, where it is its own */
export const wordOfField = (
  words: Record<string, string>,
  language: string,
  object: string,
  field: string,
  label: Partial<Record<string, string>> | undefined,
): string => label?.[language] ?? words[`${object}.${field}`] ?? words[`field.${field}`] ?? field;
