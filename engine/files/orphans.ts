/** Removes bytes that no row speaks of: uploads that were broken off, files whose rows have been erased. */
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { sql } from "#model/sql.ts";
import type { Workspace } from "../context.ts";
import type { Database } from "../database/database.ts";
import type { Files } from "./files.ts";

/** A file may be on disk for a while before its row is committed. */
const DAY_MS = 86_400_000;

/** @returns how many were removed. `now` in milliseconds. */
export async function collectOrphans(
  database: Database,
  workspace: Workspace,
  files: Files,
  now = Date.now(),
): Promise<number> {
  const folder = path.join(files.folder, workspace.id);
  let removed = 0;
  for (const part of await names(folder)) {
    const old = await olderThanADay(path.join(folder, part), now);
    const known =
      part === "making"
        ? new Set<string>()
        : await knownHashes(
            database,
            workspace,
            old.map((name) => part + name),
          );
    for (const name of old) {
      if (known.has(part + name)) continue;
      await rm(path.join(folder, part, name), { force: true });
      removed += 1;
    }
  }
  return removed;
}

async function olderThanADay(folder: string, now: number): Promise<string[]> {
  const old: string[] = [];
  for (const name of await names(folder)) {
    const { mtimeMs } = await stat(path.join(folder, name));
    if (mtimeMs < now - DAY_MS) old.push(name);
  }
  return old;
}

const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Rows in the trash count: they can come back. So do the files of imports. */
async function knownHashes(database: Database, workspace: Workspace, hashes: string[]): Promise<Set<string>> {
  const rows = await database.within(workspace.schema).query(sql<{ hash: string }>`
    select sha256 as hash from files where sha256 = any(${hashes}) union select file_hash from imports where file_hash = any(${hashes})`);
  return new Set(rows.map((row) => row.hash));
}
