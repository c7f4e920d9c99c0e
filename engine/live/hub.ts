/** Tells subscribers of this process what is committed anywhere: one look per workspace, one question per kind of viewer. */
import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { Unavailable } from "#model/errors.ts";
import type { Context, Workspace } from "../context.ts";
import {
  ACCESS_CHANNEL,
  CATALOGUE_CHANNEL,
  CHANGES_CHANNEL,
  IDENTITY_CHANNEL,
  type Notices,
} from "../identity/notices.ts";
import { audienceOf, messagesFor, objectsIn, type LiveMessage } from "./messages.ts";
import { currentSnapshot, readNews, type News } from "./news.ts";

export interface Subscriber {
  /** The viewer as last allowed; the hub replaces it when rights change. */
  ctx: Context;
  /** Who the viewer is allowed to be now; throws where not at all any more. */
  ask(): Promise<Context>;
  /** Names a set of wishes: subscribers of the same rights and wishes get the very same text. */
  readonly wishes: string;
  wants(message: LiveMessage): boolean;
  tell(text: Buffer): void;
  /** The rights have changed: what the viewer shows may be more or less now. */
  rightsChanged(): void;
  end(reason: "rights" | "behind" | "closing"): void;
}

/** Messages and the place behind them, as the stream says it. */
export type Writer = (workspace: Workspace, messages: readonly LiveMessage[], snapshot: string) => string;

interface Room {
  workspace: Workspace;
  subscribers: Set<Subscriber>;
  /** Those who come back are told with the next look what they missed, up to that look, and belong to it from then on. */
  returning: Set<Returning>;
  /** Up to where the subscribers have been told. */
  snapshot: string;
  looking: boolean;
  again: boolean;
  failures: number;
}

interface Returning {
  subscriber: Subscriber;
  /** Up to where it was told before, by whichever process. */
  since: string;
  back: PromiseWithResolvers<void>;
}

/** A notice may be lost with its process; so one looks by oneself too. */
const LOOK_EVERY_MS = 2_000;
/** Looking takes at most this share of the time: under a storm of changes more of them are told at once. */
const PAUSE_PER_MS = 3;
const LONGEST_PAUSE_MS = 100;
const MOST_FAILURES = 5;
const MOST_SUBSCRIBERS = 5_000;
const MOST_PER_VIEWER = 30;

export class LiveHub {
  readonly #rooms = new Map<string, Room>();
  readonly #system: (workspace: Workspace) => Context;
  readonly #write: Writer;
  readonly #timer: NodeJS.Timeout;
  readonly #closing: (() => void)[] = [];
  #closed = false;

  constructor(options: { system: (workspace: Workspace) => Context; notices: Notices; write: Writer }) {
    this.#system = options.system;
    this.#write = options.write;
    options.notices.onNotice((channel, slug) => {
      if (channel === CHANGES_CHANNEL) this.#wake(slug);
      if (channel === ACCESS_CHANNEL) this.#askAgain(slug);
      if (channel === CATALOGUE_CHANNEL) void this.#showAnew(slug);
      if (channel === IDENTITY_CHANNEL) this.#askAgain("");
    });
    this.#timer = setInterval(() => this.#wake(""), LOOK_EVERY_MS).unref();
  }

  get size(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.subscribers.size, 0);
  }

  /** Every subscriber of a workspace. */
  of(slug: string): Iterable<Subscriber> {
    return this.#rooms.get(slug)?.subscribers ?? [];
  }

  slugs(): string[] {
    return [...this.#rooms.keys()];
  }

  /** Up to where the subscribers of a workspace have been told. */
  placeOf(slug: string): string | undefined {
    return this.#rooms.get(slug)?.snapshot;
  }

  /**
   * Tells the subscriber what comes from now on, or from `since`, a place it was told before: each change once.
   * @returns the place from which or up to which the subscriber is told. @throws Unavailable where there are too many
   */
  async join(subscriber: Subscriber, since?: string): Promise<string> {
    const { workspace } = subscriber.ctx;
    if (this.#closed || this.size >= MOST_SUBSCRIBERS)
      throw new Unavailable("There are too many open streams just now", { retryAfter: 10 });
    const own = [...this.of(workspace.slug)].filter((each) => viewerOf(each) === viewerOf(subscriber));
    if (own.length >= MOST_PER_VIEWER)
      throw new Unavailable(`You have ${own.length} open streams already`, { retryAfter: 10, tooMany: true });
    if (!this.#rooms.has(workspace.slug)) {
      const snapshot = await currentSnapshot(this.#system(workspace));
      if (!this.#rooms.has(workspace.slug)) this.#rooms.set(workspace.slug, newRoom(workspace, snapshot));
    }
    // Nothing is waited for between finding the room and being in it: a room that is empty is given up.
    const room = this.#rooms.get(workspace.slug)!;
    if (since === undefined) room.subscribers.add(subscriber);
    else {
      const back = Promise.withResolvers<void>();
      room.returning.add({ subscriber, since, back });
      this.#wake(workspace.slug);
      await back.promise;
    }
    return room.snapshot;
  }

  leave(subscriber: Subscriber): void {
    const { slug } = subscriber.ctx.workspace;
    const room = this.#rooms.get(slug);
    room?.subscribers.delete(subscriber);
    if (room && isEmpty(room) && !room.looking) this.#rooms.delete(slug);
  }

  onClose(act: () => void): void {
    this.#closing.push(act);
  }

  close(): void {
    this.#closed = true;
    for (const act of this.#closing) act();
    clearInterval(this.#timer);
    for (const { subscribers, returning } of this.#rooms.values()) {
      for (const each of subscribers) each.end("closing");
      for (const { back } of returning) back.reject(new Unavailable("The server is being stopped", { retryAfter: 2 }));
    }
    this.#rooms.clear();
  }

  #wake(slug: string): void {
    for (const room of slug === "" ? this.#rooms.values() : [this.#rooms.get(slug)])
      if (room?.looking) room.again = true;
      else if (room) void this.#look(room);
  }

  async #look(room: Room): Promise<void> {
    room.looking = true;
    do {
      room.again = false;
      const began = performance.now();
      await this.#tellNews(room);
      const took = performance.now() - began;
      if (room.again) await wait(Math.min(LONGEST_PAUSE_MS, took * PAUSE_PER_MS));
    } while (room.again && !this.#closed);
    room.looking = false;
    if (isEmpty(room)) this.#rooms.delete(room.workspace.slug);
  }

  /** What could not be read now is read with the next look; after some in vain the subscribers are sent to ask anew. */
  async #tellNews(room: Room): Promise<void> {
    if (isEmpty(room)) return;
    const since = room.snapshot;
    const returning = [...room.returning];
    try {
      const news = await readNews(this.#system(room.workspace), since);
      // Who joins from here on begins behind this news; who joined meanwhile is told it.
      room.snapshot = news.snapshot;
      if (news.items.length > 0) await this.#spread(news, [...room.subscribers]);
      room.failures = 0;
      if (returning.length > 0) await this.#tellMissed(room, news.snapshot, returning);
    } catch {
      room.snapshot = since;
      room.failures += 1;
      if (room.failures >= MOST_FAILURES) for (const each of room.subscribers) each.end("behind");
      for (const each of returning) giveUp(room, each);
    }
  }

  /** Those who were told the same before are told together: after a restart all come back at once. */
  async #tellMissed(room: Room, until: string, returning: readonly Returning[]): Promise<void> {
    const told = [...Map.groupBy(returning, (each) => each.since)].map(async ([since, group]) => {
      try {
        const missed = await readNews(this.#system(room.workspace), since, until);
        const subscribers = group.map(({ subscriber }) => subscriber);
        if (missed.items.length > 0) await this.#spread(missed, subscribers);
        for (const each of group) {
          room.returning.delete(each);
          room.subscribers.add(each.subscriber);
          each.back.resolve();
        }
      } catch {
        for (const each of group) giveUp(room, each);
      }
    });
    await Promise.all(told);
  }

  async #spread({ items, snapshot }: News, subscribers: readonly Subscriber[]): Promise<void> {
    const objects = objectsIn(items);
    const audiences = Map.groupBy(subscribers, (each) => audienceOf(each.ctx, objects));
    const told = await Promise.all(
      [...audiences.values()].map(async (all) => ({ all, messages: await messagesFor(all[0]!.ctx, items) })),
    );
    for (const { all, messages } of told) {
      const texts = new Map<string, Buffer | null>();
      for (const each of all) {
        let text = texts.get(each.wishes);
        if (text === undefined) {
          const wanted = messages.filter((message) => each.wants(message));
          text = wanted.length > 0 ? Buffer.from(this.#write(each.ctx.workspace, wanted, snapshot)) : null;
          texts.set(each.wishes, text);
        }
        if (text !== null) each.tell(text);
      }
    }
  }

  /** Rights are asked anew for everyone whom the change may touch; who is allowed no more is cut off. */
  #askAgain(slug: string): void {
    for (const room of slug === "" ? this.#rooms.values() : [this.#rooms.get(slug)])
      for (const subscriber of room?.subscribers ?? []) void this.check(subscriber);
  }

  /** There are other objects, fields or settings now: news is read by them, and everyone looks anew at what there is. */
  async #showAnew(slug: string): Promise<void> {
    for (const room of slug === "" ? this.#rooms.values() : [this.#rooms.get(slug)])
      for (const subscriber of room?.subscribers ?? []) {
        const { catalogue, workspace: before } = subscriber.ctx;
        await this.check(subscriber);
        const { workspace } = subscriber.ctx;
        room!.workspace = workspace;
        const toldAlike = workspace.name === before.name && isDeepStrictEqual(workspace.settings, before.settings);
        if (subscriber.ctx.catalogue !== catalogue || !toldAlike) subscriber.rightsChanged();
      }
  }

  /** Is the viewer still allowed, and with which rights? Sessions and keys also end by themselves, without a notice. */
  async check(subscriber: Subscriber): Promise<void> {
    try {
      const { actor } = subscriber.ctx;
      subscriber.ctx = await subscriber.ask();
      if (JSON.stringify(actor) !== JSON.stringify(subscriber.ctx.actor)) subscriber.rightsChanged();
    } catch {
      // Also where the rights cannot be asked just now: nobody is told anything on rights that may be gone.
      subscriber.end("rights");
    }
  }
}

const newRoom = (workspace: Workspace, snapshot: string): Room => ({
  workspace,
  snapshot,
  subscribers: new Set(),
  returning: new Set(),
  looking: false,
  again: false,
  failures: 0,
});

const isEmpty = ({ subscribers, returning }: Room): boolean => subscribers.size + returning.size === 0;

/** What it missed could not be read: it comes back once more. */
function giveUp(room: Room, returning: Returning): void {
  room.returning.delete(returning);
  returning.back.reject(new Unavailable("The changes cannot be read just now", { retryAfter: 1 }));
}

const viewerOf = ({ ctx }: Subscriber): string => ctx.actor.apiKeyId ?? ctx.actor.userId ?? "";
