/** Packs one file into a backup and unpacks or checks it there: small ones at once, large ones as streams, so that memory stays flat. */
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { constants, createZstdCompress, createZstdDecompress, zstdCompress, zstdDecompress } from "node:zlib";
import { type Sum, summing, sumOf } from "../../files/sum.ts";

/** Ending of a packed file. */
export const packedEnding = ".zst";

/** Bytes up to which a file is handled at once: most of PostgreSQL's many files are far smaller. */
const small = 1 << 20;
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Compresses `from` into `to`; undefined where `from` has gone meanwhile, as PostgreSQL's files may. */
export async function packFile(from: string, to: string): Promise<Sum | undefined> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    if ((await stat(from)).size <= small) {
      const plain = await readFile(from);
      await writeFile(to, await compress(plain, level), { mode: 0o600 });
      return sumOf(plain);
    }
    const sum = summing();
    await pipeline(
      createReadStream(from),
      sum.stream,
      createZstdCompress(level),
      createWriteStream(to, { mode: 0o600 }),
    );
    return sum.result();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && path === from) return undefined;
    throw error;
  }
}

/** Unpacks `from` into `to`, and says what it held. Bounded by `size`, what it should hold. */
export async function unpackFile(from: string, to: string, size: number): Promise<Sum> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  if (size <= small) {
    const plain = await decompress(await readFile(from), { maxOutputLength: small });
    await writeFile(to, plain, { mode: 0o600 });
    return sumOf(plain);
  }
  return decompressInto(from, createWriteStream(to, { mode: 0o600 }));
}

/** Says what a packed file holds, without writing it anywhere. */
export async function checkFile(from: string, size: number): Promise<Sum> {
  if (size <= small) return sumOf(await decompress(await readFile(from), { maxOutputLength: small }));
  return decompressInto(from, new Writable({ write: (_chunk, _encoding, done) => done() }));
}

async function decompressInto(from: string, to: Writable): Promise<Sum> {
  const sum = summing();
  await pipeline(createReadStream(from), createZstdDecompress(), sum.stream, to);
  return sum.result();
}

/** Works on all items, a few at a time, so that disk and processor are both busy. Where one fails, no other is begun and none goes on. */
export async function eachOf<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failed) return;
      await work(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: 8 }, worker));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure) throw failure.reason;
}
