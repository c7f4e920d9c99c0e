/** Looks through a file once: how it is written, what columns it has, how many rows. */
import { encodingOfBytes, encodingOfStart, decoded, type Encoding } from "./encoding.ts";
import { dataRows, type DataShape } from "./data-rows.ts";
import { detectDialect, detectHeader } from "./dialect.ts";
import { LIMITS, refuseFile } from "./limits.ts";
import type { Format, Shape, SourceFile } from "./source-file.ts";
import type { LikelyField } from "../likely-field.ts";
import { ColumnFacts, dateOrderOf, decimalOf, type DateOrder } from "./values.ts";

export interface Detected {
  format: Format;
  encoding: Encoding;
  separator: string;
  newline: "\n" | "\r";
  header: boolean;
  /** Number of the row with the names, or of the first with data where there are none. */
  headerRow: number;
  width: number;
  dateOrder: DateOrder | null;
  decimal: "." | ",";
  sheet?: string;
  sheets?: string[];
}

/** What a person may correct. */
export type Correction = Partial<
  Pick<Detected, "encoding" | "separator" | "header" | "dateOrder" | "decimal" | "sheet">
>;

export interface Column {
  index: number;
  name: string;
  samples: string[];
  filled: number;
  distinctGuess: number;
  /** What a new field for it would be; nothing where it has no values. */
  like?: LikelyField;
}

export interface Found {
  detected: Detected;
  columns: Column[];
  /** Values of each column, for judging their kind; not kept. */
  values: string[][];
  rows: number;
  questions: { code: string; message: string }[];
}

const HEAD = 64 * 1024;
const FIRST_ROWS = 50;

export const shapeOf = (detected: Detected): DataShape => ({
  format: detected.format,
  encoding: detected.encoding,
  separator: detected.separator,
  newline: detected.newline,
  sheet: detected.sheet,
  firstRow: detected.headerRow + (detected.header ? 1 : 0),
  width: detected.width,
});

/** @param known tells names of columns that are certain. @param fallback order of day and month where no date decides. */
export async function inspect(
  file: SourceFile,
  known: (name: string) => boolean,
  fallback: DateOrder,
  correction: Correction = {},
): Promise<Found> {
  const shape = await shapeOfFile(file, correction);
  const head = await firstRows(file, shape);
  if (head.length === 0) refuseFile("has no rows", "transfer.empty");
  const found = detectHeader(head, known);
  if (found.width > LIMITS.columns)
    refuseFile(`has more than ${LIMITS.columns} columns`, "transfer.tooManyColumns", { max: LIMITS.columns });
  const header = correction.header ?? found.header;
  const data: DataShape = { ...shape, firstRow: found.headerRow + (header ? 1 : 0), width: found.width };
  const facts = Array.from({ length: found.width }, () => new ColumnFacts());
  const rows = await look(file, data, facts);
  // Another sheet, or another reading that a person asks for, may have what this has not.
  if (rows === 0 && Object.keys(correction).length === 0 && file.sheets.length < 2)
    refuseFile(
      header ? "has names of columns and no rows below them" : "has no rows",
      header ? "transfer.onlyHeader" : "transfer.empty",
    );
  const order = dateOrderOf(facts, fallback);
  const names = header ? uniqueNames(head[found.headerRow - 1]!, found.width) : uniqueNames([], found.width);
  return {
    detected: {
      format: file.format,
      encoding: shape.encoding,
      separator: shape.separator,
      newline: shape.newline,
      header,
      headerRow: found.headerRow,
      width: found.width,
      dateOrder: correction.dateOrder ?? order.order,
      decimal: correction.decimal ?? decimalOf(facts),
      ...(file.format === "xlsx" ? { sheet: shape.sheet ?? "", sheets: file.sheets } : {}),
    },
    columns: facts.map((column, index) => ({
      index,
      name: names[index]!,
      samples: column.samples,
      filled: column.filled,
      distinctGuess: column.distinctGuess,
    })),
    values: facts.map((column) => column.values()),
    rows,
    questions:
      order.sure || correction.dateOrder
        ? []
        : [{ code: "dateOrder", message: "Every date can be read as day-month or month-day; say which is meant" }],
  };
}

async function shapeOfFile(file: SourceFile, correction: Correction): Promise<Shape> {
  const { format } = file;
  if (format === "xlsx") {
    const sheet = correction.sheet ?? (await firstTable(file));
    if (!file.sheets.includes(sheet))
      refuseFile(`has no sheet "${sheet}"; it has ${file.sheets.join(", ")}`, "transfer.noSheet");
    return { format, encoding: "utf-8", separator: ",", newline: "\n", sheet };
  }
  // What is no table shows in the first rows, before the whole file is read for its encoding.
  const first = correction.encoding ?? (await encodingOfStart(file.bytes()));
  const judged = await dialectOf(file, first, correction);
  await firstRows(file, judged);
  const encoding = correction.encoding ?? (await encodingOfBytes(file.bytes()));
  return encoding === first ? judged : dialectOf(file, encoding, correction);
}

async function dialectOf(file: SourceFile, encoding: Encoding, correction: Correction): Promise<Shape> {
  let text = "";
  for await (const piece of decoded(file.bytes(), encoding)) {
    text += piece;
    if (text.length >= HEAD) break;
  }
  if (isBinary(text.slice(0, HEAD)))
    refuseFile("is no text and no Excel workbook; CSV or Excel is needed", "transfer.noTable");
  const dialect = detectDialect(text);
  return {
    format: file.format,
    encoding,
    separator: correction.separator ?? dialect.separator,
    newline: dialect.newline,
  };
}

/** Pictures and programs are full of control characters; a text has hardly one. */
const isBinary = (text: string): boolean =>
  (text.match(/[^\P{Cc}\s\u0080-\u009f]/gu)?.length ?? 0) > Math.max(8, text.length * 0.02);

/** The first sheet that holds more than a title; else the first. */
async function firstTable(file: SourceFile): Promise<string> {
  for (const sheet of file.sheets.length > 1 ? file.sheets : []) {
    const rows = await firstRows(file, { format: "xlsx", encoding: "utf-8", separator: ",", newline: "\n", sheet });
    if (rows.filter((row) => row.some((cell) => cell !== "")).length > 1) return sheet;
  }
  return file.sheets[0] ?? "";
}

async function firstRows(file: SourceFile, shape: Shape): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of file.batches(shape)) {
    for (const [index, row] of batch.rows.entries()) {
      // Excel leaves out empty rows; their numbers are kept.
      while (rows.length < batch.numbers[index]! - 1 && rows.length < FIRST_ROWS) rows.push([]);
      if (rows.length < FIRST_ROWS) rows.push(row);
    }
    if (rows.length >= FIRST_ROWS) break;
  }
  return rows;
}

async function look(file: SourceFile, shape: DataShape, facts: ColumnFacts[]): Promise<number> {
  let count = 0;
  for await (const { rows } of dataRows(file, shape)) {
    count += rows.length;
    for (const row of rows) {
      const width = Math.min(row.length, facts.length);
      for (let index = 0; index < width; index += 1) facts[index]!.add(row[index]!);
    }
  }
  return count;
}

/** Blank names get a number, repeated ones too: `Phone`, `Phone (2)`. */
function uniqueNames(row: readonly string[], width: number): string[] {
  const used = new Map<string, number>();
  return Array.from({ length: width }, (_, index) => {
    const written = (row[index] ?? "")
      .replace(/[\p{Cc}\ufeff\s]+/gu, " ")
      .trim()
      .slice(0, 200);
    const name = written === "" ? `Column ${index + 1}` : written;
    const times = (used.get(name.toLowerCase()) ?? 0) + 1;
    used.set(name.toLowerCase(), times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
