/** The words on the screens in each language, by the keys by which the screens know them. */
import { readdirSync, readFileSync } from "node:fs";
import { Translator } from "#web/language/translator.ts";

export type Language = "en" | "hi" | "ur";
export const LANGUAGES: Language[] = ["en", "hi", "ur"];

const MESSAGES = new URL("../messages/", import.meta.url);

export type Say = (key: string, values?: Record<string, string | number>) => string;

export function spoken(language: Language): Say {
  const translator = new Translator(language);
  for (const file of readdirSync(MESSAGES).filter((name) => name.endsWith(`.${language}.json`)))
    translator.add(language, JSON.parse(readFileSync(new URL(file, MESSAGES), "utf8")) as Record<string, string>);
  return (key, values) => translator.translate(key, values);
}
