/** The connection pool, where each connection remembers the workspace it last served, and under whose role. */
import { availableParallelism } from "node:os";
import pg from "pg";
import type { Sql } from "#model/sql.ts";
import { Bulkhead } from "./bulkhead.ts";
import { translateFailure } from "./failure.ts";
import { GivingWay } from "./giving-way.ts";
import { planAs } from "./planning.ts";
import { run } from "./run.ts";
import { prepared, type Statement } from "./statement.ts";
import { pipelining, Transaction } from "./transaction.ts";
import { statementOf, type Written } from "./write-set.ts";

/** Runs statements with a workspace's search path. */
export interface Db {
  query<R>(statement: Sql<R> | Sql | Statement): Promise<R[]>;
  /**
   * Writes what nobody waits for: within a transaction it is sent before whatever is asked next, or with the commit, together
   * with all else that is to be written. A failure is told there.
   */
  write(...all: readonly Written[]): Promise<void>;
  /** The transaction, where there is one. */
  open?: Transaction;
}

/** How long a statement may take and wait for locks, in milliseconds; 0: as long as it takes. */
export interface Patience {
  statement: number;
  lock: number;
  /** Somebody waits for the answer. */
  person?: true;
}

/** A schema. With `login` under the role of the connection itself: for the machine's own deeds in a workspace. */
export type Place = string | { schema: string; login: true };

export const asLogin = (schema: string): Place => ({ schema, login: true });

/** What PostgreSQL calls having put on no role: the connection is its login's again. */
const LOGIN = "none";

const ENDLESS: Patience = { statement: 0, lock: 0 };

/** From this similarity on two words share enough trigrams for search to look at them: one slip in four letters. */
const ALIKE = "0.2";

/** Processes that PostgreSQL gives a statement beside its own: none where nobody waits for the answer, others need the cores. */
const HELPERS = "2";
const NO_HELPERS = "0";

/** Who waits longer for a connection is told that there is none (503), and does not hang. */
const PATIENCE_MS = 30_000;

/** For people who read, for those who change something, and for jobs: while a commit waits for the disk, others read on. */
const CONNECTIONS = 14;
const OF_PEOPLE = Math.min(6, availableParallelism() + 1);
const ROOM = { many: OF_PEOPLE, more: 6 - OF_PEOPLE, patience: PATIENCE_MS };

export class Database {
  /** Its connections are as they were last left; `connect` gives one that stands for the login. */
  readonly pool: pg.Pool;
  /** The same for libraries that bring their own statements. */
  readonly loginPool: pg.Pool;
  /** Search path, role and patience that a connection was last given. */
  readonly #states = new WeakMap<pg.PoolClient, { role: string; all: string }>();
  /** Roles by schema. One that is not among them is asked for by nobody who looked it up. */
  readonly #roles = new Map([
    ["public", LOGIN],
    ["auth", LOGIN],
  ]);
  readonly #readers = new Bulkhead(ROOM);
  readonly #writers = new Bulkhead(ROOM);
  /** Statements and transactions of people that are not over, those that wait for a connection among them. */
  #peopleAtWork = 0;
  readonly givingWay = new GivingWay(() => this.#peopleAtWork);
  readonly #listeners = new Set<(schema: string, reshaped: boolean) => void>();

  constructor(config: pg.PoolConfig) {
    this.pool = new pg.Pool({
      max: CONNECTIONS,
      pipeline: true,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: PATIENCE_MS,
      ...config,
    });
    // An idle connection that breaks is replaced by the pool; the next query reports what is wrong.
    this.pool.on("error", () => undefined);
    this.pool.on("connect", (client) => client.on("error", () => undefined));
    this.loginPool = Object.create(this.pool, { connect: { value: this.connect.bind(this) } }) as pg.Pool;
  }

  /** Whose role the statements of a schema run under; null: a wall cannot be had here, they run as the login. */
  setRole(schema: string, role: string | null): void {
    this.#roles.set(schema, role ?? LOGIN);
  }

  /** A connection that stands for the login, for what belongs to no workspace. */
  connect(): Promise<pg.PoolClient>;
  connect(told: (error: Error | undefined, client?: pg.PoolClient, done?: (release?: unknown) => void) => void): void;
  connect(
    told?: (error: Error | undefined, client?: pg.PoolClient, done?: (release?: unknown) => void) => void,
  ): Promise<pg.PoolClient> | void {
    const taken = this.pool.connect().then((client) => this.#takeOff(client));
    if (!told) return taken;
    taken.then(
      (client) => told(undefined, client, client.release.bind(client) as (release?: unknown) => void),
      (error: Error) => told(error),
    );
  }

  /** Sent ahead of what is asked next: nothing is waited for. What breaks the connection is told to that. */
  #takeOff(client: pg.PoolClient): pg.PoolClient {
    if ((this.#states.get(client)?.role ?? LOGIN) !== LOGIN) {
      this.#states.delete(client);
      client.query(`set role ${LOGIN}`).catch(() => undefined);
    }
    return client;
  }

  /** One statement on any connection. */
  within(place: Place, patience = ENDLESS): Db {
    return dbOf(async (statement) => {
      const client = await this.#checkOut(place, patience, this.#readers);
      planAs(client, "onePlan" in statement && statement.onePlan === true);
      let broken: Error | undefined;
      try {
        return await run(client, statement);
      } catch (error) {
        broken = connectionLost(error) ? (error as Error) : undefined;
        throw error;
      } finally {
        this.#giveBack(client, patience, this.#readers, broken);
      }
    });
  }

  /**
   * All statements of `work` in one transaction; rolled back where it throws.
   * @param then reads what was done, outside of the transaction; where it throws, that stands all the same.
   * @param stood hears that it stands
   */
  async transaction<T, A = T>(
    place: Place,
    work: (db: Db) => Promise<T>,
    patience = ENDLESS,
    then?: (db: Db, done: T) => Promise<A>,
    stood?: () => void,
  ): Promise<T | A> {
    const transaction = new Transaction(
      async () => {
        const client = await this.#checkOut(place, patience, this.#writers);
        // A person's change asks for records by their ids and keys, for which there is one plan; a job's may ask for any number.
        planAs(client, patience.person === true);
        return client;
      },
      () => this.givingWay.toShape(schemaOf(place)),
    );
    let broken: Error | undefined;
    let stands = false;
    try {
      const done = await work(transaction.db);
      const answer = await transaction.commit(
        then &&
          ((client) =>
            then(
              dbOf((statement) => run(client, statement)),
              done,
            )),
        () => {
          stands = true;
          stood?.();
          if (transaction.reshaped) this.givingWay.changed(schemaOf(place));
          if (transaction.changed)
            for (const listener of this.#listeners) listener(schemaOf(place), transaction.reshaped);
        },
      );
      return then ? (answer as A) : done;
    } catch (error) {
      broken = connectionLost(error) ? (error as Error) : undefined;
      if (!broken && !stands) await transaction.rollback().catch((reason: Error) => (broken = reason));
      throw translateFailure(error);
    } finally {
      const client = await transaction.end();
      if (client) {
        pipelining(client, true);
        this.#giveBack(client, patience, this.#writers, broken);
      }
    }
  }

  /** Connections that are open. */
  get totalCount(): number {
    return this.pool.totalCount;
  }

  get idleCount(): number {
    return this.pool.idleCount;
  }

  /** Statements and transactions that wait for a connection. */
  get waitingCount(): number {
    return this.pool.waitingCount + this.#readers.waiting + this.#writers.waiting;
  }

  /** Hears the schema of each transaction of this process that changed records, after its commit; `reshaped`: and what records are. */
  onCommitted(listener: (schema: string, reshaped: boolean) => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** @param among whom people take their place; the machine's own work is not held up by them */
  async #checkOut(place: Place, patience: Patience, among: Bulkhead): Promise<pg.PoolClient> {
    const schema = schemaOf(place);
    const role = typeof place === "string" ? this.#roles.get(place) : LOGIN;
    if (role === undefined) throw new Error(`Nobody has looked up whose role "${schema}" is served under`);
    const { person } = patience;
    if (person) this.#peopleAtWork += 1;
    let client: pg.PoolClient;
    try {
      if (person) await among.enter();
      try {
        client = await this.pool.connect();
      } catch (error) {
        if (person) among.leave();
        throw error;
      }
    } catch (error) {
      if (person) this.#peopleAtWork -= 1;
      throw translateFailure(error);
    }
    const all = `${schema} ${role} ${patience.statement} ${patience.lock} ${patience.person ?? false}`;
    if (this.#states.get(client)?.all !== all) {
      try {
        await client.query({
          text: "select set_config('search_path', $1, false), set_config('statement_timeout', $2, false), set_config('lock_timeout', $3, false), set_config('pg_trgm.similarity_threshold', $4, false), set_config('max_parallel_workers_per_gather', $5, false), set_config('max_parallel_maintenance_workers', $5, false), set_config('role', $6, false)",
          values: [
            `${pg.escapeIdentifier(schema)}, public`,
            `${patience.statement}`,
            `${patience.lock}`,
            ALIKE,
            person ? HELPERS : NO_HELPERS,
            role,
          ],
        });
      } catch (error) {
        this.#giveBack(client, patience, among, error as Error);
        throw translateFailure(error);
      }
      this.#states.set(client, { role, all });
    }
    return client;
  }

  #giveBack(client: pg.PoolClient, { person }: Patience, among: Bulkhead, broken?: Error): void {
    client.release(broken);
    if (!person) return;
    this.#peopleAtWork -= 1;
    among.leave();
  }
}

const schemaOf = (place: Place): string => (typeof place === "string" ? place : place.schema);

const dbOf = (query: Db["query"]): Db => ({
  query,
  write: async (...all) => {
    for (const written of all) await query(prepared(statementOf(written)));
  },
});

function connectionLost(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  const cause = (error as { cause?: { code?: string } }).cause?.code ?? "";
  return (
    [code, cause].some((value) => /^(08|57P0)/.test(value) || value === "ECONNRESET" || value === "EPIPE") ||
    /Connection terminated|not queryable/.test((error as Error).message)
  );
}
