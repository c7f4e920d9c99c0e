/** The words of what a company made itself: an administrator wrote them, and they come with the catalogue. */
import type { FieldDefinition } from "#model/field.ts";
import { currentLanguage, LANGUAGES, learnWords, type Language } from "./language.ts";

type Said<W> = Partial<Record<string, W>> | undefined;

interface Named {
  name: string;
  label?: Record<string, { one: string; many: string }>;
  fields: (FieldDefinition & { name: string })[];
}

/** In the reader's language, else in English, else in whichever it was written. */
export const inLanguage = <W>(label: Said<W>, language: Language): W | undefined =>
  label?.[language] ?? label?.["en"] ?? Object.values(label ?? {})[0];

/** What an administrator wrote, as whoever looks reads it. */
export const ownWord = (label: Said<string>): string | undefined => inLanguage(label, currentLanguage());

/** Makes the words known under the keys that the product's own have: `object.x_vehicle`, `company.x_colour`. */
export function learnOwnWords(objects: readonly Named[]): void {
  const all = new Map<string, Record<string, string>>();
  for (const language of LANGUAGES) {
    const words: Record<string, string> = {};
    const learn = (key: string, word: string | undefined) => word !== undefined && (words[key] = word);
    for (const object of objects) {
      const named = inLanguage(object.label, language);
      learn(`object.${object.name}`, named?.one);
      learn(`object.${object.name}.plural`, named?.many);
      for (const field of object.fields) {
        learn(`${object.name}.${field.name}`, inLanguage(field.label, language));
        for (const option of (field["options"] ?? []) as (string | { value: string; label?: Record<string, string> })[])
          if (typeof option !== "string")
            learn(`${object.name}.${field.name}.${option.value}`, inLanguage(option.label, language));
      }
    }
    all.set(language, words);
  }
  learnWords(all);
}
