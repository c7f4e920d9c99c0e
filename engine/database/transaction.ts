/** One transaction on one connection, which is taken when something is asked: begun when it must be, its writes sent together with what is asked next or with its end. */
import type pg from "pg";
import { sql, type Sql } from "#model/sql.ts";
import type { Db } from "./database.ts";
import { run } from "./run.ts";
import { sendTogether } from "./sending.ts";
import { prepared, type Statement } from "./statement.ts";
import { isMany, type Ready, statementOf, type Written, WriteSet } from "./write-set.ts";

/** Locks go with the commit, and are not held until the disk has it: who asked for it waits for that without them. */
const COMMIT = "set local synchronous_commit = off;\ncommit";
/** Answers when the disk has all that was committed before. */
const FLUSH = sql`select pg_logical_emit_message(false, 'raabta', '', true)`;

type Step = () => Promise<unknown>;

export class Transaction {
  readonly db: Db = {
    query: (statement) => this.#query(statement),
    write: (...all) => this.#write(all),
    open: this,
  };
  readonly writes = new WriteSet();
  /** Set where records change, to be told once it is committed. */
  changed = false;
  /** Set where objects or fields do. */
  reshaped = false;
  /** What is known of the doings of this transaction hangs on this; it is another one after something was taken back. */
  memory: object = {};
  readonly #take: () => Promise<pg.PoolClient>;
  #taking: Promise<pg.PoolClient> | undefined;
  #client: pg.PoolClient | undefined;
  readonly #afterwards: (() => void)[] = [];
  /** What is to be done before anything else is asked, or together with the commit. */
  #last: ((commit?: string) => Promise<void>) | undefined;
  #begun: Promise<unknown> | undefined;
  /** `begin` has been answered. */
  #open = false;

  readonly #givingWay: () => Promise<() => void>;
  #turn: Promise<() => void> | undefined;

  /**
   * @param take a connection
   * @param givingWay resolves when the shape of the workspace may be changed; what it gives is called when that is over
   */
  constructor(take: () => Promise<pg.PoolClient>, givingWay: () => Promise<() => void>) {
    this.#take = take;
    this.#givingWay = givingWay;
  }

  /** Said before the shape of the workspace is changed. Nothing is waited for by who may hold what others wait for. */
  async toShape(): Promise<void> {
    if (!this.#taking) await (this.#turn ??= this.#givingWay());
  }

  /** @returns the connection that is to be given back, where there is one */
  async end(): Promise<pg.PoolClient | undefined> {
    void this.#turn?.then((over) => over());
    // It may be on its way still, for something that nobody waited for.
    return this.#taking?.catch(() => undefined);
  }

  async #connected(): Promise<pg.PoolClient> {
    return (this.#client ??= await (this.#taking ??= this.#take()));
  }

  async #query<R>(statement: Sql<R> | Sql | Statement): Promise<R[]> {
    await this.#doLast();
    const client = this.#client ?? (await this.#connected());
    const gathered = this.#gathered(client);
    if (this.#open && gathered.length === 0) return run<R>(client, statement);
    const begun = this.#begin(client);
    // Were `begin` to fail, a write that travels with it would stand alone: only a reading does.
    if (gathered.length > 0 || !("reads" in statement)) await begun;
    const answers = await inOrder(client, [() => begun, ...gathered, () => run<R>(client, statement)]);
    return answers.at(-1) as R[];
  }

  async #write(all: readonly Written[]): Promise<void> {
    for (const written of all)
      if (isMany(written)) await this.#query(prepared(statementOf(written)));
      else this.writes.add(written);
  }

  /** Does `work` once it is committed. */
  afterwards(work: () => void): void {
    this.#afterwards.push(work);
  }

  /** Takes back what `work` did where it throws, and throws on. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    await this.#query(sql`savepoint attempt`);
    const before = this.#afterwards.length;
    try {
      const done = await work();
      await this.#query(sql`release savepoint attempt`);
      return done;
    } catch (error) {
      this.writes.take();
      this.#last = undefined;
      this.#afterwards.length = before;
      this.memory = {};
      await this.#query(sql`rollback to savepoint attempt; release savepoint attempt`);
      throw error;
    }
  }

  /**
   * Puts off what keeps everybody out of a table until nothing else is left to be done.
   * @param work is given the word that ends the transaction, to be sent behind its own, where nothing came after it
   */
  async last(work: (commit?: string) => Promise<void>): Promise<void> {
    await this.#doLast();
    this.#last = work;
  }

  async #doLast(): Promise<void> {
    const work = this.#last;
    this.#last = undefined;
    await work?.();
  }

  /** All that was to be written is. */
  async sent(): Promise<void> {
    await this.#doLast();
    const client = await this.#connected();
    const gathered = this.#gathered(client);
    await this.#begin(client);
    await inOrder(client, gathered);
  }

  /** The connection itself, for COPY. From then on it takes one thing at a time. */
  async stream(): Promise<pg.PoolClient> {
    await this.sent();
    const client = await this.#connected();
    pipelining(client, false);
    return client;
  }

  /**
   * @param then runs on the same connection after the commit; what it asks first travels with it.
   * @throws where nothing of the transaction stands; what `then` throws comes after it stands.
   */
  async commit<T>(then: ((client: pg.PoolClient) => Promise<T>) | undefined, told: () => void): Promise<T | undefined> {
    if (this.#last) return this.#commitWith(this.#last, then, told);
    const client = this.#client ?? (await this.#connected());
    const gathered = this.#gathered(client);
    // One statement is a transaction of its own.
    const alone = this.#begun === undefined && gathered.length <= 1;
    if (!alone) await this.#begin(client);
    const steps = alone ? gathered : [...gathered, () => commit(client)];
    const ended = inOrder(client, steps);
    const answer = client.pipeline ? then?.(client) : undefined;
    const [failed] = await Promise.allSettled([ended, answer]);
    if (failed.status === "rejected") throw failed.reason;
    for (const work of this.#afterwards) work();
    told();
    return answer ?? then?.(client);
  }

  /** What was put off, and the commit, in one way to PostgreSQL; all that was gathered goes before. */
  async #commitWith<T>(
    last: (commit?: string) => Promise<void>,
    then: ((client: pg.PoolClient) => Promise<T>) | undefined,
    told: () => void,
  ): Promise<T | undefined> {
    this.#last = undefined;
    await this.sent();
    await last(COMMIT);
    for (const work of this.#afterwards) work();
    told();
    const client = await this.#connected();
    await run(client, FLUSH);
    return then?.(client);
  }

  async rollback(): Promise<void> {
    if (this.#begun) await this.#client!.query("rollback");
  }

  #begin(client: pg.PoolClient): Promise<unknown> {
    if (this.#begun === undefined) sendTogether(client);
    return (this.#begun ??= client.query("begin").then(() => (this.#open = true)));
  }

  #gathered(client: pg.PoolClient): Step[] {
    return this.writes.take().map(
      ({ statement, explain }: Ready): Step =>
        () =>
          run(client, statement).catch((error: unknown) => Promise.reject(explain(error))),
    );
  }
}

/** A transaction in which something failed answers its commit by rolling back. */
async function commit(client: pg.PoolClient): Promise<void> {
  sendTogether(client);
  const { command } = await client.query("commit");
  if (command !== "COMMIT") throw new Error(`The transaction ended with ${command}`);
}

/** Sent all at once where the connection takes it so. @throws the first failure, once all are answered. */
async function inOrder(client: pg.PoolClient, steps: readonly Step[]): Promise<unknown[]> {
  if (steps.length === 1) return [await steps[0]!()];
  const answers: unknown[] = [];
  if (!client.pipeline) {
    for (const step of steps) answers.push(await step());
    return answers;
  }
  for (const answer of await Promise.allSettled(steps.map((step) => step()))) {
    if (answer.status === "rejected") throw answer.reason;
    answers.push(answer.value);
  }
  return answers;
}

/** COPY holds the connection in a state in which nothing else may be sent. Only while nothing is under way. */
export function pipelining(client: pg.PoolClient, on: boolean): void {
  const mode: { pipeline: boolean } = client;
  mode.pipeline = on;
}
