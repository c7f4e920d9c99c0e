/** Shows that a worker lives: a lock that its connection holds, and that goes when the process does. */
import { randomInt } from "node:crypto";
import type pg from "pg";
import type { Database } from "../database/database.ts";

export class WorkerLock {
  /** First half of the advisory lock's key; the second is the worker's id. */
  static readonly CLASS = 7_262_101;
  readonly id: number;
  /** Resolves when the connection that holds it breaks. */
  readonly lost: Promise<void>;
  readonly #client: pg.PoolClient;
  #broken = false;
  #released = false;

  private constructor(id: number, client: pg.PoolClient) {
    this.id = id;
    this.#client = client;
    this.lost = new Promise((resolve) => {
      client.once("error", () => {
        this.#broken = true;
        resolve();
      });
    });
  }

  static async take(database: Database): Promise<WorkerLock> {
    const client = await database.connect();
    const id = randomInt(1, 2 ** 31 - 1);
    await client.query("select pg_advisory_lock($1, $2)", [WorkerLock.CLASS, id]);
    return new WorkerLock(id, client);
  }

  /** Once is enough: who lost the lock and who ends the worker may both come. */
  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    if (!this.#broken)
      await this.#client
        .query("select pg_advisory_unlock($1, $2)", [WorkerLock.CLASS, this.id])
        .catch(() => (this.#broken = true));
    this.#client.release(this.#broken);
  }
}
