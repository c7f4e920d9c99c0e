/**
 * The process that keeps the embedded PostgreSQL: starts it as its child, restarts it when it was killed, and stops it
 * when the last process attached through the control socket has left (or died, which closes its socket just the same).
 */
import { rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { type Cluster, databaseUser, startCluster } from "./cluster.ts";
import { embeddedFolders, makeSocketFolder } from "./folders.ts";
import { takeLock } from "./lock.ts";
import { type KeeperMessage, onLine } from "./control.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as { data: string; throwaway: boolean; linger: number };
const folders = embeddedFolders(options.data);
const connection = { host: folders.sockets, port: 5432, user: databaseUser, database: databaseUser };
const attached = new Set<Socket>();
let cluster: Cluster | undefined;
let ready: KeeperMessage | undefined;
let stopping = false;
let idle: NodeJS.Timeout | undefined;

for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"] as const) process.on(signal, () => whenAllHaveLeft(10_000));

if (await becomeKeeper()) await keep().catch(fail);

/** Waits for the lock of a keeper that is about to stop; false where another one is there and answers. */
async function becomeKeeper(): Promise<boolean> {
  for (;;) {
    if (takeLock(folders.lock)) return true;
    if (await answers()) return false;
    await wait(50);
  }
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(folders.control, () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

async function keep(): Promise<void> {
  if (options.throwaway) rmSync(folders.cluster, { recursive: true, force: true });
  makeSocketFolder(folders);
  rmSync(folders.control, { force: true });
  createServer(accept).listen(folders.control);
  cluster = await start();
  await makeDatabase();
  ready = { state: "ready", pid: cluster.pid, connection };
  for (const socket of attached) tell(socket, ready);
  // Whoever asked for this may have gone meanwhile; give others a moment to come.
  if (attached.size === 0) stopWhenIdle(Math.max(options.linger, 3000));
  while (!stopping) {
    await cluster.ended;
    if (stopping) break;
    cluster = await start();
    ready = { state: "ready", pid: cluster.pid, connection };
  }
}

/** A killed server's sessions hold its memory for a moment, so that refusal is not the last word. */
async function start(): Promise<Cluster> {
  for (let tries = 1; ; tries++) {
    try {
      return await startCluster(folders, { fsync: !options.throwaway });
    } catch (error) {
      if (tries === 50 || !/shared memory block/.test((error as Error).message)) throw error;
      await wait(200);
    }
  }
}

async function makeDatabase(): Promise<void> {
  const client = new pg.Client({ ...connection, database: "postgres" });
  await client.connect();
  const { rowCount } = await client.query("select from pg_database where datname = $1", [databaseUser]);
  if (!rowCount) await client.query(`create database ${databaseUser}`);
  await client.end();
}

/** A connection counts from its word "attach"; a mere look whether anyone answers does not. */
function accept(socket: Socket): void {
  socket.on("error", () => {});
  socket.on("close", () => left(socket));
  onLine(socket, (line) => {
    if (line === "attach") {
      if (stopping) return tell(socket, { state: "stopping" });
      clearTimeout(idle);
      attached.add(socket);
      if (ready) tell(socket, ready);
    }
    if (line === "leave") {
      const last = attached.size === 1 && options.linger === 0;
      left(socket);
      // The last one is answered by the end of this process, when PostgreSQL has stopped.
      if (!last) socket.end();
    }
  });
}

function left(socket: Socket): void {
  if (attached.delete(socket) && attached.size === 0) stopWhenIdle(options.linger);
}

function stopWhenIdle(milliseconds: number): void {
  clearTimeout(idle);
  if (milliseconds === 0) void stop();
  else idle = setTimeout(() => void stop(), milliseconds);
}

function tell(socket: Socket, message: KeeperMessage): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

/** Told to end: those attached have most likely been told too, and finish what they have in hand first. */
function whenAllHaveLeft(patience: number): void {
  stopWhenIdle(attached.size === 0 ? 0 : patience);
}

async function stop(): Promise<void> {
  if (stopping || !ready) return;
  stopping = true;
  await cluster?.stop();
  rmSync(folders.control, { force: true });
  if (options.throwaway) rmSync(folders.data, { recursive: true, force: true });
  process.exit(0);
}

async function fail(error: Error): Promise<void> {
  console.error(error.message);
  for (const socket of attached) tell(socket, { state: "failed", message: error.message });
  await wait(50);
  await cluster?.stop();
  process.exit(1);
}
