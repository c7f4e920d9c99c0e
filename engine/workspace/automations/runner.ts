/** Runs automations in every process that works on jobs: woken by notices, and looking by itself. */
import type { Context, Workspace } from "../../context.ts";
import { AUTOMATIONS_CHANNEL, CHANGES_CHANNEL, type Notices } from "../../identity/notices.ts";
import { lookAtChanges, runHeld } from "./look-at-changes.ts";
import { isDue, lookByTime } from "./look-by-time.ts";
import { standingAutomations } from "./standing.ts";

const LOOK_EVERY_MS = 2_000;
/** What failed as a whole, because the database was away say, is tried again with the next look. */
export interface RunnerOptions {
  workspaces(): Promise<Workspace[]>;
  context(workspace: Workspace): Context;
  notices: Pick<Notices, "onNotice">;
}

interface Room {
  looking: boolean;
  again: boolean;
  /** None is on; known until a notice says otherwise. */
  idle: boolean;
}

export class AutomationRunner {
  readonly #options: RunnerOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #closed = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    options.notices.onNotice((channel, slug) => {
      if (channel === AUTOMATIONS_CHANNEL) this.#wake(slug, true);
      if (channel === CHANGES_CHANNEL) this.#wake(slug);
    });
    this.#timer = setInterval(() => this.#wake(""), LOOK_EVERY_MS).unref();
    this.#wake("");
  }

  /** Ends when what is under way stands or was given back. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await Promise.allSettled(this.#underWay);
  }

  /** `anew`: others may be on now. */
  #wake(slug: string, anew = false): void {
    if (this.#closed) return;
    void this.#options.workspaces().then(
      (all) => {
        for (const workspace of all) if (slug === "" || workspace.slug === slug) this.#begin(workspace, anew);
      },
      // Asked again with the next look.
      () => undefined,
    );
  }

  #begin(workspace: Workspace, anew: boolean): void {
    const room = this.#rooms.get(workspace.slug) ?? { looking: false, again: false, idle: false };
    this.#rooms.set(workspace.slug, room);
    if (anew) room.idle = false;
    if (room.idle || this.#closed) return;
    if (room.looking) {
      room.again = true;
      return;
    }
    const work = this.#look(workspace, room);
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  async #look(workspace: Workspace, room: Room): Promise<void> {
    room.looking = true;
    try {
      do {
        room.again = false;
        const found = await lookOnce(this.#options.context(workspace));
        if (found === "more") room.again = true;
        // A notice that came meanwhile says that there may be one now.
        else room.idle = found === "none" && !room.again;
      } while (room.again && !this.#closed);
    } catch {
      // The database cannot be asked just now; the next look does.
    } finally {
      room.looking = false;
    }
  }
}

/** One look at all that could set something off. `none`: no automation is on. */
export async function lookOnce(ctx: Context): Promise<"none" | "more" | "all"> {
  const standing = await standingAutomations(ctx);
  if (standing.length === 0) return "none";
  let more = false;
  for (const automation of standing) {
    if (automation.held && automation.room > 0) more = (await runHeld(ctx, automation)) || more;
    if (isDue(automation, ctx.now())) more = (await lookByTime(ctx, automation)) || more;
  }
  if (standing.some(({ trigger }) => trigger.on !== "time")) more = (await lookAtChanges(ctx, standing)) || more;
  return more ? "more" : "all";
}
