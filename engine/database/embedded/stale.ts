/** Deals with what a killed PostgreSQL leaves behind: a pid file, a socket lock, or a server without its parent. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Unavailable } from "#model/errors.ts";
import type { EmbeddedFolders } from "./folders.ts";

/** The pid and state that `postmaster.pid` names; undefined where there is none. */
export function readPid(cluster: string): { pid: number; state: string } | undefined {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), state: (lines[7] ?? "").trim() };
  } catch {
    return undefined;
  }
}

/** Stops a PostgreSQL that still runs over this folder though nobody keeps it. */
export async function stopOrphan(cluster: string): Promise<void> {
  const pid = readPid(cluster)?.pid;
  if (!pid || !isServerOf(pid, cluster)) return;
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (!send(pid, signal)) return;
    for (let tries = 0; tries < 500; tries++) {
      if (!isServerOf(pid, cluster)) return;
      await wait(20);
    }
  }
  throw new Unavailable(`Another PostgreSQL (process ${pid}) holds ${cluster} and does not stop.`);
}

/**
 * Removes a pid file whose number now belongs to another program (usual after a reboot or in a container), which
 * PostgreSQL itself would refuse. A dead number is left to PostgreSQL, which checks more than we do.
 */
export async function clearStalePid({ cluster, sockets }: EmbeddedFolders): Promise<void> {
  const pid = readPid(cluster)?.pid;
  if (pid !== undefined && (!pid || (isAlive(pid) && !isServerOf(pid, cluster)))) {
    // Sessions of a killed server may outlive it for a moment; without the pid file the new one could not see them.
    for (let tries = 0; worksIn(cluster); tries++) {
      if (tries > 500) throw new Unavailable(`Sessions of an earlier PostgreSQL still work in ${cluster}.`);
      await wait(20);
    }
    rmSync(join(cluster, "postmaster.pid"), { force: true });
  }
  const socketLock = join(sockets, ".s.PGSQL.5432.lock");
  if (!existsSync(socketLock)) return;
  const holder = Number(readFileSync(socketLock, "utf8").split("\n")[0]);
  if (!isServerOf(holder, cluster)) rmSync(socketLock, { force: true });
}

function isAlive(pid: number): boolean {
  return send(pid, 0);
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process is a PostgreSQL of this very folder. */
function isServerOf(pid: number, cluster: string): boolean {
  if (!pid) return false;
  try {
    const command =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
        : execFileSync("ps", ["-ww", "-o", "command=", "-p", `${pid}`], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
          });
    return command.includes("postgres") && command.includes(`-D ${cluster} `);
  } catch {
    return false;
  }
}

/** Whether any process has this folder as its current one, as every process of a PostgreSQL has. */
function worksIn(cluster: string): boolean {
  if (process.platform !== "linux") return false;
  return readdirSync("/proc").some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === cluster;
    } catch {
      return false;
    }
  });
}
