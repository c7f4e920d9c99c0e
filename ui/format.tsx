/** Numbers, money and dates as the reader writes them, always with an explicit numbering system. */
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { LAKH_COUNTRIES, writingDates } from "./dates.ts";

export interface FormatSettings {
  /** `en`, `hi` or `ur`. */
  language: string;
  /** ISO 3166 alpha-2: order of day and month, lakh or thousand grouping. */
  country: string;
  timeZone: string;
  /** `latn`, `deva`, `arabext` … */
  numberingSystem: string;
  baseCurrency: string;
  /** 1 is Monday, 7 Sunday. */
  weekStart: number;
}

/** Urdu has no lakh grouping in CLDR, though it is written so; compact forms and units carry words and stay with the language. */
function numberLocale(settings: FormatSettings, options: Intl.NumberFormatOptions): string {
  if (!LAKH_COUNTRIES.has(settings.country)) return `${settings.language}-${settings.country}`;
  const digitsAlone = options.notation !== "compact" && options.style !== "unit";
  return settings.language === "ur" && digitsAlone ? "en-IN" : `${settings.language}-IN`;
}
const HOUR = 3_600_000;
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 24 * HOUR],
  ["month", 30 * 24 * HOUR],
  ["week", 7 * 24 * HOUR],
  ["day", 24 * HOUR],
  ["hour", HOUR],
  ["minute", 60_000],
];

/** In a line from right to left a clock's time would fall apart: `7:49 PM` stays together. */
const clockKept = (text: string): string => text.replace(/\d{1,2}:\d\d(?::\d\d)?\s[AP]M/i, "\u2066$&\u2069");

function memo<A extends unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  const kept = new Map<string, R>();
  return (...args) => {
    const key = JSON.stringify(args);
    if (!kept.has(key)) kept.set(key, make(...args));
    return kept.get(key)!;
  };
}

function makeFormat(settings: FormatSettings) {
  const { timeZone, numberingSystem } = settings;
  const numbers = memo(
    (options: Intl.NumberFormatOptions) =>
      new Intl.NumberFormat(numberLocale(settings, options), { numberingSystem, ...options }),
  );
  const dates = memo((options: Intl.DateTimeFormatOptions) =>
    writingDates(settings.language, settings.country, { numberingSystem, ...options }),
  );
  const names = memo((type: Intl.DisplayNamesType) => new Intl.DisplayNames([settings.language, "en"], { type }));
  const relative = memo(
    () => new Intl.RelativeTimeFormat(`${settings.language}-u-nu-${numberingSystem}`, { numeric: "auto" }),
  );
  const lists = memo((type: Intl.ListFormatType) => new Intl.ListFormat(settings.language, { type }));
  /** Decimal strings keep all their digits: Intl takes them as they are. */
  const exact = (value: number | string) => value as number;
  return {
    settings,
    number: (value: number | string, options: Intl.NumberFormatOptions = {}) =>
      numbers({ maximumFractionDigits: 6, ...options }).format(exact(value)),
    compact: (value: number | string) =>
      numbers({ notation: "compact", maximumFractionDigits: 1 }).format(exact(value)),
    /** A share from 0 to 1 as a percentage. */
    share: (value: number, digits = 0) => numbers({ style: "percent", maximumFractionDigits: digits }).format(value),
    /** A percentage as stored: 12.5 means 12.5 %. */
    percent: (value: number | string) =>
      numbers({ style: "percent", maximumFractionDigits: 4 }).format(Number(value) / 100),
    money: (
      amount: number | string,
      currency: string = settings.baseCurrency,
      options: Intl.NumberFormatOptions = {},
    ) => numbers({ style: "currency", currency, currencyDisplay: "narrowSymbol", ...options }).format(exact(amount)),
    compactMoney: (amount: number | string, currency: string = settings.baseCurrency) =>
      numbers({
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        notation: "compact",
        maximumFractionDigits: 1,
      }).format(exact(amount)),
    bytes: (value: number) =>
      value < 1_000_000
        ? numbers({ style: "unit", unit: "kilobyte", maximumFractionDigits: 0 }).format(Math.ceil(value / 1000))
        : numbers({ style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(value / 1_000_000),
    /** A calendar day `2024-05-01`, no time zone involved. */
    date: (day: string, options: Intl.DateTimeFormatOptions = { dateStyle: "medium" }) =>
      dates({ timeZone: "UTC", ...options }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`)),
    dateTime: (
      instant: string | Date,
      options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" },
    ) => clockKept(dates({ timeZone, ...options }).format(new Date(instant))),
    relative: (instant: string | Date) => {
      const distance = new Date(instant).getTime() - Date.now();
      const [unit, size] = STEPS.find(([, step]) => Math.abs(distance) >= step) ?? ["second", 1000];
      return unit === "second" ? relative().format(0, "second") : relative().format(Math.round(distance / size), unit);
    },
    /** Within a week from now, either way: relative words say more than a date. */
    isNear: (instant: string) => Math.abs(Date.now() - new Date(instant).getTime()) < 7 * 24 * HOUR,
    country: (code: string) => names("region").of(code) ?? code,
    currency: (code: string) => names("currency").of(code) ?? code,
    language: (code: string) => names("language").of(code) ?? code,
    list: (items: string[], type: Intl.ListFormatType = "conjunction") => lists(type).format(items),
  };
}

export type Format = ReturnType<typeof makeFormat>;

const FormatContext = createContext<Format | null>(null);
const HOME: FormatSettings = {
  language: "en",
  country: "GB",
  timeZone: "UTC",
  numberingSystem: "latn",
  baseCurrency: "EUR",
  weekStart: 1,
};

/** Gives the pages inside it their way of writing numbers and dates. */
export function FormatProvider({ children, ...settings }: Partial<FormatSettings> & { children: ReactNode }) {
  const key = JSON.stringify(settings);
  const format = useMemo(() => {
    const given = JSON.parse(key) as Partial<FormatSettings>;
    // To ask the browser for its own is slow: its whole table of dates is read for it.
    const timeZone = given.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    return makeFormat({ ...HOME, ...given, timeZone });
  }, [key]);
  return <FormatContext value={format}>{children}</FormatContext>;
}

export function useFormat(): Format {
  const format = useContext(FormatContext);
  if (format === null) throw new Error("useFormat stands outside a FormatProvider");
  return format;
}

/** An instant as "3 days ago", the exact time on hover. */
export function When({ at }: { at: string }) {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.dateTime(at, { dateStyle: "full", timeStyle: "short" })}>
      {format.relative(at)}
    </time>
  );
}
