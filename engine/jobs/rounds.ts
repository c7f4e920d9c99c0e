/** Looks after each workspace in a process that works on jobs: woken by notices of changes, and looking by itself. */
import { Unavailable } from "#model/errors.ts";
import type { Workspace } from "../context.ts";
import { CHANGES_CHANNEL, type Notices } from "../identity/notices.ts";

const LOOK_EVERY_MS = 1_000;
/** For what is under way when the process has to stop; what is not over by then is taken up by another. */
const LAST_WAIT_MS = 5_000;

/** `idle`: there is nothing to look after; known until a notice says otherwise. `again`: more waits already. */
export interface Look {
  idle: boolean;
  again: boolean;
}

export interface RoundsOptions {
  workspaces(): Promise<Workspace[]>;
  notices: Pick<Notices, "onNotice">;
  /** The channel that says that there may be something to look after where there was nothing. */
  anew: string;
  /** One look at a time for each workspace. What it throws is tried again with the next. */
  look(workspace: Workspace): Promise<Look>;
  /** Hears what stands in the way of a workspace's looks, once until one of them ends well; not that the database is away. */
  fault(workspace: Workspace, error: unknown): void;
}

interface Room {
  looking: boolean;
  again: boolean;
  idle: boolean;
  /** What was told last. */
  fault?: string | undefined;
}

export class Rounds {
  closed = false;
  readonly #options: RoundsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: RoundsOptions) {
    this.#options = options;
    options.notices.onNotice((channel, slug) => {
      if (channel === options.anew) this.#wake(slug, true);
      if (channel === CHANGES_CHANNEL) this.#wake(slug);
    });
    this.#timer = setInterval(() => this.#wake(""), LOOK_EVERY_MS).unref();
    this.#wake("");
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.#timer);
    const over = Promise.allSettled(this.#underWay);
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, LAST_WAIT_MS).unref())]);
  }

  /** Work that `close` waits for. */
  keep(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  begin(workspace: Workspace, anew = false): void {
    if (this.closed) return;
    const room = this.#rooms.get(workspace.slug) ?? { looking: false, again: false, idle: false };
    this.#rooms.set(workspace.slug, room);
    if (anew) room.idle = false;
    if (room.idle) return;
    if (room.looking) room.again = true;
    else this.keep(this.#look(workspace, room));
  }

  #wake(slug: string, anew = false): void {
    if (this.closed) return;
    void this.#options.workspaces().then(
      (all) => {
        for (const workspace of all) if (slug === "" || workspace.slug === slug) this.begin(workspace, anew);
      },
      // Asked again with the next look.
      () => undefined,
    );
  }

  async #look(workspace: Workspace, room: Room): Promise<void> {
    room.looking = true;
    try {
      do {
        room.again = false;
        const { idle, again } = await this.#options.look(workspace);
        room.idle = idle && !room.again;
        if (again) room.again = true;
        room.fault = undefined;
      } while (room.again && !this.closed);
    } catch (error) {
      this.#tell(workspace, room, error);
    } finally {
      room.looking = false;
    }
  }

  /** A database that cannot be asked just now is asked by the next look. */
  #tell(workspace: Workspace, room: Room, error: unknown): void {
    const fault = String(error);
    if (error instanceof Unavailable || room.fault === fault) return;
    room.fault = fault;
    this.#options.fault(workspace, error);
  }
}
