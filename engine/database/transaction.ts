/** One transaction on one connection: begun when it must be, its writes sent together with what is asked next or with its end. */
import type pg from "pg";
import { sql, type Sql } from "#model/sql.ts";
import type { Db } from "./database.ts";
import { run } from "./run.ts";
import { sendTogether } from "./sending.ts";
import { prepared, type Statement } from "./statement.ts";
import { isMany, type Ready, statementOf, type Written, WriteSet } from "./write-set.ts";

const COMMIT = "commit";

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
  readonly #client: pg.PoolClient;
  readonly #afterwards: (() => void)[] = [];
  /** What is to be done before anything else is asked, or together with the commit. */
  #last: ((commit?: string) => Promise<void>) | undefined;
  #begun: Promise<unknown> | undefined;
  /** `begin` has been answered. */
  #open = false;

  /** Said before what records are is changed: resolves when others have caught up with the change before. */
  readonly givingWay: () => Promise<void>;

  constructor(client: pg.PoolClient, givingWay: () => Promise<void>) {
    this.#client = client;
    this.givingWay = givingWay;
  }

  async #query<R>(statement: Sql<R> | Sql | Statement): Promise<R[]> {
    await this.#doLast();
    const gathered = this.#gathered();
    if (this.#open && gathered.length === 0) return run<R>(this.#client, statement);
    const begun = this.#begin();
    // Were `begin` to fail, a write that travels with it would stand alone: only a reading does.
    if (gathered.length > 0 || !("reads" in statement)) await begun;
    const answers = await this.#inOrder([() => begun, ...gathered, () => run<R>(this.#client, statement)]);
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
    const gathered = this.#gathered();
    await this.#begin();
    await this.#inOrder(gathered);
  }

  /** The connection itself, for COPY. From then on it takes one thing at a time. */
  async stream(): Promise<pg.PoolClient> {
    await this.sent();
    pipelining(this.#client, false);
    return this.#client;
  }

  /**
   * @param then runs on the same connection after the commit; what it asks first travels with it.
   * @throws where nothing of the transaction stands; what `then` throws comes after it stands.
   */
  async commit<T>(then: (() => Promise<T>) | undefined, told: () => void): Promise<T | undefined> {
    if (this.#last) return this.#commitWith(this.#last, then, told);
    const gathered = this.#gathered();
    // One statement is a transaction of its own.
    const alone = this.#begun === undefined && gathered.length <= 1;
    if (!alone) await this.#begin();
    const steps = alone ? gathered : [...gathered, () => this.#end()];
    const ended = this.#inOrder(steps);
    const answer = this.#client.pipeline ? then?.() : undefined;
    const [failed] = await Promise.allSettled([ended, answer]);
    if (failed.status === "rejected") throw failed.reason;
    for (const work of this.#afterwards) work();
    told();
    return answer ?? then?.();
  }

  /** What was put off, and the commit, in one way to PostgreSQL; all that was gathered goes before. */
  async #commitWith<T>(
    last: (commit?: string) => Promise<void>,
    then: (() => Promise<T>) | undefined,
    told: () => void,
  ): Promise<T | undefined> {
    this.#last = undefined;
    await this.sent();
    await last(COMMIT);
    for (const work of this.#afterwards) work();
    told();
    return then?.();
  }

  async rollback(): Promise<void> {
    if (this.#begun) await this.#client.query("rollback");
  }

  #begin(): Promise<unknown> {
    if (this.#begun === undefined) sendTogether(this.#client);
    return (this.#begun ??= this.#client.query("begin").then(() => (this.#open = true)));
  }

  /** A transaction in which something failed answers its commit by rolling back. */
  async #end(): Promise<void> {
    sendTogether(this.#client);
    const { command } = await this.#client.query("commit");
    if (command !== "COMMIT") throw new Error(`The transaction ended with ${command}`);
  }

  #gathered(): Step[] {
    return this.writes.take().map(
      ({ statement, explain }: Ready): Step =>
        () =>
          run(this.#client, statement).catch((error: unknown) => Promise.reject(explain(error))),
    );
  }

  /** Sent all at once where the connection takes it so. @throws the first failure, once all are answered. */
  async #inOrder(steps: readonly Step[]): Promise<unknown[]> {
    if (steps.length === 1) return [await steps[0]!()];
    const answers: unknown[] = [];
    if (!this.#client.pipeline) {
      for (const step of steps) answers.push(await step());
      return answers;
    }
    for (const answer of await Promise.allSettled(steps.map((step) => step()))) {
      if (answer.status === "rejected") throw answer.reason;
      answers.push(answer.value);
    }
    return answers;
  }
}

/** COPY holds the connection in a state in which nothing else may be sent. Only while nothing is under way. */
export function pipelining(client: pg.PoolClient, on: boolean): void {
  const mode: { pipeline: boolean } = client;
  mode.pipeline = on;
}
