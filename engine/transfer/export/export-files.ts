/** Where finished exports lie for a week: beside the stored files, in no backup. */
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, type ReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { NotFound } from "#model/errors.ts";
import type { Files } from "../../files/files.ts";

export const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;

export const exportFolder = (files: Files, workspaceId: string): string => join(files.folder, "exports", workspaceId);

/** A file that stands under its name only when it is whole. */
export class ExportFile {
  readonly #making: string;
  readonly #place: string;

  private constructor(making: string, place: string) {
    this.#making = making;
    this.#place = place;
  }

  static async begin(files: Files, workspaceId: string, exportId: string): Promise<ExportFile> {
    const folder = exportFolder(files, workspaceId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new ExportFile(join(folder, `${randomUUID()}.making`), join(folder, exportId));
  }

  /** Writes all of it. The signal breaks it off. */
  write(bytes: Readable | AsyncIterable<Buffer>, signal?: AbortSignal): Promise<void> {
    return pipeline(bytes, createWriteStream(this.#making, { mode: 0o600 }), signal ? { signal } : {});
  }

  /** @returns its size in bytes. */
  async finish(): Promise<number> {
    const handle = await open(this.#making, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(this.#making, this.#place);
    return (await stat(this.#place)).size;
  }

  /** Leaves nothing of what was not finished. */
  async discard(): Promise<void> {
    await rm(this.#making, { force: true });
  }
}

/** @throws NotFound where it has been tidied away. */
export async function openExport(files: Files, workspaceId: string, exportId: string): Promise<ReadStream> {
  const place = join(exportFolder(files, workspaceId), exportId);
  const found = await stat(place).catch(() => undefined);
  if (!found?.isFile()) throw new NotFound(`This file is gone: exports are kept for ${KEPT_DAYS} days`);
  return createReadStream(place);
}

/** Removes exports older than a week and what broke off. @returns how many. `now` in milliseconds. */
export async function tidyExports(files: Files, workspaceId: string, now = Date.now()): Promise<number> {
  const folder = exportFolder(files, workspaceId);
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name));
    if (mtimeMs > now - (name.endsWith(".making") ? 1 : KEPT_DAYS) * DAY_MS) continue;
    await rm(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}
