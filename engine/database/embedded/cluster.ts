/** Makes a PostgreSQL cluster and starts, watches and stops the one server process over it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Unavailable } from "#model/errors.ts";
import { type Binaries, binaryEnvironment, findBinaries, linkLibraries } from "./binaries.ts";
import { type EmbeddedFolders, makeSocketFolder } from "./folders.ts";
import { assureReachable, chooseOwnership, commandAs, handOver, type Ownership, spawnIdentity } from "./ownership.ts";
import { clearStalePid, readPid, stopOrphan } from "./stale.ts";

/** The superuser of the embedded cluster and the database in it. */
export const databaseUser = "raabta";

export interface ClusterOptions {
  /** Off only for tests: a crash then loses data. */
  fsync: boolean;
}

export interface Cluster {
  child: ChildProcess;
  pid: number;
  /** Resolves when the process has ended and been reaped. */
  ended: Promise<void>;
  /** Ends every session and stops; shuts down hard when that takes longer than 30 seconds. */
  stop(): Promise<void>;
}

/** Makes the cluster where there is none, and starts it. Call under the keeper's lock only. */
export async function startCluster(folders: EmbeddedFolders, options: ClusterOptions): Promise<Cluster> {
  const binaries = findBinaries();
  // A restore that was cut short between its two renamings; without this an empty database would be made.
  if (!existsSync(folders.cluster) && existsSync(folders.aside)) renameSync(folders.aside, folders.cluster);
  const ownership = chooseOwnership(folders.cluster);
  makeSocketFolder(folders);
  linkLibraries(binaries.native, folders.links);
  assureReachable(ownership, folders.data, folders.data);
  assureReachable(ownership, join(binaries.native, "bin"), folders.data);
  if (!existsSync(join(folders.cluster, "PG_VERSION"))) makeCluster(binaries, folders, ownership, options);
  checkVersion(folders.cluster);
  handOver(ownership, [folders.cluster, folders.sockets]);
  await stopOrphan(folders.cluster);
  await clearStalePid(folders);
  return launch(binaries, folders, ownership, options);
}

/** Runs initdb beside the final place, so that an interrupted one leaves nothing that looks like a database. */
function makeCluster(
  binaries: Binaries,
  folders: EmbeddedFolders,
  ownership: Ownership,
  options: ClusterOptions,
): void {
  const making = `${folders.cluster}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  handOver(ownership, [making]);
  const args = ["-D", making, "-U", databaseUser, "--auth=trust", "--encoding=UTF8", "--locale=C", "--data-checksums"];
  args.push(
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(options.fsync ? [] : ["--no-sync"]),
  );
  const [program, ...rest] = commandAs(ownership, binaries.initdb, args, false);
  const env = binaryEnvironment(binaries.native, folders.links);
  const done = spawnSync(program, rest, { env, cwd: making, encoding: "utf8", ...spawnIdentity(ownership) });
  if (done.status !== 0) {
    rmSync(making, { recursive: true, force: true });
    const reason = done.error?.message ?? `${done.stderr}`.trim().split("\n").slice(-3).join("; ");
    throw new Unavailable(`The database could not be made in ${folders.cluster}: ${reason}`);
  }
  renameSync(making, folders.cluster);
}

function checkVersion(cluster: string): void {
  const version = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (version !== "18")
    throw new Unavailable(`${cluster} was made by PostgreSQL ${version}; this release runs PostgreSQL 18.`);
}

function serverArguments(folders: EmbeddedFolders, options: ClusterOptions): string[] {
  const megabytes = totalmem() / 2 ** 20;
  const set: Record<string, string | number> = {
    listen_addresses: "",
    unix_socket_directories: folders.sockets,
    unix_socket_permissions: "0700",
    cluster_name: "raabta",
    max_connections: 80,
    max_locks_per_transaction: 256,
    shared_buffers: megabytes < 2048 ? "64MB" : "128MB",
    effective_cache_size: `${Math.max(128, Math.round(megabytes / 2))}MB`,
    work_mem: "16MB",
    maintenance_work_mem: "64MB",
    random_page_cost: 1.1,
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    wal_level: "replica",
    wal_compression: "on",
    max_wal_size: "1GB",
    log_checkpoints: "off",
    logging_collector: "off",
    log_line_prefix: "%m [%p] ",
  };
  if (!options.fsync) Object.assign(set, { fsync: "off", synchronous_commit: "off", full_page_writes: "off" });
  return ["-D", folders.cluster, ...Object.entries(set).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function launch(
  binaries: Binaries,
  folders: EmbeddedFolders,
  ownership: Ownership,
  options: ClusterOptions,
): Promise<Cluster> {
  const [program, ...args] = commandAs(ownership, binaries.postgres, serverArguments(folders, options), true);
  if (existsSync(folders.log) && statSync(folders.log).size > 10e6) renameSync(folders.log, `${folders.log}.1`);
  const log = openSync(folders.log, "a", 0o600);
  const logged = statSync(folders.log).size;
  const env = binaryEnvironment(binaries.native, folders.links);
  const child = spawn(program, args, {
    env,
    cwd: folders.data,
    stdio: ["ignore", log, log],
    // A group of its own: Ctrl-C at a terminal is for the program, which ends the database last.
    detached: true,
    ...spawnIdentity(ownership),
  });
  closeSync(log);
  let failure: string | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      failure = `it ended with ${signal ?? `code ${code}`}`;
      resolve();
    });
    child.once("error", (error) => {
      failure = error.message;
      resolve();
    });
  });
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (failure) throw new Unavailable(`PostgreSQL did not start: ${failure}. ${logTail(folders.log, logged)}`.trim());
    const file = readPid(folders.cluster);
    if (file?.pid === child.pid && file?.state === "ready") break;
    if (Date.now() > deadline) {
      child.kill("SIGQUIT");
      throw new Unavailable(`PostgreSQL was not ready after two minutes; see ${folders.log}.`);
    }
    await wait(10);
  }
  return { child, pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

function logTail(log: string, from: number): string {
  const lines = readFileSync(log).subarray(from).toString("utf8").trim().split("\n");
  return lines
    .filter((line) => /FATAL|PANIC|HINT|error|cannot|failed/i.test(line))
    .slice(-3)
    .join(" ");
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill("SIGINT");
  const late = setTimeout(() => child.kill("SIGQUIT"), 30_000);
  await ended;
  clearTimeout(late);
}
