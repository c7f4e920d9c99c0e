/** The list of what a backup holds, with a checksum of each file and of the list itself. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidInput } from "#model/errors.ts";

export interface BackupFile {
  /** Below `content/`, without the ending of the compression: `postgres/base/5/1259`, `files/ab/…`, `secret`. */
  path: string;
  /** Bytes before compression. */
  size: number;
  sha256: string;
}

export interface Manifest {
  format: 1;
  madeAt: string;
  /** Whether Raabta made it by itself, before a migration. */
  automatic: boolean;
  /** The release that made it. */
  release: string;
  postgres: string;
  stopLsn: string;
  files: BackupFile[];
}

const name = "manifest.json";

/** Folder below a backup's own in which its files lie, each compressed with zstd. */
export const contentFolder = "content";

/** Writes the manifest; a folder without one is no backup. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const body = JSON.stringify(manifest);
  writeFileSync(join(folder, name), JSON.stringify({ checksum: checksumOf(body), body }), { mode: 0o600, flush: true });
}

/** Reads a backup's manifest. Throws InvalidInput where there is none, or it was altered. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, name);
  if (!existsSync(path))
    throw new InvalidInput([{ path: "backup", message: `${folder} is not a backup: it has no ${name}` }]);
  try {
    const { checksum, body } = JSON.parse(readFileSync(path, "utf8")) as { checksum: string; body: string };
    if (checksum === checksumOf(body)) {
      const manifest = JSON.parse(body) as Manifest;
      if (manifest.format === 1) return manifest;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new InvalidInput([{ path: "backup", message: `${path} is damaged or was altered` }]);
}

function checksumOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
