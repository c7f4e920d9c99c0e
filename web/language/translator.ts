/** Finds words by key and fills in their values: all that the screens ask of a translation library, with the browser's own rules for plurals. */
import type { i18n, TOptions } from "i18next";

type Hear = () => void;
type Words = Record<string, string>;

const PLACE = /\{\{\s*([^}\s]+)\s*\}\}/g;

/** In a sentence from right to left, names and figures put into it keep their own direction: £12 stays £12. React escapes for HTML. */
const isolated = (value: string): string => `\u2068${value}\u2069`;

function fill(text: string, values: TOptions, rtl: boolean): string {
  return text.replace(PLACE, (place, name: string) => {
    const value = (values as Record<string, string | number | null | undefined>)[name];
    if (value === undefined || value === null) return place;
    return rtl ? isolated(String(value)) : String(value);
  });
}

/** Keeps to what react-i18next asks of i18next (17 and 26), which is four times as large as all the words of a list. */
export class Translator {
  readonly isInitialized = true;
  readonly options = { react: { useSuspense: false } };
  readonly store = { on: () => undefined, off: () => undefined };
  language: string;
  languages: string[];
  // No private fields: react-i18next hands out copies made of what can be listed.
  readonly words = new Map<string, Words>();
  /** Words that came with the catalogue, for what the product's own have none. */
  own: ReadonlyMap<string, Words> = new Map();
  readonly hearers = new Set<Hear>();
  plurals: Intl.PluralRules;

  constructor(language: string) {
    this.language = language;
    this.languages = [language];
    this.plurals = new Intl.PluralRules(language);
  }

  add(language: string, words: Words): void {
    this.words.set(language, { ...this.words.get(language), ...words });
  }

  learn(own: ReadonlyMap<string, Words>): void {
    this.own = own;
    for (const hear of this.hearers) hear();
  }

  changeLanguage(language: string): void {
    this.language = language;
    this.languages = [language];
    this.plurals = new Intl.PluralRules(language);
    for (const hear of this.hearers) hear();
  }

  /** Of several keys the first that has words; `count` chooses their form. Otherwise `defaultValue`, or the last key. */
  translate(keys: string | readonly string[], values: TOptions = {}): string {
    const list = typeof keys === "string" ? [keys] : keys;
    const otherwise = typeof values.defaultValue === "string" ? values.defaultValue : list.at(-1);
    return fill(this.find(list, values.count) ?? otherwise ?? "", values, this.dir() === "rtl");
  }

  find(keys: readonly string[], count: number | undefined): string | undefined {
    const [words, own] = [this.words.get(this.language) ?? {}, this.own.get(this.language) ?? {}];
    for (const key of keys) {
      const forms =
        typeof count !== "number" ? [] : [count === 0 ? `${key}_zero` : "", `${key}_${this.plurals.select(count)}`];
      for (const form of [...forms, key]) {
        const found = words[form] ?? own[form];
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  exists(key: string): boolean {
    return this.find([key], undefined) !== undefined;
  }

  dir(): "ltr" | "rtl" {
    return this.language === "ur" ? "rtl" : "ltr";
  }

  getFixedT(): (keys: string | readonly string[], values?: TOptions) => string {
    return (keys, values) => this.translate(keys, values);
  }

  hasLoadedNamespace(): boolean {
    return true;
  }

  on(_event: string, hear: Hear): void {
    this.hearers.add(hear);
  }

  off(_event: string, hear: Hear): void {
    this.hearers.delete(hear);
  }

  /** As react-i18next knows it. */
  asLibrary(): i18n {
    return this as unknown as i18n;
  }
}
