/** What stands over the columns of an export: the words of the screens in one language, or the names of the fields. */
import { wordOfField, wordsOf } from "../../screen-words.ts";
import type { ExportColumn } from "./columns.ts";

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
  const name = wordOfField(words, language, object.name, field.name, field.definition.label);
  return part === undefined ? name : `${name} (${words[`value.${field.type.name}.${part}`] ?? part})`;
}
