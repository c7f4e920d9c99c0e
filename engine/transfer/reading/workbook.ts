/** Rows of an Excel sheet as the texts that a CSV of it would hold. */
import type { FileHandle } from "node:fs/promises";
import { LIMITS, refuseFile } from "./limits.ts";
import { checkWorkbook, entryStream, type ZipEntry } from "./zip.ts";

/** Names of the sheets that show, in order; Dynamics puts a hidden one first. */
export async function sheetNames(path: string, file: FileHandle, entries: readonly ZipEntry[]): Promise<string[]> {
  const entry = entries.find((each) => each.name === "xl/workbook.xml");
  if (!entry) refuseFile("is no Excel workbook", "transfer.badWorkbook");
  let xml = "";
  for await (const piece of await entryStream(path, file, entry)) {
    xml += piece.toString("utf8");
    if (xml.length > 10_000_000) refuseFile("is no Excel workbook", "transfer.badWorkbook");
  }
  const sheets = [...xml.matchAll(/<(?:\w+:)?sheet\b([^>]*)>/g)].map((match) => match[1]!);
  const visible = sheets.filter((attributes) => !/\bstate="(hidden|veryHidden)"/.test(attributes));
  return (visible.length > 0 ? visible : sheets).map((attributes) =>
    unescape(/\bname="([^"]*)"/.exec(attributes)?.[1] ?? ""),
  );
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescape = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (all, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? all;
    return String.fromCodePoint(name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });

/** Rows with their number in the sheet, from 1. Empty rows in between are left out. */
export async function* sheetRows(
  file: FileHandle,
  size: number,
  entries: readonly ZipEntry[],
  sheet: string,
): AsyncGenerator<{ row: number; cells: string[] }> {
  checkWorkbook(entries);
  const { streamXlsxRows } = await import("hucre/xlsx");
  const bytes = Buffer.alloc(size);
  await file.read(bytes, 0, size, 0);
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet }))
      yield { row: index + 1, cells: values.map(cellText) };
  } catch (error) {
    if (!(error instanceof Error) || error.name === "InvalidInput") throw error;
    refuseFile(`cannot be read as an Excel workbook: ${error.message}`, "transfer.badWorkbook");
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return dateText(value);
  if (typeof value === "number") return numberText(value);
  const text = typeof value === "string" ? value : typeof value === "boolean" ? String(value) : JSON.stringify(value);
  if (text.length > LIMITS.cellLength)
    refuseFile(`holds a cell of more than ${LIMITS.cellLength} characters`, "transfer.cellTooLong", {
      max: LIMITS.cellLength,
    });
  return text;
}

/** Excel keeps fifteen digits; what stands beyond is noise of binary fractions: 0.1 + 0.2 is 0.3. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
}

/** Excel knows no zones: the wall clock's time, without an offset. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return "";
  const rounded = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  return rounded.endsWith("T00:00:00.000Z") ? rounded.slice(0, 10) : rounded.slice(0, 19).replace("T", " ");
}
