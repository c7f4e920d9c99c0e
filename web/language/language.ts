/** The language of the screens: words loaded per language, direction and script switched live. */
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import { Translator } from "./translator.ts";

export { useTranslation } from "react-i18next";

export const LANGUAGES = ["en", "hi", "ur"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", hi: "हिन्दी", ur: "اردو" };

type Words = () => Promise<{ default: Record<string, string> }>;
/** First those of lists, then those of the other pages. */
const WORDS: Record<Language, [Words, Words]> = {
  en: [() => import("./words.en.ts"), () => import("./more.en.ts")],
  hi: [() => import("./words.hi.ts"), () => import("./more.hi.ts")],
  ur: [() => import("./words.ur.ts"), () => import("./more.ur.ts")],
};

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);
const directionOf = (language: Language): "ltr" | "rtl" => (language === "ur" ? "rtl" : "ltr");

const translator = new Translator("en");
const loaded = new Map<Words, Promise<void>>();

function loadWords(language: Language, part: 0 | 1): Promise<void> {
  const words = WORDS[language][part];
  let coming = loaded.get(words);
  if (!coming) {
    coming = words().then(
      (module) => translator.add(language, module.default),
      (error: unknown) => {
        loaded.delete(words);
        throw error;
      },
    );
    loaded.set(words, coming);
  }
  return coming;
}

/** Loads the words that lists do without; to be awaited before any other page is drawn. */
export const loadMoreWords = (): Promise<void> => loadWords(currentLanguage(), 1);

/** A part that loads late, with the words that lists do without. */
export const withMoreWords = async <M>(module: Promise<M>): Promise<M> =>
  (await Promise.all([module, loadMoreWords()]))[0];

export const currentLanguage = (): Language => translator.language as Language;

/** Loads the words of the language that early.js chose; to be awaited before the first render. */
export async function startLanguage(): Promise<void> {
  const chosen = document.documentElement.lang;
  const language = isLanguage(chosen) ? chosen : "en";
  initReactI18next.init(translator.asLibrary());
  translator.changeLanguage(language);
  await loadWords(language, 0);
}

/** For what stands outside of React: the words as they are now. */
export const wordsNow = (key: string, values?: Record<string, unknown>): string => translator.translate(key, values);

/** The words of what a company made itself, by language; those of before are forgotten. */
export const learnWords = (words: ReadonlyMap<string, Record<string, string>>): void => translator.learn(words);

/** Changes language and direction at once, without a reload; kept for the next visit. */
export async function changeLanguage(language: Language): Promise<void> {
  await Promise.all([loadWords(language, 0), loadWords(language, 1)]);
  localStorage.setItem("raabta.language", language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  translator.changeLanguage(language);
}

/** The language now shown, and how to change it. */
export function useLanguage(): {
  language: Language;
  direction: "ltr" | "rtl";
  change: (language: Language) => Promise<void>;
} {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const change = useCallback((next: Language) => changeLanguage(next), []);
  return { language, direction: directionOf(language), change };
}
