/** How a country writes days and times. In which words is the reader's affair; the clock is the country's, in every language. */

/** Where amounts are written 12,34,567. */
export const LAKH_COUNTRIES = new Set(["IN", "PK", "BD", "NP", "LK"]);

/** English dates of Pakistan come as 22-Nov-2026 in CLDR; the day-month-year words of India are meant. */
const localeOf = (language: string, country: string): string =>
  `${language}-${language === "en" && LAKH_COUNTRIES.has(country) ? "IN" : country}`;

/** 7:49 pm or 19:49: Hindi and Urdu count to twelve in CLDR wherever they are written, English as the country does. */
export const countsToTwelve = (country: string): boolean =>
  new Intl.DateTimeFormat(`en-${country}`, { hour: "numeric" }).resolvedOptions().hour12 === true;

/** @param language `en`, `hi` or `ur`; `country` is ISO 3166 alpha-2 */
export function writingDates(
  language: string,
  country: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const timed = options.timeStyle !== undefined || options.hour !== undefined;
  // Of a day alone the clock is not asked: to make a format takes the browser long.
  const clock = timed ? ({ hourCycle: countsToTwelve(country) ? "h12" : "h23" } as const) : {};
  return new Intl.DateTimeFormat(localeOf(language, country), { ...clock, ...options });
}

/** What stands beside the hours before noon and after it, as `writingDates` writes it: `am` and `pm`. */
export function halvesOfDay(language: string, country: string): { am: string; pm: string } {
  const format = writingDates(language, country, { hour: "numeric", hourCycle: "h12", timeZone: "UTC" });
  const at = (hour: number): string =>
    format.formatToParts(Date.UTC(2000, 0, 1, hour)).find(({ type }) => type === "dayPeriod")?.value ?? "";
  return { am: at(6), pm: at(18) };
}
