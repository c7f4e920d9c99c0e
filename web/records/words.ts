/** The names of objects, fields and options in the reader's language. */
import { createContext, use, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutGroup } from "#model/page-layout.ts";
import type { MetaField, MetaObject } from "../api/meta.ts";
import { ownWord } from "../language/own-words.ts";
import { inSentence } from "./in-sentence.ts";

/** `orderedAt` → `Ordered at`: what stands where the catalogue has no words. */
function humanised(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export interface Words {
  one: (object: string) => string;
  /** The same within a sentence. */
  inText: (object: string) => string;
  many: (object: MetaObject | string) => string;
  manyInText: (object: MetaObject | string) => string;
  area: (area: string) => string;
  field: (object: string, field: MetaField | string) => string;
  group: (object: string, group: string) => string;
  option: (object: string, field: string, option: string) => string;
}

/** The heading of a group of fields: an administrator's own words, or the product's. */
export const headingOf = (words: Words, object: string, group: LayoutGroup): string =>
  ownWord(group.label) ?? words.group(object, group.name);

const WordsContext = createContext<Words | null>(null);

/** Gives the words to all that stands in it: each cell of a list asks for them. */
export const WordsProvider = WordsContext;

export function useWords(): Words {
  const words = use(WordsContext);
  if (words === null) throw new Error("useWords stands outside the frame");
  return words;
}

const nameOf = (object: MetaObject | string): string => (typeof object === "string" ? object : object.name);

/** The words of the language now shown. */
export function useLanguageWords(): Words {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const first = (keys: string[], otherwise: string) => t(keys, { defaultValue: otherwise });
    const one = (object: string) => first([`object.${object}`], humanised(object));
    const many = (object: MetaObject | string) =>
      first([`object.${nameOf(object)}.plural`], humanised(typeof object === "string" ? `${object}s` : object.plural));
    return {
      one,
      inText: (object) => inSentence(object, one(object), i18n.language),
      many,
      manyInText: (object) => inSentence(nameOf(object), many(object), i18n.language),
      area: (area) => first([`area.${area}`], humanised(area)),
      field: (object, field) => {
        const name = typeof field === "string" ? field : field.name;
        const own = typeof field === "string" ? undefined : (field.label?.[i18n.language] ?? field.label?.["en"]);
        return own ?? first([`${object}.${name}`, `field.${name}`], humanised(name));
      },
      group: (object, group) => first([`${object}.layout.${group}`, `layout.${group}`], humanised(group)),
      option: (object, field, option) => first([`${object}.${field}.${option}`], humanised(option)),
    };
  }, [t, i18n.language]);
}
