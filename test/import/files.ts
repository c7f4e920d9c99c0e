/** Files for tests of the import, made byte by byte: archives and workbooks as other programs, or nobody, would write them. */
import { crc32, deflateRawSync } from "node:zlib";

/** A .zip of the entries. */
export function zipped(entries: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(plain), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(plain.length, 22);
    head.writeUInt16LE(name.length, 26);
    parts.push(head, Buffer.from(name), packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    head.copy(entry, 10, 8, 30);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    list.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

export const sheetXml = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
export const inlineCell = (at: string, text: string): string =>
  `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

const TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A workbook of one sheet; style 1 is a date. */
export function book(parts: {
  sheet: string | Buffer | null;
  shared?: string | Buffer;
  workbook?: string;
  since1904?: boolean;
}): Buffer {
  const relation = (id: number, kind: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${TYPES}/${kind}" Target="${target}"/>`;
  return zipped({
    "xl/workbook.xml":
      parts.workbook ??
      `<?xml version="1.0"?><workbook xmlns:r="${TYPES}"><workbookPr${parts.since1904 ? ' date1904="1"' : ""}/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relation(1, "worksheet", "worksheets/sheet1.xml")}${relation(2, "sharedStrings", "sharedStrings.xml")}${relation(3, "styles", "/xl/styles.xml")}</Relationships>`,
    "xl/styles.xml": '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ...(parts.shared === undefined ? {} : { "xl/sharedStrings.xml": parts.shared }),
    ...(parts.sheet === null ? {} : { "xl/worksheets/sheet1.xml": parts.sheet }),
  });
}
