/** Reads an Excel workbook (.xlsx) as it streams by: which sheets it has, and the rows of one. */
import type { FileHandle } from "node:fs/promises";
import { DateStyles } from "./cell-dates.ts";
import { refuseFile } from "./limits.ts";
import { SharedTexts } from "./text-store.ts";
import { SheetRows, type SheetRow } from "./sheet-rows.ts";
import { attribute, XmlScanner, type XmlSink } from "./xml.ts";
import { checkWorkbook, entryStream, type ZipEntry } from "./zip.ts";

/** A part of the workbook as text, in pieces. */
async function* partText(path: string, file: FileHandle, entry: ZipEntry): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  for await (const piece of entryStream(path, file, entry)) yield decoder.decode(piece, { stream: true });
}

async function readPart(path: string, file: FileHandle, entry: ZipEntry | undefined, sink: XmlSink): Promise<void> {
  if (!entry) return;
  const scanner = new XmlScanner(sink);
  for await (const text of partText(path, file, entry)) scanner.push(text);
  scanner.end();
}

interface Sheet {
  name: string;
  hidden: boolean;
  relation: string;
}

class Contents implements XmlSink {
  readonly sheets: Sheet[] = [];
  since1904 = false;

  open(name: string, attributes: string): void {
    if (name === "workbookPr") this.since1904 = /^(1|true)$/.test(attribute(attributes, "date1904") ?? "");
    if (name !== "sheet") return;
    this.sheets.push({
      name: attribute(attributes, "name") ?? "",
      hidden: /hidden/i.test(attribute(attributes, "state") ?? ""),
      // `r:id`, not `sheetId`.
      relation: /\s[\w]+:id\s*=\s*["']([^"']*)/.exec(attributes)?.[1] ?? "",
    });
  }
  text(): void {}
  close(): void {}
}

class Relations implements XmlSink {
  readonly targets = new Map<string, { kind: string; part: string }>();

  open(name: string, attributes: string): void {
    if (name !== "Relationship") return;
    const target = attribute(attributes, "Target") ?? "";
    this.targets.set(attribute(attributes, "Id") ?? "", {
      kind: (attribute(attributes, "Type") ?? "").split("/").at(-1)!,
      part: target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`,
    });
  }
  text(): void {}
  close(): void {}
}

const partOf = (entries: readonly ZipEntry[], name: string): ZipEntry | undefined =>
  entries.find((entry) => entry.name === name);

async function contentsOf(path: string, file: FileHandle, entries: readonly ZipEntry[]): Promise<Contents> {
  const contents = new Contents();
  const entry = partOf(entries, "xl/workbook.xml");
  if (!entry) refuseFile("is no Excel workbook", "transfer.badWorkbook");
  await readPart(path, file, entry, contents);
  return contents;
}

interface Parts {
  contents: Contents;
  relations: Relations;
  shared: SharedTexts;
  dates: DateStyles;
}

export class Workbook {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #entries: readonly ZipEntry[];
  /** Read once: a file is gone through several times. */
  #parts: Promise<Parts> | undefined;

  constructor(path: string, file: FileHandle, entries: readonly ZipEntry[]) {
    this.#path = path;
    this.#file = file;
    this.#entries = entries;
  }

  /** Names of the sheets that show, in order; Dynamics puts a hidden one first. */
  async sheets(): Promise<string[]> {
    const { sheets } = await contentsOf(this.#path, this.#file, this.#entries);
    const visible = sheets.filter((sheet) => !sheet.hidden);
    return (visible.length > 0 ? visible : sheets).map((sheet) => sheet.name);
  }

  /** Rows with their number in the sheet, from 1, as many at a time as come together. Empty rows in between are left out. */
  async *rows(sheet: string): AsyncGenerator<SheetRow[]> {
    const { contents, relations, shared, dates } = await (this.#parts ??= this.#read());
    const wanted = contents.sheets.find((each) => each.name === sheet);
    const entry = partOf(this.#entries, relations.targets.get(wanted?.relation ?? "")?.part ?? "");
    if (!entry) refuseFile(`has no part that holds the sheet "${sheet}"`, "transfer.badWorkbook");
    checkWorkbook([entry]);
    const rows = new SheetRows(shared, dates, contents.since1904);
    const scanner = new XmlScanner(rows);
    for await (const text of partText(this.#path, this.#file, entry)) {
      scanner.push(text);
      const found = rows.take();
      if (found.length > 0) yield found;
    }
    scanner.end();
    if (!rows.found) refuseFile(`has no table in the sheet "${sheet}"`, "transfer.badWorkbook");
  }

  async #read(): Promise<Parts> {
    const read = (entry: ZipEntry | undefined, sink: XmlSink): Promise<void> =>
      readPart(this.#path, this.#file, entry, sink);
    const [relations, shared, dates] = [new Relations(), new SharedTexts(), new DateStyles()];
    const contents = await contentsOf(this.#path, this.#file, this.#entries);
    await read(partOf(this.#entries, "xl/_rels/workbook.xml.rels"), relations);
    const beside = (kind: string): ZipEntry | undefined => {
      const target = [...relations.targets.values()].find((each) => each.kind === kind);
      return target && partOf(this.#entries, target.part);
    };
    const [texts, styles] = [beside("sharedStrings"), beside("styles")];
    checkWorkbook([texts, styles].filter((part) => part !== undefined));
    await read(texts, shared);
    await read(styles, dates);
    return { contents, relations, shared, dates };
  }
}
