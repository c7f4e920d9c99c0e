/** What follows from a country when a company begins: currency, time zone, week, fiscal year, language. Proposals, all of them. */
import { isCurrency } from "#fields/money/currency.ts";
import { InvalidInput } from "#model/errors.ts";
import { CURRENCIES, FISCAL_YEARS, ZONES } from "./country-tables.ts";

export interface Proposal {
  baseCurrency: string;
  timeZone: string;
  phoneRegion: string;
  /** `MM-DD` */
  fiscalYearStart: string;
  /** 1 = Monday … 7 = Sunday */
  weekStart: number;
  language: "en" | "hi" | "ur";
}

/** Of the Intl Locale Info proposal; TypeScript's library does not list them yet. */
interface LocaleFacts {
  getTimeZones?(): string[] | undefined;
  getWeekInfo?(): { firstDay: number };
}

const currencyOf = new Map(
  Object.entries(CURRENCIES).flatMap(([currency, countries]) =>
    countries.split(" ").map((country) => [country, currency] as const),
  ),
);

/** @throws InvalidInput where `country` is no ISO 3166 alpha-2 code in use. */
export function proposalFor(country: string): Proposal {
  const code = country.toUpperCase();
  const baseCurrency = currencyOf.get(code);
  if (!baseCurrency)
    throw new InvalidInput([
      {
        path: "country",
        message: "is no country: give its two letters of ISO 3166, such as PK",
        code: "server.noCountry",
      },
    ]);
  const locale = new Intl.Locale(`und-${code}`) as Intl.Locale & LocaleFacts;
  const zones = locale.getTimeZones?.() ?? [];
  const language = locale.maximize().language;
  return {
    baseCurrency,
    timeZone: ZONES[code] ?? zones[0] ?? "UTC",
    phoneRegion: code,
    fiscalYearStart: FISCAL_YEARS[code] ?? "01-01",
    weekStart: locale.getWeekInfo?.().firstDay ?? 1,
    language: language === "hi" || language === "ur" ? language : "en",
  };
}

/** The codes of all currencies above that amounts can be in, for choices. */
export const currencyCodes = (): string[] => Object.keys(CURRENCIES).filter(isCurrency).toSorted();
