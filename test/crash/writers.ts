/** Writers over HTTP that note what was acknowledged, and send again with the same Idempotency-Key what got no answer. */
import { setTimeout as wait } from "node:timers/promises";
import type { Program } from "./program.ts";

/** A company, a contact of it and an order with two lines, each named by `key`. */
export interface Acknowledged {
  object: "companies" | "contacts" | "orders";
  id: string;
  key: string;
}

const LINES = [
  { description: "Lamp", quantity: "2", unitPrice: "750" },
  { description: "Oil", quantity: "1", unitPrice: "99.50" },
];

export class Writers {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers that say neither yes nor "later". */
  readonly surprises: string[] = [];
  /** Statuses that were no success. */
  readonly refusals = new Set<number>();
  /** When the last answer with success came, by performance.now(). */
  lastSuccess = 0;
  readonly #program: Program;
  readonly #key: string;
  readonly #running: Promise<void>[];
  #over = false;
  #ending = 0;

  constructor(program: Program, key: string, count: number) {
    this.#program = program;
    this.#key = key;
    this.#running = Array.from({ length: count }, (_, writer) => this.#write(writer));
  }

  async end(): Promise<void> {
    this.#over = true;
    this.#ending ||= performance.now();
    await Promise.all(this.#running);
  }

  /** Milliseconds until a request that began after now succeeds. */
  async nextSuccess(): Promise<number> {
    const begun = performance.now();
    const acknowledged = this.acknowledged.length;
    for (let probe = 0; ; probe++) {
      const asked = performance.now();
      if (await this.#answers()) return performance.now() - begun;
      if (asked - begun > 60_000)
        throw new Error(`No success within a minute; ${acknowledged} before\n${this.#program.words.slice(-2000)}`);
      await wait(20);
    }
  }

  async #answers(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.#program.url}/api/v1/companies?limit=1&count=none`, {
        headers: this.#headers(),
        signal: AbortSignal.timeout(3000),
      });
      await answer.text();
      return answer.ok;
    } catch {
      return false;
    }
  }

  async #write(writer: number): Promise<void> {
    for (let turn = 0; !this.#over; turn++) {
      const key = `w${writer}-${turn}`;
      const company = await this.#send("companies", key, {
        name: `Company ${key}`,
        number: key,
        emails: `${key}@example.com`,
      });
      if (!company) return;
      if (!(await this.#send("contacts", key, { name: `Person ${key}`, company }))) return;
      if (
        !(await this.#send("orders", key, {
          number: `o-${key}`,
          customer: { number: key },
          currency: "PKR",
          lines: LINES,
        }))
      )
        return;
    }
  }

  /** Sends until it is done, however often the house falls down; the id, or undefined where the answer was no or it is over. */
  async #send(object: Acknowledged["object"], key: string, body: object): Promise<string | undefined> {
    for (;;) {
      try {
        const answer = await fetch(`${this.#program.url}/api/v1/${object}`, {
          method: "POST",
          headers: { ...this.#headers(), "content-type": "application/json", "idempotency-key": `${object}-${key}` },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(20_000),
        });
        const text = await answer.text();
        if (answer.ok) {
          const { id } = JSON.parse(text) as { id: string };
          this.acknowledged.push({ object, id, key });
          this.lastSuccess = performance.now();
          return id;
        }
        this.refusals.add(answer.status);
        if (answer.status !== 503 && answer.status !== 507) {
          this.surprises.push(`${object} ${key}: ${answer.status} ${text.slice(0, 400)}`);
          return undefined;
        }
      } catch {
        // No answer: nobody knows whether it was done, so it is sent again.
      }
      if (this.#over && performance.now() - this.#ending > 30_000) return undefined;
      await wait(25);
    }
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#key}` };
  }
}
