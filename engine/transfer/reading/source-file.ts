/** A file as it was handed in: what it is by its bytes, never by its name, and its rows in batches. */
import { createReadStream } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { decoded, type Encoding } from "./encoding.ts";
import { LIMITS, refuseFile, UnpackedMeter } from "./limits.ts";
import { RowSplitter, type Dialect } from "./separated.ts";
import { Workbook } from "./workbook.ts";
import { entryStream, zipEntries, type ZipEntry } from "./zip.ts";

export type Format = "csv" | "csv.gz" | "zip" | "xlsx";

/** How to read the rows; found by `detect.ts`, and open to correction by a person. */
export interface Shape extends Dialect {
  format: Format;
  encoding: Encoding;
  sheet?: string | undefined;
}

/** Rows with the number of each in the file, from 1, as a spreadsheet shows it. */
export interface Batch {
  numbers: number[];
  rows: string[][];
}

const PIECE = 256 * 1024;
const TABLE = /\.(csv|tsv|txt|tab)$/i;

export class SourceFile {
  readonly path: string;
  readonly size: number;
  readonly format: Format;
  readonly sheets: string[];
  readonly #handle: FileHandle;
  readonly #entries: ZipEntry[];
  readonly #workbook: Workbook;

  private constructor(
    path: string,
    size: number,
    format: Format,
    handle: FileHandle,
    entries: ZipEntry[],
    sheets: string[],
  ) {
    this.path = path;
    this.size = size;
    this.format = format;
    this.sheets = sheets;
    this.#handle = handle;
    this.#entries = entries;
    this.#workbook = new Workbook(path, handle, entries);
  }

  /** @throws InvalidInput where it is empty or something that is no table. Close it after use. */
  static async open(path: string): Promise<SourceFile> {
    const { size } = await stat(path);
    if (size === 0) refuseFile("is empty", "transfer.empty");
    const handle = await open(path);
    try {
      const head = Buffer.alloc(8);
      await handle.read(head, 0, 8, 0);
      if (head[0] === 0x1f && head[1] === 0x8b) return new SourceFile(path, size, "csv.gz", handle, [], []);
      if (head.readUInt32BE(0) === 0xd0cf11e0)
        refuseFile(
          "is an old or protected Excel workbook; save it as .xlsx without a password, or as CSV",
          "transfer.oldWorkbook",
        );
      if (head.toString("latin1", 0, 4) === "%PDF")
        refuseFile("is a PDF; a table is needed: CSV or Excel", "transfer.noTable");
      if (head.readUInt32BE(0) !== 0x504b0304) return new SourceFile(path, size, "csv", handle, [], []);
      return await SourceFile.#unzipped(path, size, handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  static async #unzipped(path: string, size: number, handle: FileHandle): Promise<SourceFile> {
    const entries = await zipEntries(handle, size);
    if (entries.some((entry) => entry.name === "xl/workbook.xml")) {
      return new SourceFile(path, size, "xlsx", handle, entries, await new Workbook(path, handle, entries).sheets());
    }
    const tables = entries.filter((entry) => TABLE.test(entry.name) && !entry.name.startsWith("__MACOSX/"));
    if (tables.length !== 1)
      refuseFile(
        `holds ${tables.length} tables; a .zip of one CSV is taken, or an Excel workbook`,
        "transfer.zipOfMany",
        { count: tables.length },
      );
    return new SourceFile(path, size, "zip", handle, tables, []);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** The text file's bytes, unpacked. @throws InvalidInput where they grow out of measure or are damaged. */
  async *bytes(): AsyncGenerator<Buffer> {
    const meter = new UnpackedMeter(this.size);
    try {
      for await (const piece of this.#pieces()) {
        if (this.format === "csv.gz") meter.add(piece.length);
        yield piece;
      }
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith("Z_"))
        refuseFile("is damaged: it cannot be unpacked", "transfer.damaged");
      throw error;
    }
  }

  #pieces(): AsyncIterable<Buffer> {
    if (this.format === "zip") return entryStream(this.path, this.#handle, this.#entries[0]!);
    const raw = createReadStream(this.path, { highWaterMark: PIECE });
    return (this.format === "csv.gz" ? raw.pipe(createGunzip({ chunkSize: PIECE })) : raw) as AsyncIterable<Buffer>;
  }

  /** All rows, those of headers and blank ones too. */
  async *batches(shape: Shape): AsyncGenerator<Batch> {
    if (this.format === "xlsx") yield* this.#sheet(shape.sheet ?? this.sheets[0] ?? "");
    else yield* this.#table(shape);
  }

  async *#table(shape: Shape): AsyncGenerator<Batch> {
    const splitter = new RowSplitter(shape);
    let number = 1;
    const batch = (rows: string[][]): Batch => ({ rows, numbers: rows.map(() => number++) });
    for await (const text of decoded(this.bytes(), shape.encoding)) {
      const rows = splitter.push(text);
      if (rows.length > 0) yield batch(rows);
      if (number > LIMITS.rows)
        refuseFile(`has more than ${LIMITS.rows} rows`, "transfer.tooManyRows", { max: LIMITS.rows });
    }
    const rows = splitter.push("", true);
    if (rows.length > 0) yield batch(rows);
  }

  async *#sheet(sheet: string): AsyncGenerator<Batch> {
    for await (const rows of this.#workbook.rows(sheet))
      yield { numbers: rows.map(({ row }) => row), rows: rows.map(({ cells }) => cells) };
  }
}
