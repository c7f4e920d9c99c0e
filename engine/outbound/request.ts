/** The one way by which the server sends requests to addresses that people named: to the very address that was checked, no further. */
import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress, isTrusted, readAddress, type TrustedHosts } from "./address.ts";

export interface Sending {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds until an answer has begun. */
  patience?: number;
}

/** What came back; `status` is null where no answer did, and `error` says why. */
export interface Answered {
  status: number | null;
  /** The beginning of the answer's body. */
  text: string;
  error: string | null;
  retryAfter: string | null;
  ms: number;
}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<{ address: string; family: number }[]>;

const PATIENCE = 15_000;
/** Of an answer that has begun only so much is read, and for so long. */
const READ_BYTES = 4_096;
const READ_MS = 2_000;
const OPEN_PER_HOST = 8;

const system: Resolve = (name) => dns.promises.lookup(name, { all: true, verbatim: true });

export class Outbound {
  readonly trusted: TrustedHosts;
  readonly #resolve: Resolve;
  readonly #agents = new Map<string, https.Agent | http.Agent>();

  constructor(options: { trusted?: TrustedHosts | undefined; resolve?: Resolve } = {}) {
    this.trusted = options.trusted ?? new Set();
    this.#resolve = options.resolve ?? system;
  }

  /** Posts. Never throws: that it could not be sent is an answer too. Redirects are not followed. */
  async post(sending: Sending): Promise<Answered> {
    const begun = performance.now();
    const took = () => Math.round(performance.now() - begun);
    try {
      const url = readAddress(sending.url, this.trusted);
      // A kept connection that the other side had just closed has carried nothing.
      const answered = await this.#ask(url, sending).catch((error: unknown) =>
        isStale(error) ? this.#ask(url, sending) : Promise.reject(error as Error),
      );
      return { ...answered, ms: took() };
    } catch (error) {
      return { status: null, text: "", error: sentence(error), retryAfter: null, ms: took() };
    }
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }

  #ask(url: URL, { headers, body, patience = PATIENCE }: Sending): Promise<Omit<Answered, "ms">> {
    const { request } = url.protocol === "https:" ? https : http;
    return new Promise((resolve, reject) => {
      const asked = request(url, {
        method: "POST",
        agent: this.#agent(url),
        lookup: this.#lookup(isTrusted(url, this.trusted)),
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        maxHeaderSize: 16_384,
      });
      const late = setTimeout(() => asked.destroy(new Error(`no answer within ${patience / 1000} seconds`)), patience);
      asked.on("error", (error) => {
        clearTimeout(late);
        reject(Object.assign(error, { reused: asked.reusedSocket }));
      });
      asked.on("response", (answer) => {
        clearTimeout(late);
        void readSome(answer).then((text) =>
          resolve({
            status: answer.statusCode ?? null,
            text,
            error: null,
            retryAfter: answer.headers["retry-after"] ?? null,
          }),
        );
      });
      asked.end(body);
    });
  }

  /** Connections are kept between requests: each was made to an address that had been checked. */
  #agent(url: URL): https.Agent | http.Agent {
    const kind = url.protocol;
    let agent = this.#agents.get(kind);
    if (!agent) {
      const options = { keepAlive: true, maxSockets: OPEN_PER_HOST, maxFreeSockets: 2, timeout: 30_000 };
      agent = kind === "https:" ? new https.Agent(options) : new http.Agent(options);
      this.#agents.set(kind, agent);
    }
    return agent;
  }

  /** The name is resolved once, and only what was checked is connected to: what it leads to a moment later does not count. */
  #lookup(vouched: boolean): LookupFunction {
    return (name, options, done) => {
      void this.#resolve(name).then(
        (found) => {
          const closed = found.find(({ address }) => !vouched && !isPublicAddress(address));
          if (closed || found.length === 0) {
            const why = closed ? `${name} leads into our own network` : `${name} leads nowhere`;
            return done(new Error(why), "", 0);
          }
          if (options.all) return done(null, found as never);
          return done(null, found[0]!.address, found[0]!.family);
        },
        (error: Error) => done(error, "", 0),
      );
    };
  }
}

/** A long or slow answer is cut: its status is what counts. */
function readSome(answer: http.IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    let whole = false;
    const end = () => {
      clearTimeout(late);
      if (!whole) answer.destroy();
      // What no column of PostgreSQL holds is left out.
      resolve(Buffer.concat(parts).subarray(0, READ_BYTES).toString("utf8").replaceAll("\0", ""));
    };
    const late = setTimeout(end, READ_MS);
    answer.on("data", (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > READ_BYTES) end();
    });
    answer.on("end", () => ((whole = true), end()));
    answer.on("error", end);
  });
}

const isStale = (error: unknown): boolean => {
  const { code, reused } = error as { code?: string; reused?: boolean };
  return reused === true && (code === "ECONNRESET" || code === "EPIPE");
};

function sentence(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  return (message || code || "it could not be sent").slice(0, 300);
}
