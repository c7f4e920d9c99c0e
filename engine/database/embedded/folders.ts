/** Names the files and folders of the embedded PostgreSQL, and makes the one for its sockets safely. */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Unavailable } from "#model/errors.ts";

/** The uid PostgreSQL gets where a root cannot make a user namespace. */
export const nobody = 65534;

export interface EmbeddedFolders {
  /** The data folder that holds everything (RAABTA_DATA). */
  data: string;
  /** PostgreSQL's own folder. */
  cluster: string;
  /** Where a restore puts the old cluster until the new one has started. */
  aside: string;
  /** Links to PostgreSQL's shared libraries. */
  links: string;
  log: string;
  keeperLog: string;
  lock: string;
  /** Folder of the unix sockets: outside `data`, whose path may exceed the 107 bytes that a socket's may have. */
  sockets: string;
  control: string;
}

/** The places for a data folder, which is made when it is missing. */
export function embeddedFolders(data: string): EmbeddedFolders {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Unavailable(`The data folder ${data} (RAABTA_DATA) cannot be made: ${(error as Error).message}`);
  }
  const real = realpathSync(data);
  const sockets = join(tmpdir(), `rb-${createHash("sha256").update(real).digest("hex").slice(0, 10)}`);
  return {
    data: real,
    cluster: join(real, "postgres"),
    aside: join(real, "postgres.before-restore"),
    links: join(real, "postgres-lib"),
    log: join(real, "postgres.log"),
    keeperLog: join(real, "keeper.log"),
    lock: join(real, "keeper.lock"),
    sockets,
    control: join(sockets, "keeper"),
  };
}

/** Makes the socket folder, closed to others; refuses one that somebody else has laid there. */
export function makeSocketFolder({ sockets, cluster }: EmbeddedFolders): void {
  mkdirSync(sockets, { recursive: true, mode: 0o700 });
  const entry = lstatSync(sockets);
  const me = process.getuid?.() ?? 0;
  const trusted = [me, ...(me === 0 ? [nobody] : []), ...(existsSync(cluster) ? [statSync(cluster).uid] : [])];
  if (!entry.isDirectory() || !trusted.includes(entry.uid)) {
    throw new Unavailable(`${sockets} belongs to someone else. Remove it, or set TMPDIR to a folder of your own.`);
  }
  chmodSync(sockets, 0o700);
}
