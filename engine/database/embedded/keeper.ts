/** Opens the database: attaches to the embedded PostgreSQL (starting its keeper when none runs) or checks the one by URL. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { Unavailable } from "#model/errors.ts";
import { type KeeperMessage, onLine } from "./control.ts";
import { checkExternal } from "./external.ts";
import { embeddedFolders, type EmbeddedFolders } from "./folders.ts";
import { takeLock } from "./lock.ts";

export interface DatabaseSettings {
  /** The data folder; the embedded PostgreSQL lives in `postgres` below it. */
  data: string;
  /** An external PostgreSQL 18 or newer; then nothing embedded starts. */
  databaseUrl?: string | undefined;
  /** Tests only: no fsync, and a new cluster at each start of the keeper. */
  throwaway?: boolean;
  /**
   * Where no process keeps the embedded PostgreSQL yet: keep it in this one, which saves a process. For those that run
   * for long; a command leaves it to a process that may outlive it.
   */
  keepHere?: boolean;
  /** Milliseconds for which PostgreSQL stays after the last process has left; 0 unless told. */
  linger?: number;
}

export interface OpenDatabase {
  connection: pg.PoolConfig;
  /** Leaves; the last to leave waits until PostgreSQL has stopped. */
  release(): Promise<void>;
  /** Whether this is our embedded PostgreSQL. */
  owned: boolean;
  /** Process number of the embedded PostgreSQL. */
  pid?: number;
}

/** Opens the database that the settings name. Throws Unavailable with the reason in words where it cannot. */
export async function openDatabase(settings: DatabaseSettings): Promise<OpenDatabase> {
  if (settings.databaseUrl) {
    const connection = await checkExternal(settings.databaseUrl);
    return { connection, owned: false, release: () => Promise.resolve() };
  }
  const folders = embeddedFolders(settings.data);
  return (settings.keepHere ? await keepHere(folders) : undefined) ?? attachTo(folders, settings);
}

/** Keeps PostgreSQL in this process; undefined where another one does. */
async function keepHere(folders: EmbeddedFolders): Promise<OpenDatabase | undefined> {
  let lock = takeLock(folders.lock);
  // One that is about to stop gives the lock back soon.
  for (; !lock; lock = takeLock(folders.lock)) {
    if (await answers(folders)) return undefined;
    await wait(50);
  }
  const { Keeping } = await import("./keeping.ts");
  let emptied: (() => void) | undefined;
  const keeping = new Keeping(folders, {
    throwaway: false,
    onEmpty: () => emptied?.(),
    onFailure: (error) => {
      console.error(error.message);
      process.exit(1);
    },
  });
  await keeping.start().catch((error: unknown) => {
    lock.release();
    throw error;
  });
  return {
    connection: keeping.connection,
    owned: true,
    pid: keeping.pid,
    release: async () => {
      const left = new Promise<void>((resolve) => (emptied = resolve));
      if (!keeping.empty) await Promise.race([left, wait(patience, undefined, { ref: false })]);
      await keeping.stop();
      lock.release();
      keeping.dismiss();
    },
  };
}

/** Milliseconds for which a server that ends waits for commands that are attached to its PostgreSQL. */
const patience = 10_000;

async function attachTo(folders: EmbeddedFolders, settings: DatabaseSettings): Promise<OpenDatabase> {
  let lease = await attach(folders, settings);
  let released = false;
  const watch = (current: Lease): void => {
    current.socket.once("close", () => void (released || reattach()));
  };
  // The keeper should outlive us; when it was killed a new one is started, and the pool reconnects by itself.
  const reattach = async (): Promise<void> => {
    for (let delay = 100; !released; delay = Math.min(delay * 2, 5000)) {
      try {
        lease = await attach(folders, settings);
        if (released) lease.socket.destroy();
        else watch(lease);
        return;
      } catch {
        await wait(delay, undefined, { ref: false });
      }
    }
  };
  watch(lease);
  return {
    connection: lease.ready.connection,
    owned: true,
    pid: lease.ready.pid,
    release: async () => {
      released = true;
      await leave(lease);
    },
  };
}

interface Lease {
  socket: Socket;
  ready: Extract<KeeperMessage, { state: "ready" }>;
}

async function attach(folders: EmbeddedFolders, settings: DatabaseSettings): Promise<Lease> {
  const deadline = Date.now() + 180_000;
  let keeper: ReturnType<typeof startKeeper> | undefined;
  for (;;) {
    const lease = await tryAttach(folders);
    if (lease) return lease;
    if (keeper?.exitCode) throw new Unavailable(lastLine(folders.keeperLog));
    if (!keeper || keeper.exitCode === 0) keeper = startKeeper(folders, settings);
    if (Date.now() > deadline)
      throw new Unavailable(`The database did not answer; see ${folders.keeperLog} and ${folders.log}.`);
    await wait(20);
  }
}

/** Attaches to a running keeper; undefined where there is none, or it is about to stop. */
function tryAttach(folders: EmbeddedFolders): Promise<Lease | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(folders.control, () => socket.write("attach\n"));
    socket.once("error", () => resolve(undefined));
    socket.once("close", () => resolve(undefined));
    onLine(socket, (line) => {
      const message = JSON.parse(line) as KeeperMessage;
      if (message.state === "failed") reject(new Unavailable(message.message));
      if (message.state !== "ready") return;
      // From here on the socket alone keeps nothing awake: its closing by the end of the process is the leaving.
      socket.unref();
      socket.on("error", () => {});
      resolve({ socket, ready: message });
    });
  });
}

/** Whether a keeper is there; looking does not count as attaching. */
export function answers(folders: EmbeddedFolders): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(folders.control, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

function leave({ socket }: Lease): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.ref();
    socket.once("close", () => resolve());
    socket.write("leave\n");
  });
}

/** The keeper is a process of its own session, so that a Ctrl-C in the terminal reaches us first and it last. */
function startKeeper(folders: EmbeddedFolders, settings: DatabaseSettings) {
  const log = openSync(folders.keeperLog, "w", 0o600);
  const program = fileURLToPath(new URL("keeper-process.ts", import.meta.url));
  const options = { data: folders.data, throwaway: settings.throwaway ?? false, linger: settings.linger ?? 0 };
  const flags = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=1", "--max-old-space-size=64"];
  const child = spawn(process.execPath, [...flags, program, JSON.stringify(options)], {
    detached: true,
    cwd: folders.data,
    stdio: ["ignore", log, log],
    env: { ...process.env, NODE_OPTIONS: "", NODE_TEST_CONTEXT: undefined },
  });
  closeSync(log);
  child.unref();
  child.once("error", () => {});
  return child;
}

function lastLine(file: string): string {
  return readFileSync(file, "utf8").trim().split("\n").at(-1) || `The database did not start; ${file} is empty.`;
}
