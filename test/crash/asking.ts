/** Asks one of two servers until one has answered: the other one where there was no answer, or "later". */
import { setTimeout as wait } from "node:timers/promises";
import type { Program } from "./program.ts";

export interface Request {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds after which the first try is given up, so that its answer is lost. */
  lostAfter?: number | undefined;
}

export interface Answer {
  status: number;
  text: string;
  // What a test looks at is what it expects to be there.
  body: ReturnType<typeof JSON.parse>;
  replayed: boolean;
}

/** Longer than any of them needs to come back. */
const PATIENCE_MS = 60_000;

export class Asking {
  /** Tries that got no answer. */
  unanswered = 0;
  readonly #webs: readonly Program[];
  readonly #key: string;
  #turn = 0;

  constructor(webs: readonly Program[], key: string) {
    this.#webs = webs;
    this.#key = key;
  }

  /** @throws where nobody answers within a minute */
  async ask(path: string, { method = "GET", body, headers = {}, lostAfter }: Request = {}): Promise<Answer> {
    const begun = performance.now();
    const content: Record<string, string> =
      body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" };
    for (let tries = 0; ; tries++) {
      const web = this.#webs[this.#turn++ % this.#webs.length]!;
      try {
        const answer = await fetch(`${web.url}/api/v1/${path}`, {
          method,
          headers: { authorization: `Bearer ${this.#key}`, ...content, ...headers },
          signal: AbortSignal.timeout(tries === 0 && lostAfter !== undefined ? lostAfter : 20_000),
          ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
        });
        const text = await answer.text();
        const replayed = answer.headers.get("idempotency-replayed") === "true";
        const json = text !== "" && (answer.headers.get("content-type") ?? "").includes("json");
        if (answer.status !== 503)
          return { status: answer.status, text, replayed, body: json ? JSON.parse(text) : undefined };
      } catch {
        this.unanswered += 1;
      }
      if (performance.now() - begun > PATIENCE_MS) throw new Error(`Nobody answers ${method} ${path}`);
      await wait(tries === 0 ? 0 : 25);
    }
  }
}
