/** The connection pool, where each connection remembers the workspace it last served. */
import pg from "pg";
import type { Sql } from "#model/sql.ts";
import { compile, type Statement } from "./statement.ts";
import { translateFailure } from "./failure.ts";

/** Runs statements with a workspace's search path. */
export interface Db {
  query<R>(statement: Sql<R> | Sql | Statement): Promise<R[]>;
  /** Set inside a transaction: for COPY. Never run two queries on it at once. */
  client?: pg.PoolClient;
  /** Set inside a transaction: says that records change, to be told to `onCommitted` once it is committed. */
  changed?: () => void;
}

const { JSON: json, JSONB: jsonb } = pg.types.builtins;

/** JSON leaves PostgreSQL finished and goes on as text. Said for our own statements only: the pool's other users parse theirs. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: "text" | "binary") =>
    id === json || id === jsonb
      ? (text: string) => text
      : pg.types.getTypeParser(id, format as "text")) as typeof pg.types.getTypeParser,
};

/** How long a statement may take and wait for locks, in milliseconds; 0: as long as it takes. */
export interface Patience {
  statement: number;
  lock: number;
}

const ENDLESS: Patience = { statement: 0, lock: 0 };

/** From this similarity on two words share enough trigrams for search to look at them: one slip in four letters. */
const ALIKE = "0.2";

/** Who waits longer for a connection is told that there is none (503), and does not hang. */
const PATIENCE_MS = 30_000;

export class Database {
  readonly pool: pg.Pool;
  /** Search path, patience and way of planning that a connection was last given. */
  readonly #states = new WeakMap<pg.PoolClient, string>();
  readonly #listeners = new Set<(schema: string) => void>();

  constructor(config: pg.PoolConfig) {
    this.pool = new pg.Pool({ max: 10, idleTimeoutMillis: 30_000, connectionTimeoutMillis: PATIENCE_MS, ...config });
    // An idle connection that breaks is replaced by the pool; the next query reports what is wrong.
    this.pool.on("error", () => undefined);
    this.pool.on("connect", (client) => client.on("error", () => undefined));
  }

  /** One statement on any connection. */
  within(schema: string, patience = ENDLESS): Db {
    return {
      query: async (statement) => {
        const client = await this.#checkOut(schema, patience, "onePlan" in statement && statement.onePlan === true);
        let broken: Error | undefined;
        try {
          return await run(client, statement);
        } catch (error) {
          broken = connectionLost(error) ? (error as Error) : undefined;
          throw error;
        } finally {
          client.release(broken);
        }
      },
    };
  }

  /** All statements of `work` in one transaction; rolled back where it throws. */
  async transaction<T>(schema: string, work: (db: Db) => Promise<T>, patience = ENDLESS): Promise<T> {
    const client = await this.#checkOut(schema, patience);
    let broken: Error | undefined;
    try {
      let changed = false;
      await client.query("begin");
      const db: Db = { client, query: (statement) => run(client, statement), changed: () => void (changed = true) };
      const result = await work(db);
      await client.query("commit");
      if (changed) for (const listener of this.#listeners) listener(schema);
      return result;
    } catch (error) {
      broken = connectionLost(error) ? (error as Error) : undefined;
      if (!broken) await client.query("rollback").catch((reason: Error) => (broken = reason));
      throw translateFailure(error);
    } finally {
      client.release(broken);
    }
  }

  /** Hears the schema of each transaction of this process that changed records, after its commit. */
  onCommitted(listener: (schema: string) => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  async #checkOut(schema: string, patience: Patience, onePlan = false): Promise<pg.PoolClient> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw translateFailure(error);
    });
    const plans = onePlan ? "force_generic_plan" : "auto";
    const state = `${schema} ${patience.statement} ${patience.lock} ${plans}`;
    if (this.#states.get(client) !== state) {
      try {
        await client.query({
          text: "select set_config('search_path', $1, false), set_config('statement_timeout', $2, false), set_config('lock_timeout', $3, false), set_config('pg_trgm.similarity_threshold', $4, false), set_config('plan_cache_mode', $5, false)",
          values: [`${pg.escapeIdentifier(schema)}, public`, `${patience.statement}`, `${patience.lock}`, ALIKE, plans],
        });
      } catch (error) {
        client.release(error as Error);
        throw translateFailure(error);
      }
      this.#states.set(client, state);
    }
    return client;
  }
}

async function run<R>(client: pg.PoolClient, statement: Sql<R> | Sql | Statement): Promise<R[]> {
  const ready = "text" in statement ? statement : compile(statement);
  try {
    return (await client.query({ ...ready, types })).rows as R[];
  } catch (error) {
    throw translateFailure(error, ready.text);
  }
}

function connectionLost(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  const cause = (error as { cause?: { code?: string } }).cause?.code ?? "";
  return (
    [code, cause].some((value) => /^(08|57P0)/.test(value) || value === "ECONNRESET" || value === "EPIPE") ||
    /Connection terminated|not queryable/.test((error as Error).message)
  );
}
