/** Makes one chosen query of a deed fail: refused by PostgreSQL, or its connection broken before or after it was executed. */
import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";

/** `refused`: PostgreSQL answers with an error. `cut`: the connection breaks first. `unheard`: it is executed, the answer is lost. */
export type Fault = "refused" | "cut" | "unheard";

/** Which query fails: the so-manieth, from 1, or that which commits. */
export type Place = number | "commit";

interface Deed {
  queries: number;
  place: Place;
  fault: Fault;
  /** Text of the query that failed. */
  failed?: string;
}

type Query = (...args: unknown[]) => Promise<unknown>;

const REFUSING = "do $$ begin raise exception 'a fault put here by a test' using errcode = 'XX000'; end $$";

/** Watches the queries of a pool; those of other deeds, and of nobody's, pass untouched. */
export class FaultyPool {
  readonly #deeds = new AsyncLocalStorage<Deed>();
  readonly #watched = new WeakSet<pg.PoolClient>();

  constructor(pool: pg.Pool) {
    const connect = pool.connect.bind(pool) as unknown as () => Promise<pg.PoolClient>;
    Object.assign(pool, {
      connect: async () => {
        const client = await connect();
        if (!this.#watched.has(client)) this.#watch(client);
        return client;
      },
    });
  }

  /** Does `work` with a fault at its query `place`. @returns also the query that failed, if it came so far. */
  async during<T>(place: Place, fault: Fault, work: () => Promise<T>): Promise<{ result: T; failed?: string }> {
    const deed: Deed = { queries: 0, place, fault };
    const result = await this.#deeds.run(deed, work);
    return { result, ...(deed.failed === undefined ? {} : { failed: deed.failed }) };
  }

  #watch(client: pg.PoolClient): void {
    this.#watched.add(client);
    const query = client.query.bind(client) as unknown as Query;
    const faulty: Query = async (...args) => {
      const deed = this.#deeds.getStore();
      const [asked] = args as [string | { text: string }];
      const text = typeof asked === "string" ? asked : asked.text;
      if (!deed || deed.failed !== undefined || (deed.place !== ++deed.queries && deed.place !== text))
        return query(...args);
      deed.failed = text;
      if (deed.fault === "refused") return query(REFUSING);
      if (deed.fault === "unheard") await query(...args);
      const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
      const broken = new Promise((resolve) => client.once("end", resolve));
      stream.destroy();
      await broken;
      throw Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
    };
    Object.assign(client, { query: faulty });
  }
}
