/** What stands over the columns of an export: the words of the screens in one language, or the names of the fields. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExportColumn } from "./columns.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "messages");
const kept = new Map<string, Promise<Record<string, string>>>();

function wordsOf(language: string): Promise<Record<string, string>> {
  let words = kept.get(language);
  if (!words) kept.set(language, (words = readWords(language)));
  return words;
}

async function readWords(language: string): Promise<Record<string, string>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(`.${language}.json`));
  const files = await Promise.all(names.map((name) => readFile(join(FOLDER, name), "utf8")));
  return Object.assign({}, ...files.map((text) => JSON.parse(text) as object)) as Record<string, string>;
}

/** One for each column. Without a language: `customer.name`, as it is asked for. */
export async function headings(columns: readonly ExportColumn[], language: string | undefined): Promise<string[]> {
  if (language === undefined) return columns.map((column) => column.name);
  const words = await wordsOf(language);
  return columns.map(({ way }) => way.map((step) => stepWords(step, words, language)).join(" · "));
}

function stepWords(
  { object, field, part }: ExportColumn["way"][number],
  words: Record<string, string>,
  language: string,
): string {
  if (!field) return "ID";
  const name =
    field.definition.label?.[language] ??
    words[`${object.name}.${field.name}`] ??
    words[`field.${field.name}`] ??
    field.name;
  return part === undefined ? name : `${name} (${words[`value.${field.type.name}.${part}`] ?? part})`;
}
