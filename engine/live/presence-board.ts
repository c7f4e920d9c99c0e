/** Tells those at a record who else is there, as people come, go and begin to edit. */
import type { Context, Workspace } from "../context.ts";
import { visibleIds } from "../access/visible.ts";
import { PRESENCE_CHANNEL, type Notices } from "../identity/notices.ts";
import type { LiveHub } from "./hub.ts";
import { othersOf, readPresent, type Present } from "./presence.ts";

/** What one subscriber is told of one record. */
export interface PresenceMessage {
  object: string;
  id: string;
  people: ReturnType<typeof othersOf>;
}

type Board = Map<string, { object: string; people: Present[] }>;

/** Who leaves without a word is noticed by looking. */
const LOOK_EVERY_MS = 5_000;

export class PresenceBoard {
  readonly #hub: LiveHub;
  readonly #system: (workspace: Workspace) => Context;
  readonly #write: (message: PresenceMessage) => string;
  readonly #boards = new Map<string, Board>();
  readonly #looking = new Map<string, Promise<void>>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: {
    hub: LiveHub;
    system: (workspace: Workspace) => Context;
    notices: Notices;
    write: (message: PresenceMessage) => string;
  }) {
    this.#hub = options.hub;
    this.#system = options.system;
    this.#write = options.write;
    options.notices.onNotice((channel, slug) => {
      if (channel === PRESENCE_CHANNEL) for (const each of slug === "" ? this.#hub.slugs() : [slug]) this.#look(each);
    });
    this.#timer = setInterval(() => {
      for (const [slug, board] of this.#boards) if (board.size > 0) this.#look(slug);
    }, LOOK_EVERY_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** One look after the other; what fails is made good by the next. */
  #look(slug: string): void {
    const before = this.#looking.get(slug) ?? Promise.resolve();
    const look = before.then(() => this.#tell(slug)).catch(() => undefined);
    this.#looking.set(slug, look);
    void look.then(() => this.#looking.get(slug) === look && this.#looking.delete(slug));
  }

  async #tell(slug: string): Promise<void> {
    const subscribers = [...this.#hub.of(slug)];
    if (subscribers.length === 0) return void this.#boards.delete(slug);
    const before = this.#boards.get(slug) ?? new Map();
    const now = await readPresent(this.#system(subscribers[0]!.ctx.workspace));
    this.#boards.set(slug, now);
    for (const [id, { object, people }] of now) {
      if (JSON.stringify(people) === JSON.stringify(before.get(id)?.people)) continue;
      const there = new Set(people.map((one) => one.userId));
      for (const each of subscribers) {
        if (!there.has(each.ctx.actor.userId ?? "")) continue;
        // Rights may have gone since the person came.
        if (!(await visibleIds(each.ctx, new Map([[object, [id]]]))).has(id)) continue;
        each.tell(Buffer.from(this.#write({ object, id, people: othersOf(each.ctx, object, people) })));
      }
    }
  }
}
