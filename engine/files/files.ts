/** The file store: bytes under the hash of their content, on disk before any row speaks of them. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { InvalidInput, NotFound } from "#model/errors.ts";
import type { Space } from "../space.ts";
import { SNIFFED_BYTES, trueType } from "./content-type.ts";

export interface Stored {
  sha256: string;
  size: number;
  /** What the bytes say they are, or the sender where they say nothing. */
  contentType: string;
}

const HASH = /^[0-9a-f]{64}$/;

export class Files {
  /** Absolute path of the store. Each workspace has a folder of its own in it. */
  readonly folder: string;
  readonly #space: Space | undefined;

  /** @param space of the disk it is on, if that is watched */
  constructor(folder: string, space?: Space) {
    this.folder = folder;
    this.#space = space;
  }

  /**
   * Writes a stream away; when this returns, the bytes survive a loss of power.
   * @param options.maxBytes of which one more is refused (413)
   * @throws Unavailable (507) where there is no room; nothing of it stays
   */
  async put(
    workspaceId: string,
    stream: Readable & { truncated?: boolean },
    options: { maxBytes: number; claimedType: string },
  ): Promise<Stored> {
    const folder = path.join(this.folder, workspaceId);
    const making = path.join(folder, "making", randomUUID());
    await mkdir(path.dirname(making), { recursive: true, mode: 0o700 });
    try {
      const { sha256, size, head } = await write(making, stream, options.maxBytes, this.#space);
      const place = this.#place(workspaceId, sha256);
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      await rename(making, place);
      await syncFolder(path.dirname(place));
      return { sha256, size, contentType: trueType(head, options.claimedType) };
    } finally {
      await rm(making, { force: true });
    }
  }

  /** @throws NotFound where the bytes are missing. */
  async open(workspaceId: string, sha256: string): Promise<ReadStream> {
    const place = this.#place(workspaceId, sha256);
    const found = await stat(place).catch(() => undefined);
    if (!found?.isFile()) throw new NotFound("The content of this file is missing.");
    return createReadStream(place);
  }

  /** Bytes of a stored file. */
  async sizeOf(workspaceId: string, sha256: string): Promise<number> {
    return (await stat(this.#place(workspaceId, sha256))).size;
  }

  async remove(workspaceId: string, sha256: string): Promise<void> {
    await rm(this.#place(workspaceId, sha256), { force: true });
  }

  /** All that a workspace has stored; for when it is dropped. */
  async removeWorkspace(workspaceId: string): Promise<void> {
    await rm(path.join(this.folder, path.basename(workspaceId)), { recursive: true, force: true });
  }

  /** Absolute path of a file's bytes. */
  #place(workspaceId: string, sha256: string): string {
    if (!HASH.test(sha256)) throw new NotFound("There is no such file.");
    return path.join(this.folder, workspaceId, sha256.slice(0, 2), sha256.slice(2));
  }
}

async function write(
  place: string,
  stream: Readable & { truncated?: boolean },
  maxBytes: number,
  space: Space | undefined,
): Promise<{ sha256: string; size: number; head: Buffer }> {
  const file = await open(place, "wx", 0o600);
  const hash = createHash("sha256");
  let size = 0;
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      space?.assertFree();
      if (head.length < SNIFFED_BYTES) head = Buffer.concat([head, chunk.subarray(0, SNIFFED_BYTES - head.length)]);
      hash.update(chunk);
      await file.write(chunk);
    }
    if (stream.truncated) throw tooLarge(maxBytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), size, head };
}

const tooLarge = (maxBytes: number): InvalidInput =>
  new InvalidInput(
    [
      {
        path: "file",
        message: `is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB`,
        code: "server.fileTooLarge",
        params: { megabytes: Math.floor(maxBytes / 1024 / 1024) },
      },
    ],
    413,
  );

/** A name in a folder is safe only when the folder itself has been written. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
