/** How Insight writes its figures: money without fractions, months by name. */
import type { Format } from "#ui/format.tsx";

/** Sums of a company are read in whole units. */
export const WHOLE: Intl.NumberFormatOptions = { maximumFractionDigits: 0, minimumFractionDigits: 0 };

/** `2010-12` as December 2010, or shorter under an axis. */
export const monthName = (format: Format, period: string, month: "long" | "short" = "long"): string =>
  format.date(`${period}-01`, month === "long" ? { month, year: "numeric" } : { month, year: "2-digit" });
