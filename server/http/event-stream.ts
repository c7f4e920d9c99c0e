/** An answer that goes on: server-sent events to one client, who is let go when it cannot keep up. */
import type { ServerResponse } from "node:http";

/** Bytes that may wait for a client before it counts as too slow. */
const MOST_WAITING = 256 * 1024;

export class EventStream {
  readonly #raw: ServerResponse;
  #ended = false;

  /** Begins the answer. `headers` are those that every answer has. */
  constructor(raw: ServerResponse, headers: Record<string, number | string | string[] | undefined>) {
    this.#raw = raw;
    raw.writeHead(200, {
      ...headers,
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Proxies that gather answers before they pass them on are asked not to.
      "x-accel-buffering": "no",
    });
    raw.socket?.setNoDelay(true);
  }

  /** Hears once that the client has gone, or was let go. */
  onEnd(act: () => void): void {
    const gone = (): void => {
      this.#ended = true;
      act();
    };
    // It may have gone before the answer began.
    if (this.#raw.destroyed) gone();
    else this.#raw.once("close", gone);
  }

  /** A client that has not taken what was sent before is cut off; it comes back and says from where. */
  write(text: string | Buffer): void {
    if (this.#ended) return;
    if (this.#raw.writableLength > MOST_WAITING) this.#raw.destroy();
    else this.#raw.write(text);
  }

  end(lastWords: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#raw.end(lastWords);
    // A client that never reads would hold its socket for ever.
    setTimeout(() => this.#raw.destroy(), 1_000).unref();
  }
}

/** One event. `id` is what the client sends back as Last-Event-ID. */
export function sseEvent(name: string, data: unknown, id?: string): string {
  return `event: ${name}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** Keeps the connection alive, and moves the client's place on without an event. */
export const sseHeartbeat = (id: string): string => `: \nid: ${id}\n\n`;
