/** Where more is asked than can be done, the rest is refused at once: those who are let in are still served in time. */
import type { FastifyReply } from "fastify";
import { Unavailable } from "#model/errors.ts";
import type { Route } from "./route.ts";

/** Requests that wait for a connection to PostgreSQL. */
const MOST_WAITING = 250;
/** Milliseconds. When even the quickest of an interval took longer than the target, it is not a burst that passes. */
const INTERVAL = 100;
const TARGET = 300;
/** What is let in, unanswered, in requests: never less than the first; a burst meets the second, or the work of half a second. */
const LEAST_OPEN = 64;
const BURST = 256;
const MOST_OPEN = 1_000;
const BURST_MS = 500;
/** While too much is asked: as many as are answered within these milliseconds. */
const PRESSED_MS = 200;
/** Of the newest interval in the pace. */
const WEIGHT = 0.3;

/** Made once, for thousands a second are answered with them; not all come back at the same moment. */
const REFUSALS = [1, 2, 3].map(
  (retryAfter) => new Unavailable("There is more to do than can be done just now. Try again shortly.", { retryAfter }),
);

export interface Load {
  /**
   * Counts a request that is let in until it is answered; streams, once they have begun, are no load: they have their own limits.
   * @returns why not, while there is too much to do. What is open to everyone is always let in: health, signing in.
   */
  refusal(route: Route, reply: FastifyReply): Unavailable | undefined;
  /** The same before any work is done for a request, by the address it asks for. */
  refusalAt(url: string): Unavailable | undefined;
}

/** Addresses under this are for callers who are known, except those open to everyone. */
const FOR_KNOWN_CALLERS = "/api/v1/";

export function watchLoad(
  database: { waitingCount: number },
  routes: readonly Route[],
  now: () => number = () => performance.now(),
): Load {
  const pressure = new Pressure(now);
  const open = new Set(routes.filter((route) => route.right === "public").map((route) => route.path));
  const beyond = (): Unavailable | undefined =>
    database.waitingCount > MOST_WAITING || !pressure.allows()
      ? REFUSALS[Math.floor(Math.random() * REFUSALS.length)]
      : undefined;
  return {
    refusalAt: (url) => (url.startsWith(FOR_KNOWN_CALLERS) && !open.has(url.split("?", 1)[0]!) ? beyond() : undefined),
    refusal: (route, reply) => {
      if (route.right === "public") return undefined;
      const refusal = beyond();
      if (refusal) return refusal;
      if (route.streams) return undefined;
      pressure.enter();
      const begun = now();
      reply.raw.once("close", () =>
        pressure.leave(reply.raw.writableFinished && reply.statusCode < 400 ? now() - begun : undefined),
      );
      return undefined;
    },
  };
}

/**
 * Judges by time, as numbers say little where requests differ: a queue that never gets short within an interval is one that
 * stands (CoDel: Nichols and Jacobson, RFC 8289; for servers: Maurer, "Fail at Scale", ACM Queue 2015). Then only what can be
 * answered within the target is let in, until an interval passes in which none had to be refused.
 */
export class Pressure {
  readonly #now: () => number;
  #open = 0;
  #pressed = false;
  /** Answers a millisecond. */
  #pace = 0;
  #begun: number;
  #answered = 0;
  #refused = 0;
  #quickest = Infinity;

  constructor(now: () => number) {
    this.#now = now;
    this.#begun = now();
  }

  /** May one more come in? Where not, it counts as refused. */
  allows(): boolean {
    this.#judge();
    const most = this.#pressed ? Math.max(LEAST_OPEN, this.#pace * PRESSED_MS) : Math.max(BURST, this.#pace * BURST_MS);
    const room = this.#open < Math.min(MOST_OPEN, most);
    if (!room) this.#refused += 1;
    return room;
  }

  enter(): void {
    this.#open += 1;
  }

  /** @param took milliseconds to an answer with success: what is wrong is often found out early, and tells nothing of the queue */
  leave(took: number | undefined): void {
    this.#open -= 1;
    if (took !== undefined) {
      this.#answered += 1;
      this.#quickest = Math.min(this.#quickest, took);
    }
    this.#judge();
  }

  #judge(): void {
    const passed = this.#now() - this.#begun;
    if (passed < INTERVAL || (this.#answered === 0 && passed < TARGET)) return;
    // After a rest the pace of before says as little as that of the rest.
    const share = passed > 10 * INTERVAL ? 1 : WEIGHT;
    this.#pace += share * (this.#answered / passed - this.#pace);
    const stands = this.#quickest > TARGET && this.#open > LEAST_OPEN;
    this.#pressed = stands || (this.#pressed && this.#refused > 0);
    this.#begun += passed;
    this.#answered = 0;
    this.#refused = 0;
    this.#quickest = Infinity;
  }
}
