/** What the values of all rows tell: the order of day and month, the decimal sign, how full and how varied a column is. */

export type DateOrder = "dmy" | "mdy" | "ymd";

const DATE = /^(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})(?=$|[T ,])/;
const COMMA = /^\D{0,4}-?\d{1,3}(?:\.\d{3})*,\d+\D{0,4}$|^\D{0,4}-?\d+,\d{1,2}\D{0,4}$|^\D{0,4}-?\d{4,},\d+\D{0,4}$/;
const POINT = /^\D{0,4}-?\d{1,3}(?:,\d{2,3})*\.\d+\D{0,4}$|^\D{0,4}-?\d+\.\d{1,2}\D{0,4}$/;
const SAMPLES = 5;
const DISTINCT = 1000;
/** By then it shows what a column holds: only dates are asked further, and those no more once they begin with the year. */
const PROBED = 2000;

export class ColumnFacts {
  filled = 0;
  readonly samples: string[] = [];
  readonly #seen = new Set<string>();
  dates = 0;
  dayFirst = 0;
  monthFirst = 0;
  yearFirst = 0;
  comma = 0;
  point = 0;

  add(cell: string): void {
    if (cell === "") return;
    this.filled += 1;
    if (this.#seen.size < DISTINCT) this.#note(cell);
    if (this.filled > PROBED && (!this.dated || this.yearFirst === this.dates)) return;
    const code = cell.charCodeAt(cell.length - 1);
    if (code > 0x7f || cell.length > 40) return;
    this.#judge(cell);
  }

  #note(cell: string): void {
    if (this.#seen.has(cell)) return;
    // A copy: a slice would keep the whole piece of the file in memory.
    const value = Buffer.from(cell.trim().slice(0, 200), "utf8").toString("utf8");
    if (value === "" || this.#seen.has(value)) return;
    this.#seen.add(value);
    if (this.samples.length < SAMPLES) this.samples.push(value);
  }

  #judge(cell: string): void {
    const date = DATE.exec(cell);
    if (date) {
      this.dates += 1;
      if (date[1]!.length > 2) this.yearFirst += 1;
      else if (Number(date[1]) > 12) this.dayFirst += 1;
      else if (Number(date[2]) > 12) this.monthFirst += 1;
    } else if (COMMA.test(cell)) {
      // "1,234" alone may be either.
      if (!/^\D{0,4}-?\d{1,3},\d{3}\D{0,4}$/.test(cell)) this.comma += 1;
    } else if (POINT.test(cell)) {
      if (!/^\D{0,4}-?\d{1,3}\.\d{3}\D{0,4}$/.test(cell)) this.point += 1;
    }
  }

  /** Most of what was looked at are dates. */
  get dated(): boolean {
    return this.dates > Math.min(this.filled, PROBED) * 0.5;
  }

  get distinctGuess(): number {
    return this.#seen.size;
  }

  /** A few hundred different values, for judging what kind they are. */
  values(): string[] {
    return [...this.#seen].slice(0, 200);
  }
}

/** `null`: no dates. `sure` is false where every date could be read both ways, or columns contradict each other. */
export function dateOrderOf(
  columns: readonly ColumnFacts[],
  fallback: DateOrder,
): { order: DateOrder | null; sure: boolean } {
  const dated = columns.filter((column) => column.dated);
  if (dated.length === 0) return { order: null, sure: true };
  const sum = (of: (column: ColumnFacts) => number): number => dated.reduce((total, column) => total + of(column), 0);
  const [day, month, year] = [
    sum((column) => column.dayFirst),
    sum((column) => column.monthFirst),
    sum((column) => column.yearFirst),
  ];
  if (day === 0 && month === 0) return year > 0 ? { order: "ymd", sure: true } : { order: fallback, sure: false };
  return { order: day >= month ? "dmy" : "mdy", sure: day === 0 || month === 0 };
}

export function decimalOf(columns: readonly ColumnFacts[]): "." | "," {
  const comma = columns.reduce((total, column) => total + column.comma, 0);
  const point = columns.reduce((total, column) => total + column.point, 0);
  return comma > point ? "," : ".";
}
