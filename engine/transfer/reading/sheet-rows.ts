/** Makes rows of cells from the XML of a sheet: what a CSV of it would hold. Formulas give what they last came to. */
import { dayText, type DateStyles } from "./cell-dates.ts";
import { LIMITS, refuseFile } from "./limits.ts";
import { plainText, type SharedTexts } from "./text-store.ts";
import { attribute, type XmlSink } from "./xml.ts";

const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;

export interface SheetRow {
  /** From 1, as the sheet shows it. */
  row: number;
  cells: string[];
}

export class SheetRows implements XmlSink {
  readonly #shared: SharedTexts;
  readonly #dates: DateStyles;
  readonly #since1904: boolean;
  #rows: SheetRow[] = [];
  #data = false;
  #row = 0;
  #cells: string[] = [];
  #column = 0;
  #kind = "";
  #style: string | undefined;
  #value = "";
  #reading = false;
  #spoken = false;
  /** Was there a table at all? */
  found = false;

  constructor(shared: SharedTexts, dates: DateStyles, since1904: boolean) {
    this.#shared = shared;
    this.#dates = dates;
    this.#since1904 = since1904;
  }

  /** The rows that are complete; each is given once. */
  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: string): void {
    if (name === "c") {
      if (this.#data) this.#cell(attributes);
    } else if (name === "v" || name === "t") this.#reading = this.#data && !this.#spoken;
    else if (name === "row") {
      if (this.#data) this.#begin(attributes);
    } else if (name === "rPh") this.#spoken = true;
    else if (name === "sheetData") this.#data = this.found = true;
  }

  text(text: string): void {
    if (!this.#reading) return;
    this.#value += text;
    if (this.#value.length > LIMITS.cellLength)
      refuseFile(
        `holds a cell of more than ${LIMITS.cellLength} characters in row ${this.#row}`,
        "transfer.cellTooLong",
        { max: LIMITS.cellLength, row: this.#row },
      );
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#reading = false;
    else if (name === "c") {
      if (this.#data) this.#end();
    } else if (name === "row") {
      if (this.#data) this.#rows.push({ row: this.#row, cells: this.#cells });
    } else if (name === "rPh") this.#spoken = false;
    else if (name === "sheetData") this.#data = false;
  }

  #begin(attributes: string): void {
    const said = attribute(attributes, "r");
    const row = said === undefined ? this.#row + 1 : Number(said);
    // Rows out of order would give two rows one number.
    if (!Number.isInteger(row) || row <= this.#row || row > MOST_ROWS)
      refuseFile(`names a row ${said ?? row} where row ${this.#row + 1} may follow`, "transfer.badWorkbook");
    this.#row = row;
    this.#cells = [];
    this.#column = 0;
  }

  #cell(attributes: string): void {
    const at = attribute(attributes, "r");
    const column = at === undefined ? this.#column : columnOf(at);
    if (column < this.#column || column >= MOST_COLUMNS)
      refuseFile(`names a cell ${at ?? column} in row ${this.#row} that cannot stand there`, "transfer.badWorkbook");
    while (this.#cells.length < column) this.#cells.push("");
    this.#column = column;
    this.#kind = attribute(attributes, "t") ?? "";
    this.#style = attribute(attributes, "s");
    this.#value = "";
  }

  #end(): void {
    this.#cells.push(this.#value === "" ? "" : this.#text());
    this.#column += 1;
  }

  #text(): string {
    const value = this.#value;
    if (this.#kind === "s") return this.#shared.get(Number(value));
    if (this.#kind === "inlineStr" || this.#kind === "str") return plainText(value);
    if (this.#kind === "b") return value === "1" ? "true" : "false";
    if (this.#kind === "e") return value;
    if (this.#kind === "d") return value.replace(/T00:00:00(?:\.0+)?Z?$/, "");
    const number = Number(value);
    if (!Number.isFinite(number)) return value;
    if (this.#dates.has(this.#style)) return dayText(number, this.#since1904);
    // Excel keeps fifteen digits; what stands beyond is noise of binary fractions: 0.1 + 0.2 is 0.3.
    return Number.isInteger(number) ? value : String(Number(number.toPrecision(15)));
  }
}

/** `C7` is 2; -1 where it is no cell. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 8; at += 1) {
    const code = reference.charCodeAt(at) | 32;
    if (code < 97 || code > 122) break;
    column = column * 26 + code - 96;
  }
  return column - 1;
}
