/** The tar format as archives of ours use it: plain files one after the other, written and read as they stream by. */
import { refuseFile } from "../reading/limits.ts";

const BLOCK = 512;
/** Eleven octal digits; no member of ours comes near. */
const LARGEST = 8 ** 11 - 1;
const NAME = /^[A-Za-z0-9._/-]{1,99}$/;

/** The head of a member; its bytes follow, then `tarPadding`. Source: POSIX.1-1988, ustar. */
export function tarHead(name: string, size: number): Buffer {
  if (!NAME.test(name) || size > LARGEST) throw new Error(`${name} cannot stand in an archive`);
  const head = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  head.write(name, 0);
  head.write(octal(0o600, 8), 100);
  head.write(octal(0, 8), 108);
  head.write(octal(0, 8), 116);
  head.write(octal(size, 12), 124);
  head.write(octal(0, 12), 136);
  head.write("        0", 148);
  head.write("ustar\x0000", 257);
  head.write(`${checksum(head).toString(8).padStart(6, "0")}\0 `, 148);
  return head;
}

/** A number in the head of a member: octal digits and nothing else, so never less than zero; undefined for all other text. */
export const octalOf = (text: string): number | undefined => {
  const digits = /^ *([0-7]{1,12}) *$/.exec(text);
  return digits ? Number.parseInt(digits[1]!, 8) : undefined;
};

const checksum = (head: Buffer): number => head.reduce((sum, byte) => sum + byte, 0);

export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

export const TAR_END = Buffer.alloc(2 * BLOCK);

export interface TarMember {
  name: string;
  size: number;
  /** Must be read to its end before the next member is asked for. */
  bytes: AsyncIterable<Buffer>;
}

/** Pieces of a stream, taken in the sizes that are wanted. */
class Pieces {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At most so many bytes; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done) return undefined;
      this.#rest = next.value;
    }
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = size; left > 0;) {
      const part = await this.some(left);
      if (!part) return broken();
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }
}

export const broken = (): never =>
  refuseFile("ends too early or is damaged: it is no whole archive", "transfer.badArchive");

/** @throws InvalidInput where it breaks off, or holds anything but plain files with plain names. */
export async function* tarMembers(source: AsyncIterable<Buffer>): AsyncGenerator<TarMember> {
  const pieces = new Pieces(source);
  for (;;) {
    const head = await pieces.exactly(BLOCK);
    if (head.every((byte) => byte === 0)) return;
    const { name, size } = readHead(head);
    let left = size;
    yield {
      name,
      size,
      bytes: (async function* () {
        while (left > 0) {
          const part = (await pieces.some(left)) ?? broken();
          left -= part.length;
          yield part;
        }
      })(),
    };
    if (left > 0) throw new Error(`${name} was not read to its end`);
    await pieces.exactly(tarPadding(size).length);
  }
}

function readHead(head: Buffer): { name: string; size: number } {
  const text = (from: number, length: number): string => head.toString("latin1", from, from + length).split("\0")[0]!;
  const said = octalOf(text(148, 8));
  const plain = Buffer.from(head).fill(" ", 148, 156);
  const name = text(0, 100);
  const size = octalOf(text(124, 12));
  const kind = text(156, 1);
  if (checksum(plain) !== said || size === undefined) return broken();
  if (
    !NAME.test(name) ||
    name.includes("..") ||
    name.startsWith("/") ||
    text(345, 155) !== "" ||
    (kind !== "0" && kind !== "")
  )
    refuseFile("holds something that no archive of ours holds", "transfer.badArchive");
  return { name, size };
}
