/** The words that a view is written in: what a column can come to, and the steps of the calendar. */
export const TOTALS = ["sum", "avg", "min", "max"] as const;
export type Total = (typeof TOTALS)[number];

export const DATE_STEPS = ["day", "week", "month", "quarter", "year"] as const;
export type DateStep = (typeof DATE_STEPS)[number];
