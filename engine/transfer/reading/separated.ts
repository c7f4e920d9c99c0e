/** Splits text with separators into rows of cells: RFC 4180 as files really are, at the speed of `indexOf`. */
import { LIMITS, refuseFile } from "./limits.ts";

const CR = 13;

export interface Dialect {
  separator: string;
  /** What ends a row; `\n` takes `\r\n` too. */
  newline: "\n" | "\r";
}

/** Takes text in pieces and gives the rows that are complete. A quote counts at the beginning of a cell only. */
export class RowSplitter {
  readonly #separator: string;
  readonly #newline: string;
  #rest = "";
  #rows = 0;

  constructor(dialect: Dialect) {
    this.#separator = dialect.separator;
    this.#newline = dialect.newline;
  }

  /** @throws InvalidInput where a row is longer than any sane row, or a quote is never closed. */
  push(piece: string, last = false): string[][] {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    const rows: string[][] = [];
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      const end = text.indexOf(this.#newline, at);
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
      if (quote === -1 || (end !== -1 && quote > end)) {
        if (end === -1 && !last) break;
        rows.push(this.#plain(text, at, end === -1 ? text.length : end));
        at = end === -1 ? text.length : end + 1;
        continue;
      }
      const next = this.#quoted(text, at, last, rows);
      if (next === -1) break;
      at = next;
    }
    this.#rest = text.slice(at);
    this.#rows += rows.length;
    if (this.#rest.length > LIMITS.rowLength) this.#tooLong();
    return rows;
  }

  #tooLong(): never {
    const row = this.#rows + 1;
    return refuseFile(
      `row ${row} is longer than ${LIMITS.rowLength} characters; a quotation mark may stand open there`,
      "transfer.rowTooLong",
      { row, max: LIMITS.rowLength },
    );
  }

  #plain(text: string, from: number, end: number): string[] {
    const to = end > from && text.charCodeAt(end - 1) === CR ? end - 1 : end;
    return text.slice(from, to).split(this.#separator);
  }

  /** Reads a row in which a quote stands. @returns where the next row begins, -1 where the row is not complete yet. */
  #quoted(text: string, from: number, last: boolean, rows: string[][]): number {
    const row: string[] = [];
    let at = from;
    // Looked for once: a row without an end would be gone through anew for each of its cells.
    let end = text.indexOf(this.#newline, at);
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        const close = this.#closing(text, at + 1);
        if (close === -1) return last ? this.#open() : -1;
        cell = text.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
        if (at >= text.length && !last) return -1;
      }
      let separator = text.indexOf(this.#separator, at);
      if (end !== -1 && end < at) end = text.indexOf(this.#newline, at);
      if (end === -1 && !last && separator === -1) return -1;
      if (end === -1) end = text.length;
      if (separator === -1 || separator > end) separator = end;
      const stop = separator === end && end > at && text.charCodeAt(end - 1) === CR ? end - 1 : separator;
      cell += text.slice(at, stop);
      row.push(cell);
      if (separator !== end) {
        at = separator + 1;
        continue;
      }
      if (end === text.length && !last) return -1;
      rows.push(row);
      return Math.min(end + 1, text.length);
    }
  }

  #open(): never {
    const row = this.#rows + 1;
    return refuseFile(`a quotation mark opened near row ${row} is never closed`, "transfer.openQuote", { row });
  }

  /** The quote that ends a quoted cell: the first that is not doubled. */
  #closing(text: string, from: number): number {
    let at = text.indexOf('"', from);
    while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
    return at;
  }
}
