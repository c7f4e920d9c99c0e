/** A list as an Excel workbook: cells by their kinds, texts inert, row by row with flat memory. */
import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { CellKind } from "#fields/sql-face.ts";
import { RowSplitter } from "../reading/separated.ts";

/** What Excel takes in one cell. */
const LONGEST = 32_767;
const DIGITS = 15;
const FORMATS: Partial<Record<CellKind, string>> = { date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm:ss" };

type Cell = string | number | boolean | Date | null;

export interface Workbook {
  bytes: Readable;
  /** Cells that were longer than Excel takes and are cut; known at the end. */
  cut(): number;
}

/** @param rows CSV as COPY writes it, without a head. Beyond 1,048,576 rows it goes on in another sheet. */
export async function xlsxFile(
  rows: Readable,
  heads: readonly string[],
  kinds: readonly CellKind[],
  sheet: string,
): Promise<Workbook> {
  const { writeXlsxStream } = await import("hucre/xlsx");
  let cut = 0;
  const read = (text: string, kind: CellKind): Cell => {
    const value = cellOf(text, kind);
    if (typeof value !== "string" || value.length <= LONGEST) return value;
    cut += 1;
    return value.slice(0, LONGEST - 1).toWellFormed() + "…";
  };
  const columns = heads.map((header, index) => {
    const numFmt = FORMATS[kinds[index]!];
    return { header, width: 18, ...(numFmt === undefined ? {} : { numFmt }) };
  });
  async function* cells(): AsyncGenerator<Cell[]> {
    for await (const row of splitRows(rows)) yield row.map((text, index) => read(text, kinds[index]!));
  }
  const written = writeXlsxStream(cells(), {
    name: sheet.replace(/[\\/?*[\]:]/g, " ").slice(0, 28) || "Export",
    columns,
    freezePane: { rows: 1 },
    zip64: true,
  });
  return { bytes: Readable.fromWeb(written as Parameters<typeof Readable.fromWeb>[0]), cut: () => cut };
}

async function* splitRows(rows: Readable): AsyncGenerator<string[]> {
  const splitter = new RowSplitter({ separator: ",", newline: "\n" });
  const decoder = new StringDecoder("utf8");
  for await (const piece of rows as AsyncIterable<Buffer>) yield* splitter.push(decoder.write(piece));
  yield* splitter.push(decoder.end(), true);
}

/** What the kind cannot hold without loss stays text: long numbers, days before Excel's calendar. */
function cellOf(text: string, kind: CellKind): Cell {
  if (text === "") return null;
  if (kind === "number") return text.replace(/\D/g, "").length <= DIGITS ? Number(text.replace(/%$/, "")) : text;
  if (kind === "boolean") return text === "true";
  if (kind === "date" || kind === "datetime")
    return text >= "1900-03-01" && text < "9999-12-31" ? new Date(text) : text;
  return text;
}
