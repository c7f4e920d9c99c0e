/** Checks a backup to the last byte and puts it back in place of the embedded database. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Conflict, InvalidInput, type Issue } from "#model/errors.ts";
import { embeddedFolders } from "../embedded/folders.ts";
import { openDatabase } from "../embedded/keeper.ts";
import { takeLock } from "../embedded/lock.ts";
import { type BackupFile, contentFolder, type Manifest, readManifest } from "./manifest.ts";
import { checkFile, eachOf, packedEnding, unpackFile } from "./packed-file.ts";
import type { Sum } from "../../files/sum.ts";

/** Folders that must exist though a backup holds nothing of them. */
const emptyFolders = [
  "pg_wal/archive_status",
  "pg_wal/summaries",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
];
const alwaysThere = [
  "pg_commit_ts",
  "pg_logical/mappings",
  "pg_logical/snapshots",
  "pg_stat",
  "pg_tblspc",
  "pg_twophase",
  "base",
  "global",
  "pg_xact",
  "pg_multixact/members",
  "pg_multixact/offsets",
];

/** Reads every file of a backup. Throws InvalidInput naming what is missing, short or altered. */
export async function verifyBackup(folder: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  const issues: Issue[] = [];
  await eachOf(manifest.files, async (file) => {
    const fault = belongs(file.path)
      ? await faultOf(file, () => checkFile(packedPath(folder, file), file.size))
      : "does not belong in a backup";
    if (fault) issues.push({ path: file.path, message: fault });
  });
  if (issues.length) {
    const named = issues.slice(0, 20);
    throw new InvalidInput([
      { path: "backup", message: `${folder} is damaged (${issues.length} of ${manifest.files.length} files)` },
      ...named,
    ]);
  }
  return manifest;
}

function belongs(path: string): boolean {
  return (/^(postgres|files)\//.test(path) || path === "secret") && !path.split("/").includes("..");
}

async function faultOf(file: BackupFile, read: () => Promise<Sum>): Promise<string | undefined> {
  try {
    const sum = await read();
    if (sum.size !== file.size) return `has ${sum.size} bytes, not ${file.size}`;
    if (sum.sha256 !== file.sha256) return "was altered";
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "is missing" : `cannot be read: ${message}`;
  }
}

function packedPath(folder: string, file: BackupFile): string {
  return join(folder, contentFolder, `${file.path}${packedEnding}`);
}

/**
 * Replaces the database by the backup's. Nothing is touched before the whole backup was found sound; the old database
 * stands aside until the restored one has started, and comes back if it does not.
 * `afterStart` runs on the restored database before the old one is removed.
 * Throws Conflict while Raabta runs on this data folder.
 */
export async function restoreBackup(
  data: string,
  folder: string,
  afterStart?: (connection: pg.PoolConfig) => Promise<void>,
): Promise<Manifest> {
  const manifest = await verifyBackup(folder);
  const folders = embeddedFolders(data);
  const { aside } = folders;
  const lock = takeLock(folders.lock);
  if (!lock) throw new Conflict(`Raabta is running on ${data}. Stop it first, then restore.`);
  try {
    const fresh = join(folders.data, "postgres.restoring");
    rmSync(fresh, { recursive: true, force: true });
    await unpackAll(folder, manifest, folders.data, fresh);
    for (const name of [...emptyFolders, ...alwaysThere])
      mkdirSync(join(fresh, name), { recursive: true, mode: 0o700 });
    spawnSync("sync", ["-f", fresh], { stdio: "ignore" });
    if (existsSync(folders.cluster)) rmSync(aside, { recursive: true, force: true });
    if (existsSync(folders.cluster)) renameSync(folders.cluster, aside);
    renameSync(fresh, folders.cluster);
  } finally {
    lock.release();
  }
  try {
    await tryStart(data, afterStart);
  } catch (error) {
    putBack(folders.cluster, aside);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
  return manifest;
}

async function unpackAll(folder: string, manifest: Manifest, data: string, fresh: string): Promise<void> {
  await eachOf(manifest.files, async (file) => {
    const [first = "", ...rest] = file.path.split("/");
    const to = first === "postgres" ? join(fresh, ...rest) : join(data, file.path);
    // Stored files are named by their content: one that is there already is the same.
    if (first === "files" && existsSync(to)) return;
    if (first === "secret" && existsSync(to)) renameSync(to, `${to}.before-restore`);
    const fault = await faultOf(file, () => unpackFile(packedPath(folder, file), to, file.size));
    if (fault) throw new InvalidInput([{ path: file.path, message: fault }]);
  });
}

async function tryStart(data: string, afterStart?: (connection: pg.PoolConfig) => Promise<void>): Promise<void> {
  const opened = await openDatabase({ data });
  try {
    const client = new pg.Client(opened.connection);
    await client.connect();
    await client.query("select count(*) from pg_class");
    await client.end();
    await afterStart?.(opened.connection);
  } finally {
    await opened.release();
  }
}

function putBack(cluster: string, aside: string): void {
  if (!existsSync(aside)) return;
  rmSync(cluster, { recursive: true, force: true });
  renameSync(aside, cluster);
}

/** The folder of a backup given by path, by name, or as `latest`. Throws InvalidInput naming those there are. */
export function findBackup(data: string, given: string): string {
  if (existsSync(join(given, "manifest.json"))) return given;
  const folder = join(data, "backups");
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const name = given === "latest" ? names.findLast((each) => existsSync(join(folder, each, "manifest.json"))) : given;
  if (name && names.includes(name)) return join(folder, name);
  throw new InvalidInput([
    { path: "backup", message: `There is no backup ${given}; there are: ${names.join(", ") || "none"}` },
  ]);
}
