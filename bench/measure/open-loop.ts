/** Requests at a fixed rate whatever comes back, as many people at once send them: who waits for answers would measure too little. */
import { setTimeout as wait } from "node:timers/promises";
import type { Asking } from "./load.ts";
import { Wire } from "./wire.ts";

export interface Sent {
  /** `GET /api/v1/contacts`: without what differs from request to request. */
  what: string;
  /** 0: there was no answer. */
  status: number;
  /** What was said where it was not done. */
  problem: string;
  /** By performance.now(): when it should have been sent. */
  due: number;
  /** Milliseconds from then to its last byte. */
  took: number;
}

/** A server closes a connection that nobody uses. */
const IDLE_MS = 2_000;

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

export class OpenLoop {
  readonly sent: Sent[] = [];
  readonly #url: string;
  readonly #rate: number;
  readonly #asking: Asking;
  readonly #free: { wire: Wire; since: number }[] = [];
  #over = false;
  readonly #running: Promise<void>;

  /** Begins at once. @param rate requests a second */
  constructor(url: string, rate: number, asking: Asking) {
    this.#url = url;
    this.#rate = rate;
    this.#asking = asking;
    this.#running = this.#run();
  }

  /** Those that are under way are waited for. */
  async end(): Promise<Sent[]> {
    this.#over = true;
    await this.#running;
    for (const { wire } of this.#free) wire.close();
    return this.sent;
  }

  async #run(): Promise<void> {
    const begun = performance.now();
    const under = new Set<Promise<void>>();
    for (let index = 0; !this.#over; await wait(2)) {
      for (const due = ((performance.now() - begun) / 1000) * this.#rate; index < due; index += 1) {
        const one = this.#send(index, begun + (index / this.#rate) * 1000);
        under.add(one);
        void one.then(() => under.delete(one));
      }
    }
    await Promise.all(under);
  }

  /** On a connection that is free, or on one more. */
  async #send(index: number, due: number): Promise<void> {
    const ask = this.#asking(index);
    const what = `${ask.method ?? "GET"} ${ask.path.split("?", 1)[0]!.replaceAll(ID, ":id")}`;
    const done = (status: number, problem: string): void =>
      void this.sent.push({ what, status, problem, due, took: performance.now() - due });
    try {
      const wire = this.#waiting() ?? (await Wire.open(this.#url));
      const { status, body } = await wire.send(ask);
      this.#free.push({ wire, since: performance.now() });
      done(status, status >= 300 ? body.slice(0, 300) : "");
    } catch (error) {
      done(0, (error as Error).message);
    }
  }

  /** The one that was used last; those that waited longer are closed before the server does so. */
  #waiting(): Wire | undefined {
    const found = this.#free.pop();
    if (!found || performance.now() - found.since < IDLE_MS) return found?.wire;
    for (const { wire } of [found, ...this.#free.splice(0)]) wire.close();
    return undefined;
  }
}
