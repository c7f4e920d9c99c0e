/** Readers of changes that are cut off again and again: of the feed by its cursor, and of the live stream by its last id. */
import { setTimeout as wait } from "node:timers/promises";
import type { Asking } from "./asking.ts";
import type { Program } from "./program.ts";

/** Reads the feed until told to end, then what is left. */
export class FeedReader {
  /** Ids of the events in the order they came. */
  readonly events: string[] = [];
  readonly #asking: Asking;
  readonly #running: Promise<void>;
  #over = false;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#running = this.#read();
  }

  async end(): Promise<void> {
    this.#over = true;
    await this.#running;
  }

  async #read(): Promise<void> {
    for (let cursor = "", last = false; !last;) {
      last = this.#over;
      for (let more = true; more;) {
        const { status, body, text } = await this.#asking.ask(`changes?limit=500${cursor && `&cursor=${cursor}`}`);
        if (status !== 200) throw new Error(`The feed answered ${status}: ${text}`);
        const page = body as { data: { id: string }[]; nextCursor: string; more: boolean };
        this.events.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
        more = page.more;
      }
      await wait(50);
    }
  }
}

interface Told {
  id?: string;
  version?: number;
  many?: number;
}

/** Follows the changes of contacts; where the stream breaks off it goes on at the other server. */
export class LiveReader {
  /** Changes that were told one by one, as `id version`. */
  readonly told: string[] = [];
  /** Changes that were told as a number. */
  many = 0;
  connections = 0;
  readonly #webs: readonly Program[];
  readonly #key: string;
  readonly #ended = new AbortController();
  readonly #running: Promise<void>;
  /** What came since the last id: it counts only with the next one. */
  #coming: Told[] = [];
  #place: string | undefined;
  #resets = 0;

  /** @param webs in the order in which they are tried */
  constructor(webs: readonly Program[], key: string) {
    this.#webs = webs;
    this.#key = key;
    this.#running = this.#follow();
  }

  get count(): number {
    return this.told.length + this.many;
  }

  /** Whether it was ever told to read anew, which no test here expects. */
  get resets(): number {
    return this.#resets;
  }

  /** Has been told where it begins. */
  async begun(): Promise<void> {
    while (this.#place === undefined) await wait(10);
  }

  async end(): Promise<void> {
    this.#ended.abort();
    await this.#running;
  }

  async #follow(): Promise<void> {
    for (let turn = 0; !this.#ended.signal.aborted; turn++) {
      const web = this.#webs[turn % this.#webs.length]!;
      this.#coming = [];
      try {
        const headers = { authorization: `Bearer ${this.#key}`, ...(this.#place && { "last-event-id": this.#place }) };
        const { signal } = this.#ended;
        const answer = await fetch(`${web.url}/api/v1/live?object=contact`, { headers, signal });
        if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
        this.connections += 1;
        let text = "";
        for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
          const events = `${text}${chunk}`.split("\n\n");
          text = events.pop()!;
          for (const event of events) this.#take(event);
        }
      } catch {
        await wait(20);
      }
    }
  }

  #take(event: string): void {
    const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, "m").exec(event)?.[1];
    const [kind, id, data] = [field("event"), field("id"), field("data")];
    if (kind === "change") this.#coming.push(JSON.parse(data!) as Told);
    if (kind === "reset") this.#resets += 1;
    if (id === undefined) return;
    this.#place = id;
    for (const { id: record, version, many } of this.#coming)
      if (many === undefined) this.told.push(`${record} ${version}`);
      else this.many += many;
    this.#coming = [];
  }
}
