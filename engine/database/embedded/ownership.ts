/** Decides as whom PostgreSQL runs, for it refuses to run as root: a user namespace, another uid, or ourselves. */
import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, chownSync, constants, existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Unavailable } from "#model/errors.ts";
import { nobody } from "./folders.ts";

export type Ownership =
  | { how: "plain" }
  /** Root outside, nobody inside: files stay root's. */
  | { how: "namespace" }
  | { how: "uid"; uid: number; gid: number };

/**
 * How to run PostgreSQL over the given cluster folder (which need not exist yet). The folder's owner is the record
 * of how it was made; a root that may no longer make namespaces hands it to an unprivileged uid.
 */
export function chooseOwnership(cluster: string, namespaces = namespacesAllowed): Ownership {
  const me = process.getuid?.() ?? 0;
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (me !== 0) {
    if (owner && owner.uid !== me) {
      throw new Unavailable(
        `The database folder ${cluster} belongs to user ${owner.uid}, and this is user ${me}. Start Raabta as that user, or give the folder away with chown -R.`,
      );
    }
    return { how: "plain" };
  }
  if (owner && owner.uid !== 0) return { how: "uid", uid: owner.uid, gid: owner.gid };
  if (namespaces()) return { how: "namespace" };
  return { how: "uid", uid: nobody, gid: nobody };
}

let allowed: boolean | undefined;

function namespacesAllowed(): boolean {
  allowed ??=
    process.platform === "linux" && spawnSync("unshare", [...mapping, "true"], { stdio: "ignore" }).status === 0;
  return allowed;
}

const mapping = ["--user", `--map-user=${nobody}`, `--map-group=${nobody}`, "--"];

/** The command line that runs `program` as decided; with `dieWithParent` it gets SIGINT when its parent is gone. */
export function commandAs(
  ownership: Ownership,
  program: string,
  args: string[],
  dieWithParent: boolean,
): [string, ...string[]] {
  const prefix: string[] = [];
  // Order matters: a change of credentials clears the parent-death signal.
  if (ownership.how === "namespace") prefix.push("unshare", ...mapping);
  const setpriv: string[] = [];
  if (ownership.how === "uid")
    setpriv.push("--reuid", `${ownership.uid}`, "--regid", `${ownership.gid}`, "--clear-groups");
  if (dieWithParent) setpriv.push("--pdeathsig", "INT");
  if (setpriv.length && setprivExists()) prefix.push("setpriv", ...setpriv, "--");
  const [first = program, ...rest] = [...prefix, program, ...args];
  return [first, ...rest];
}

/** The uid and gid for spawn itself, needed only where `setpriv` cannot change them. */
export function spawnIdentity(ownership: Ownership): { uid?: number; gid?: number } {
  return ownership.how === "uid" && !setprivExists() ? { uid: ownership.uid, gid: ownership.gid } : {};
}

let found: boolean | undefined;

function setprivExists(): boolean {
  found ??= process.platform === "linux" && spawnSync("setpriv", ["--version"], { stdio: "ignore" }).status === 0;
  return found;
}

/** Gives folders to the uid PostgreSQL runs as; does nothing for the other ways. */
export function handOver(ownership: Ownership, folders: string[]): void {
  if (ownership.how !== "uid") return;
  for (const folder of folders)
    if (existsSync(folder) && statSync(folder).uid !== ownership.uid) chownTree(folder, ownership);
}

function chownTree(path: string, to: { uid: number; gid: number }): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  if (entry.isDirectory()) for (const name of readdirSync(path)) chownTree(join(path, name), to);
  chownSync(path, to.uid, to.gid);
}

/** Refuses kindly when a folder on the way to `path` is closed to the uid that PostgreSQL must run as. */
export function assureReachable(ownership: Ownership, path: string, ours: string): void {
  if (ownership.how !== "uid") return;
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    const { uid, mode } = statSync(folder);
    if (uid === ownership.uid || mode & 0o001) continue;
    if (folder === ours) chmodSync(folder, mode | 0o011);
    else {
      throw new Unavailable(
        `PostgreSQL cannot run as root, and as user ${ownership.uid} it cannot enter ${folder}. ` +
          `Start Raabta as an ordinary user, or run chmod o+x ${folder}, or set DATABASE_URL.`,
      );
    }
  }
  accessSync(path, constants.F_OK);
}
