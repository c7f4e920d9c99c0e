/** Shows that a worker lives: a lock that its connection holds, and that goes when the process does. */
import { randomInt } from "node:crypto";
import type pg from "pg";
import type { Database } from "../database/database.ts";

export class WorkerLock {
  /** First half of the advisory lock's key; the second is the worker's id. */
  static readonly CLASS = 7_262_101;
  readonly id: number;
  readonly #client: pg.PoolClient;

  private constructor(id: number, client: pg.PoolClient) {
    this.id = id;
    this.#client = client;
  }

  static async take(database: Database): Promise<WorkerLock> {
    const client = await database.pool.connect();
    const id = randomInt(1, 2 ** 31 - 1);
    await client.query("select pg_advisory_lock($1, $2)", [WorkerLock.CLASS, id]);
    return new WorkerLock(id, client);
  }

  async release(): Promise<void> {
    await this.#client.query("select pg_advisory_unlock($1, $2)", [WorkerLock.CLASS, this.id]).catch(() => undefined);
    this.#client.release();
  }
}
