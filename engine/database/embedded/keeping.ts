/**
 * Keeps the embedded PostgreSQL under the lock: starts it as a child, restarts it when it was killed, lets other
 * processes attach through the control socket, and stops it when told or when the last one has left.
 */
import { rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { type Cluster, databaseUser, startCluster } from "./cluster.ts";
import { isNearlyFull, isStorageFull } from "../../space.ts";
import { type KeeperMessage, onLine } from "./control.ts";
import { type EmbeddedFolders, makeSocketFolder } from "./folders.ts";

export interface KeepingOptions {
  /** No fsync, and a new cluster at each start; for tests. */
  throwaway: boolean;
  /** Called when the last of those attached has left. */
  onEmpty?(): void;
  /** PostgreSQL was killed and cannot be started again. */
  onFailure(error: Error): void;
}

export class Keeping {
  readonly connection: { host: string; port: number; user: string; database: string };
  readonly #folders: EmbeddedFolders;
  readonly #options: KeepingOptions;
  readonly #attached = new Set<Socket>();
  readonly #server: Server;
  #cluster: Cluster | undefined;
  #ready: KeeperMessage | undefined;
  #stopping = false;

  /** Hold the lock before. Those who attach early wait until `start` is done. */
  constructor(folders: EmbeddedFolders, options: KeepingOptions) {
    this.#folders = folders;
    this.#options = options;
    this.connection = { host: folders.sockets, port: 5432, user: databaseUser, database: databaseUser };
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Starts PostgreSQL. Throws Unavailable, and tells those attached, where it cannot. */
  async start(): Promise<void> {
    const { cluster, control } = this.#folders;
    if (this.#options.throwaway) rmSync(cluster, { recursive: true, force: true });
    makeSocketFolder(this.#folders);
    rmSync(control, { force: true });
    this.#server.listen(control);
    try {
      this.#cluster = await this.#startCluster();
      await this.#makeDatabase();
    } catch (error) {
      this.#fail(error as Error);
      await this.stop();
      throw error;
    }
    this.#tellReady();
    void this.#watch(this.#cluster);
  }

  get pid(): number {
    return this.#cluster?.pid ?? 0;
  }

  get empty(): boolean {
    return this.#attached.size === 0;
  }

  /** Stops PostgreSQL; those still attached lose it, and may start one for themselves. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#cluster?.stop();
    this.#server.close();
    rmSync(this.#folders.sockets, { recursive: true, force: true });
    if (this.#options.throwaway) rmSync(this.#folders.data, { recursive: true, force: true });
  }

  /** Ends the connections of those attached; after the lock was given back. */
  dismiss(): void {
    for (const socket of this.#attached) socket.destroy();
  }

  async #watch(cluster: Cluster): Promise<void> {
    await cluster.ended;
    while (!this.#stopping) {
      try {
        this.#cluster = await this.#startCluster();
        return void this.#watch(this.#cluster);
      } catch (error) {
        // PostgreSQL stops where its log cannot be written, and may not even be able to say so.
        if (isStorageFull(error) || (await isNearlyFull(this.#folders.data))) {
          await wait(RETRY_WHILE_FULL_MS);
          continue;
        }
        this.#fail(error as Error);
        return this.#options.onFailure(error as Error);
      }
    }
  }

  /** A killed server's sessions hold its memory for a moment, so that refusal is not the last word. */
  async #startCluster(): Promise<Cluster> {
    for (let tries = 1; ; tries++) {
      try {
        return await startCluster(this.#folders, { fsync: !this.#options.throwaway });
      } catch (error) {
        if (tries === 50 || !/shared memory block/.test((error as Error).message)) throw error;
        await wait(200);
      }
    }
  }

  async #makeDatabase(): Promise<void> {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ ...this.connection, database: "postgres" } satisfies pg.ClientConfig);
    await client.connect();
    try {
      const { rowCount } = await client.query("select from pg_database where datname = $1", [databaseUser]);
      if (!rowCount) await client.query(`create database ${databaseUser}`);
    } finally {
      await client.end();
    }
  }

  /** A connection counts from its word "attach"; a mere look whether anyone answers does not. */
  #accept(socket: Socket): void {
    socket.on("error", () => {});
    socket.on("close", () => this.#left(socket));
    onLine(socket, (line) => {
      if (line === "attach") {
        if (this.#stopping) return void socket.end();
        this.#attached.add(socket);
        if (this.#ready) tell(socket, this.#ready);
      }
      if (line === "leave") {
        this.#left(socket);
        // The last one is answered by the end of this process, when PostgreSQL has stopped.
        if (!this.#stopping) socket.end();
      }
    });
  }

  #tellReady(): void {
    this.#ready = { state: "ready", pid: this.pid, connection: this.connection };
    for (const socket of this.#attached) tell(socket, this.#ready);
  }

  #fail({ message }: Error): void {
    for (const socket of this.#attached) tell(socket, { state: "failed", message });
  }

  #left(socket: Socket): void {
    if (this.#attached.delete(socket) && this.empty) this.#options.onEmpty?.();
  }
}

const RETRY_WHILE_FULL_MS = 1_000;

function tell(socket: Socket, message: KeeperMessage): void {
  socket.write(`${JSON.stringify(message)}\n`);
}
