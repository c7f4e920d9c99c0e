/** Makes a physical backup of the embedded PostgreSQL and the stored files while both are in use. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import pg from "pg";
import { Unavailable } from "#model/errors.ts";
import { translateFailure } from "../failure.ts";
import { assertRoom, isStorageFull, storageFull } from "../../space.ts";
import { type BackupFile, contentFolder, type Manifest, readManifest, writeManifest } from "./manifest.ts";
import { eachOf, packedEnding, packFile } from "./packed-file.ts";

export interface BackupOptions {
  /** The data folder (RAABTA_DATA). */
  data: string;
  connection: pg.PoolConfig;
  release: string;
  automatic?: boolean;
}

export interface Backup {
  name: string;
  folder: string;
  madeAt: string;
  automatic: boolean;
  /** Bytes before compression. */
  size: number;
}

const backupsFolder = "backups";

/** How many automatic backups are kept; those asked for are kept for ever. */
const automaticKept = 3;

/** Contents that PostgreSQL makes anew at each start, or that belong to the running server alone. */
const leftOut =
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/|(^|\/)(pgsql_tmp|pg_internal\.init)|^postmaster\./;

/** Makes a backup that stands by itself: PostgreSQL's files, the WAL to make them consistent, stored files, the secret. */
export async function createBackup(options: BackupOptions): Promise<Backup> {
  const { data } = options;
  const cluster = join(data, "postgres");
  if (options.connection.connectionString || !existsSync(cluster)) {
    throw new Unavailable(
      "Raabta backs up its own embedded PostgreSQL. For the one of DATABASE_URL use pg_basebackup, pgBackRest or your provider's backups, and copy the folder files in RAABTA_DATA.",
    );
  }
  const name = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const folder = join(data, backupsFolder, name);
  const making = `${folder}.partial`;
  removeUnfinished(data);
  mkdirSync(join(making, contentFolder), { recursive: true, mode: 0o700 });
  try {
    await assertRoom(data);
    const manifest = await copyAll(options, cluster, making);
    // The files must be on the disk before the manifest says that they are.
    spawnSync("sync", ["-f", making], { stdio: "ignore" });
    writeManifest(making, manifest);
    renameSync(making, folder);
    if (options.automatic) removeOldAutomatic(data);
    return describe(name, folder, manifest);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw isStorageFull(error) ? storageFull("No backup was made, and nothing of it is left") : translateFailure(error);
  }
}

async function copyAll(options: BackupOptions, cluster: string, making: string): Promise<Manifest> {
  const content = join(making, contentFolder);
  const client = new pg.Client(options.connection);
  await client.connect();
  try {
    // A slot of this session keeps the WAL of the whole backup from being recycled meanwhile.
    await client.query("select pg_create_physical_replication_slot($1, true, true)", [`raabta_backup_${process.pid}`]);
    const start = await client.query<{ segment: string }>(
      "select pg_walfile_name(pg_backup_start('raabta', fast => true)) as segment",
    );
    const files = await copyTree(cluster, content, "postgres", (path) => !leftOut.test(path));
    const stop = await client.query<{ lsn: string; segment: string; label: string; version: string }>(
      `select lsn::text, pg_walfile_name(lsn) as segment, labelfile as label, current_setting('server_version') as version
       from pg_backup_stop(wait_for_archive => false)`,
    );
    const [{ segment: first } = { segment: "" }] = start.rows;
    const [{ lsn, segment: last, label, version } = { lsn: "", segment: "", label: "", version: "" }] = stop.rows;
    const needed = (path: string): boolean =>
      path.endsWith(".history") || (/^[0-9A-F]{24}$/.test(path) && path >= first && path <= last);
    const wal = await copyTree(join(cluster, "pg_wal"), content, "postgres/pg_wal", needed);
    files.push(...wal, await copyText(making, "postgres/backup_label", label));
    files.push(
      ...(await copyTree(join(options.data, "files"), content, "files", (path) => !path.startsWith(`exports${sep}`))),
    );
    files.push(...(await copyTree(options.data, content, "", (path) => path === "secret", false)));
    const { release, automatic = false } = options;
    return { format: 1, madeAt: new Date().toISOString(), automatic, release, postgres: version, stopLsn: lsn, files };
  } finally {
    await client.end();
  }
}

async function copyText(making: string, path: string, text: string): Promise<BackupFile> {
  const plain = join(making, "text");
  writeFileSync(plain, text);
  const sum = await packFile(plain, join(making, contentFolder, `${path}${packedEnding}`));
  rmSync(plain);
  if (!sum) throw new Unavailable(`${plain} disappeared while the backup was made`);
  return { path, ...sum };
}

/** Packs the files below `from` that are wanted, each under `prefix`; a folder that is not there holds none. */
async function copyTree(
  from: string,
  content: string,
  prefix: string,
  wanted: (path: string) => boolean,
  deep = true,
): Promise<BackupFile[]> {
  if (!existsSync(from)) return [];
  const paths = readdirSync(from, { withFileTypes: true, recursive: deep })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1))
    .filter(wanted);
  const files: BackupFile[] = [];
  await eachOf(paths, async (below) => {
    // What PostgreSQL needs to go on is not taken from it.
    await assertRoom(content);
    const path = join(prefix, below);
    const sum = await packFile(join(from, below), join(content, `${path}${packedEnding}`));
    if (sum) files.push({ path, ...sum });
  });
  return files;
}

/** The finished backups of a data folder, newest first; damaged ones are left out. */
export function listBackups(data: string): Backup[] {
  const folder = join(data, backupsFolder);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter(
    (name) => existsSync(join(folder, name, "manifest.json")) && !name.endsWith(".partial"),
  );
  return names
    .toSorted()
    .toReversed()
    .map((name) => describe(name, join(folder, name), readManifest(join(folder, name))));
}

function describe(name: string, folder: string, { madeAt, automatic, files }: Manifest): Backup {
  return { name, folder, madeAt, automatic, size: files.reduce((sum, file) => sum + file.size, 0) };
}

/** What a backup that was killed left; one that is being made is younger than a day. */
function removeUnfinished(data: string): void {
  const folder = join(data, backupsFolder);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".partial"))) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > 86_400_000) rmSync(path, { recursive: true, force: true });
  }
}

function removeOldAutomatic(data: string): void {
  const automatic = listBackups(data).filter((backup) => backup.automatic);
  for (const { folder } of automatic.slice(automaticKept)) rmSync(folder, { recursive: true, force: true });
}
