/** The language of the screens: words loaded per language, direction and script switched live. */
import i18next from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";

export { useTranslation } from "react-i18next";

export const LANGUAGES = ["en", "hi", "ur"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", hi: "हिन्दी", ur: "اردو" };

const WORDS: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import("./words.en.ts"),
  hi: () => import("./words.hi.ts"),
  ur: () => import("./words.ur.ts"),
};

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);
const directionOf = (language: Language): "ltr" | "rtl" => (language === "ur" ? "rtl" : "ltr");

/** In a sentence from right to left, names and figures put into it keep their own direction: £12 stays £12. React escapes for HTML. */
const isolated = (value: string): string => (i18next.dir() === "rtl" ? `\u2068${value}\u2069` : value);

async function loadWords(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  i18next.addResourceBundle(language, "translation", (await WORDS[language]()).default);
}

/** Loads the words of the language that early.js chose; to be awaited before the first render. */
export async function startLanguage(): Promise<void> {
  const chosen = document.documentElement.lang;
  const language = isLanguage(chosen) ? chosen : "en";
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: true, escape: isolated },
    react: { useSuspense: false },
  });
  await loadWords(language);
  await i18next.changeLanguage(language);
}

/** Changes language and direction at once, without a reload; kept for the next visit. */
export async function changeLanguage(language: Language): Promise<void> {
  await loadWords(language);
  localStorage.setItem("raabta.language", language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  await i18next.changeLanguage(language);
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
