/** How a text table is written, judged by its first rows: separator, ends of rows, where the table begins, names or data. */
import { fold } from "#model/folding.ts";
import { RowSplitter, type Dialect } from "./separated.ts";

const SEPARATORS = [",", ";", "\t", "|"];

/** The separator that gives most rows the same number of cells, and more than one. */
export function detectDialect(text: string): Dialect {
  const newline = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const told = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (told !== undefined) return { separator: told, newline };
  let best = { separator: ",", score: 0 };
  for (const separator of SEPARATORS) {
    const score = regularity(text, { separator, newline });
    if (score > best.score) best = { separator, score };
  }
  return { separator: best.separator, newline };
}

function regularity(text: string, dialect: Dialect): number {
  let rows: string[][];
  try {
    rows = new RowSplitter(dialect).push(text).slice(0, 100);
  } catch (error) {
    if ((error as Error).name === "InvalidInput") return 0;
    throw error;
  }
  if (rows.length === 0) rows = [text.split(dialect.separator)];
  const counts = new Map<number, number>();
  for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const [width, often] = [...counts].toSorted((a, b) => b[1] * b[0] - a[1] * a[0])[0] ?? [1, 0];
  return (often / rows.length) * Math.log2(1 + width);
}

const FIGURE = /^[^\p{L}]*\d[^\p{L}]*$/u;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A name of a column is no figure, no address. */
const mayBeName = (cell: string): boolean => !FIGURE.test(cell) && !MAIL.test(cell) && cell.length <= 200;

/** Where the table begins, and whether its first row names the columns. `known` tells names that are certain. */
export function detectHeader(
  rows: readonly string[][],
  known: (name: string) => boolean,
): { headerRow: number; header: boolean; width: number } {
  const widths = rows.map((row) => row.findLastIndex((cell) => cell.trim() !== "") + 1);
  const counts = Map.groupBy(
    widths.filter((width) => width > 0),
    (width) => width,
  );
  const usual = [...counts].toSorted((a, b) => b[1].length * b[0] - a[1].length * a[0])[0]?.[0] ?? 1;
  const begin = Math.max(
    0,
    rows.findIndex((row) => row.filter((cell) => cell.trim() !== "").length >= Math.max(1, usual * 0.6)),
  );
  const first = rows[begin] ?? [];
  const names = first.filter((cell) => cell.trim() !== "");
  const sure = names.filter((name) => known(name)).length;
  const distinct = new Set(names.map(fold)).size >= names.length * 0.5;
  const plausible = names.length > 0 && names.every(mayBeName) && distinct;
  const header =
    sure >= Math.max(1, names.length * 0.3) ||
    (plausible && (rows.length === begin + 1 || unlike(first, rows.slice(begin + 1))));
  return { headerRow: begin + 1, header, width: Math.max(usual, first.length) };
}

/** Does some column hold figures or addresses below a word, or are the first row's words never met again? */
function unlike(first: readonly string[], rows: readonly string[][]): boolean {
  return first.some((name, index) => {
    const cells = rows.map((row) => row[index]?.trim() ?? "").filter(Boolean);
    if (cells.length === 0 || name.trim() === "") return false;
    const figures = cells.filter((cell) => !mayBeName(cell)).length;
    return figures > cells.length / 2 || !cells.some((cell) => fold(cell) === fold(name));
  });
}
