/** When people buy kitchen ware: Ramadan and both Eids in Lahore, Diwali and weddings in Delhi, Christmas in London. */
import type { Country } from "./company-names.ts";

const DAY = 86_400_000;

/** Lakshmi Puja by the civil calendar of India. */
const DIWALI = [
  "2019-10-27",
  "2020-11-14",
  "2021-11-04",
  "2022-10-24",
  "2023-11-12",
  "2024-10-31",
  "2025-10-20",
  "2026-11-08",
  "2027-10-29",
  "2028-10-17",
  "2029-11-05",
  "2030-10-26",
  "2031-11-14",
  "2032-11-02",
  "2033-10-22",
  "2034-11-10",
  "2035-10-30",
].map((day) => Date.parse(day));

const hijri = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", {
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});

/** Month and day in the Umm al-Qura calendar. */
function islamic(time: number): { month: number; day: number } {
  const parts = Object.fromEntries(hijri.formatToParts(time).map((part) => [part.type, Number(part.value)]));
  return { month: parts["month"]!, day: parts["day"]! };
}

/** How much stronger than usual that day's demand is. Around 1 over a year. */
export function season(country: Country, time: number): number {
  const date = new Date(time);
  const month = date.getUTCMonth() + 1;
  const weekday = date.getUTCDay();
  if (country === "PK") {
    const { month: moon, day } = islamic(time);
    const rest = weekday === 5 ? 0.6 : 1;
    if (moon === 9) return rest * (1.1 + day / 22);
    if (moon === 10 && day <= 4) return 0.15;
    if (moon === 12 && day <= 9) return rest * 1.6;
    if (moon === 12 && day <= 13) return 0.15;
    return rest * (month >= 11 || month <= 2 ? 1.15 : 0.82);
  }
  if (country === "IN") {
    const rest = weekday === 0 ? 0.6 : 1;
    const ahead = DIWALI.map((day) => (day - time) / DAY).find((days) => days >= -3 && days <= 35);
    if (ahead !== undefined) return ahead < 0 ? 0.25 : rest * (2.9 - ahead / 22);
    return rest * ([1, 2, 4, 5, 11, 12].includes(month) ? 0.95 : 0.75);
  }
  const rest = weekday === 0 ? 0.3 : weekday === 6 ? 0.7 : 1.15;
  if (month === 12) return date.getUTCDate() > 24 ? 0.15 : rest * 1.9;
  if (month === 11) return rest * 1.9;
  return rest * (month === 1 || month === 8 ? 0.65 : 0.85);
}

/** Whether goods of festivals sell in those weeks. */
export const festive = (country: Country, time: number): boolean => season(country, time) > 1.35;
