/** The marks of a chart from the groups that an aggregate told of: dates in their order, others by how much they are. */
import type { Json } from "#model/json.ts";
import type { Filter } from "#model/filter.ts";
import type { Sums } from "../columns/totals.queries.ts";
import { filterOf, type Grouping } from "../groups/picking.ts";

export interface Mark {
  key: string;
  group: Json;
  /** Null: nothing to measure in it. */
  value: number | null;
  /** As it came, with all its digits. */
  text: string;
  count: number;
  /** Picks the records behind it. */
  filter: Filter;
}

/** More than these cannot be told apart. */
export const MOST_DATES = 60;
export const MOST_BARS = 25;

/** @returns the marks to draw, and how many more groups there are */
export function marksOf(grouping: Grouping, sums: readonly Sums[], measure: string): { marks: Mark[]; left: number } {
  const all = sums.map((one, at): Mark => {
    const group = one.group ?? null;
    const said = measure === "count" ? one.count : (one[measure] ?? null);
    return {
      key: `${at} ${JSON.stringify(group)}`,
      group,
      value: said === null ? null : Number(said),
      text: said === null ? "" : String(said as string | number),
      count: one.count,
      filter: filterOf(grouping, group),
    };
  });
  if (grouping.step) {
    const dated = all.filter((mark) => mark.group !== null).slice(0, MOST_DATES);
    return { marks: dated.toReversed(), left: all.length - dated.length };
  }
  const marks = all.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity)).slice(0, MOST_BARS);
  return { marks, left: all.length - marks.length };
}
