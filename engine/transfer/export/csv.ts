/** A list as CSV: PostgreSQL writes the rows, we the line over them. */
import type { Readable } from "node:stream";
import { guarded } from "./formula-safe.ts";

const BOM = "\ufeff";

function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const text = guarded(cell);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(",")}\n`;
}

export async function* csvFile(rows: Readable, heads: readonly string[], bom: boolean): AsyncGenerator<Buffer> {
  yield Buffer.from(`${bom ? BOM : ""}${csvLine(heads)}`);
  yield* rows as AsyncIterable<Buffer>;
}
