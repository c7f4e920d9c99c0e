/** The marks of a chart from the groups that an aggregate told of: dates in their order, others by how much they are. */
import { columnText, type Json } from "#model/json.ts";
import type { Filter } from "#model/filter.ts";
import type { Sums } from "../columns/totals.queries.ts";
import { decimal, decimalText, negated, plus } from "#model/formula/decimal.ts";
import { filterOf, stepBefore, type Grouping } from "../groups/picking.ts";

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

/** The mark of all groups that have none of their own. */
export const OTHERS = "others";

export interface Marks {
  marks: Mark[];
  /** So many groups more there are, in none of the marks. */
  left: number;
}

/** @param whole what all records come to: where it is known, what the marks leave is a mark too */
export function marksOf(grouping: Grouping, sums: readonly Sums[], measure: string, whole?: Sums): Marks {
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
    const dated = all.filter((mark) => mark.group !== null);
    const marks = withEmptySteps(grouping, dated, measure).slice(0, MOST_DATES);
    const shown = new Set(marks);
    return { marks: marks.toReversed(), left: dated.filter((mark) => !shown.has(mark)).length };
  }
  const marks = all.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity)).slice(0, MOST_BARS);
  const others = all.length > marks.length ? othersOf(marks, measure, whole) : undefined;
  return others ? { marks: [...marks, others], left: 0 } : { marks, left: all.length - marks.length };
}

/** Amounts that add up: what is left of the whole can be said of them. */
export const addsUp = (measure: string): boolean => measure === "count" || measure.startsWith("sum:");

/**
 * A step in which there is nothing is nothing, not a gap. An emptiness wider than the chart, as one wrong year makes it,
 * stays out.
 * @param marks the newest first
 */
function withEmptySteps(grouping: Grouping, marks: readonly Mark[], measure: string): Mark[] {
  const filled: Mark[] = [];
  for (const [at, mark] of marks.entries()) {
    filled.push(mark);
    const older = marks[at + 1];
    if (older === undefined || filled.length >= MOST_DATES) continue;
    const end = dayOf(older);
    const empty: Mark[] = [];
    for (let day = stepBefore(dayOf(mark), grouping.step!); day > end; day = stepBefore(day, grouping.step!)) {
      empty.push({ key: day, group: day, count: 0, filter: filterOf(grouping, day), ...nothingOf(measure) });
      if (empty.length > MOST_DATES) break;
    }
    if (empty.length <= MOST_DATES) filled.push(...empty);
  }
  return filled;
}

const dayOf = ({ group }: Mark): string => columnText(group ?? undefined).slice(0, 10);
const nothingOf = (measure: string) => (addsUp(measure) ? { value: 0, text: "0" } : { value: null, text: "" });

function othersOf(marks: readonly Mark[], measure: string, whole: Sums | undefined): Mark | undefined {
  const said = measure === "count" ? whole?.count : whole?.[measure];
  if (whole === undefined || said === undefined || said === null || !addsUp(measure)) return undefined;
  const texts = marks.flatMap(({ text }) => (text === "" ? [] : text));
  const text = decimalText(texts.reduce((left, one) => plus(left, negated(decimal(one))), decimal(columnText(said))));
  return {
    key: OTHERS,
    group: null,
    value: Number(text),
    text,
    count: marks.reduce((left, { count }) => left - count, whole.count),
    filter: { not: { or: marks.map(({ filter }) => filter) } },
  };
}
