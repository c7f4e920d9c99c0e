/** The words that a view is written in: its kinds, what a column can come to, and the steps of the calendar. */
export const LAYOUTS = ["table", "board", "calendar", "gallery", "chart"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** How much of the calendar is seen at once. */
export const SPANS = ["month", "week"] as const;
export type Span = (typeof SPANS)[number];

export const CHART_FORMS = ["bars", "line"] as const;
export type ChartForm = (typeof CHART_FORMS)[number];

export const TOTALS = ["sum", "avg", "min", "max"] as const;
export type Total = (typeof TOTALS)[number];

export const DATE_STEPS = ["day", "week", "month", "quarter", "year"] as const;
export type DateStep = (typeof DATE_STEPS)[number];

/** So many views stand in a rail, and so many may be pinned for a role. */
export const MOST_PINS = 12;

/** A saved view that stands in the rail. */
export interface Pin {
  /** Of the view. */
  id: string;
  name: string;
  object: string;
  layout: Layout;
}
