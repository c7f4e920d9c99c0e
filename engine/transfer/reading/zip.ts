/** Reads what stands in a .zip: its list of entries and the bytes of one, with an eye on bombs. */
import { createReadStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { LIMITS, refuseFile, UnpackedMeter } from "./limits.ts";

export interface ZipEntry {
  name: string;
  packed: number;
  unpacked: number;
  method: number;
  crc: number;
  offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX_ENTRIES = 10_000;

/** @throws InvalidInput where it is no whole .zip, is encrypted or has too many entries. */
export async function zipEntries(file: FileHandle, size: number): Promise<ZipEntry[]> {
  const tail = Buffer.alloc(Math.min(size, 65_557));
  await file.read(tail, 0, tail.length, size - tail.length);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (at === -1 || tail.readUInt32LE(at) !== END || at + 22 > tail.length)
    refuseFile("is no whole .zip file", "transfer.badZip");
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (count > MAX_ENTRIES || start + length > size)
    refuseFile("is no .zip file that can be read here (too many entries, or larger than 4 GB)", "transfer.badZip");
  const list = Buffer.alloc(length);
  await file.read(list, 0, length, start);
  return readList(list, count);
}

function readList(list: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== ENTRY)
      refuseFile("is no whole .zip file", "transfer.badZip");
    if ((list.readUInt16LE(at + 8) & 1) === 1)
      refuseFile("is protected by a password; save it without one", "transfer.password");
    const [name, extra, comment] = [list.readUInt16LE(at + 28), list.readUInt16LE(at + 30), list.readUInt16LE(at + 32)];
    entries.push({
      name: list.toString("utf8", at + 46, at + 46 + name),
      method: list.readUInt16LE(at + 10),
      crc: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20),
      unpacked: list.readUInt32LE(at + 24),
      offset: list.readUInt32LE(at + 42),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

/** The unpacked bytes of one entry. @throws InvalidInput where they are not those that were packed, or grow out of measure. */
export async function* entryStream(path: string, file: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  const meter = new UnpackedMeter(entry.packed);
  let sum = 0;
  try {
    for await (const piece of await unpacked(path, file, entry)) {
      meter.add(piece.length);
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("Z_")) damaged();
    throw error;
  }
  if (sum !== entry.crc) damaged();
}

const damaged = (): never => refuseFile("is damaged: it cannot be unpacked", "transfer.damaged");

async function unpacked(path: string, file: FileHandle, entry: ZipEntry): Promise<AsyncIterable<Buffer>> {
  const head = Buffer.alloc(30);
  await file.read(head, 0, 30, entry.offset);
  if (head.readUInt32LE(0) !== LOCAL) damaged();
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = createReadStream(path, {
    start,
    end: Math.max(start, start + entry.packed - 1),
    highWaterMark: 256 * 1024,
  });
  if (entry.method === 0) return packed as AsyncIterable<Buffer>;
  if (entry.method !== 8)
    refuseFile("is packed in a way that is not known here; pack it as an ordinary .zip", "transfer.badZip");
  return packed.pipe(
    createInflateRaw({ chunkSize: entry.unpacked < 65_536 ? 16_384 : 256 * 1024 }),
  ) as AsyncIterable<Buffer>;
}

/** Refuses a workbook whose parts say that they unpack to more than can be held. What they say is checked again while unpacking. */
export function checkWorkbook(entries: readonly ZipEntry[]): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  const bomb = unpacked > LIMITS.smallBytes && unpacked > packed * LIMITS.ratio;
  if (bomb || unpacked > LIMITS.workbookBytes) {
    refuseFile(
      `unpacks to ${Math.ceil(unpacked / 1024 ** 2)} MB; save a workbook of that size as CSV`,
      "transfer.workbookTooLarge",
      { megabytes: Math.ceil(unpacked / 1024 ** 2) },
      413,
    );
  }
}
