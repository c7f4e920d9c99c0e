/** Sends what webhooks are to be told, in every process that works on jobs: woken by notices, and looking by itself. */
import type { Context, Workspace } from "../../context.ts";
import { CHANGES_CHANNEL, WEBHOOKS_CHANNEL, type Notices } from "../../identity/notices.ts";
import type { Outbound } from "../../outbound/request.ts";
import { claimDue, type Claimed } from "./deliveries.ts";
import { fanOut, livingWebhooks } from "./fan-out.ts";
import { settle, switchOff } from "./outcome.ts";
import type { OffReason } from "./reader.ts";
import { openSecrets } from "./secrets.ts";
import { signedHeaders } from "./signature.ts";

const LOOK_EVERY_MS = 1_000;
/** For what is under way when the process has to stop; what is not over by then is sent again by another. */
const LAST_WAIT_MS = 5_000;

export interface SenderOptions {
  workspaces(): Promise<Workspace[]>;
  context(workspace: Workspace): Context;
  notices: Pick<Notices, "onNotice">;
  outbound: Outbound;
  /** Tells those who look after the workspace that a webhook was switched off. */
  tellOff(ctx: Context, webhook: { name: string; address: string }, reason: OffReason): Promise<void>;
}

interface Room {
  looking: boolean;
  again: boolean;
  /** There is nothing that could send anything; known until a notice says otherwise. */
  idle: boolean;
}

export class WebhookSender {
  readonly #options: SenderOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #closed = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    options.notices.onNotice((channel, slug) => {
      if (channel === WEBHOOKS_CHANNEL) this.#wake(slug, true);
      if (channel === CHANGES_CHANNEL) this.#wake(slug);
    });
    this.#timer = setInterval(() => this.#wake(""), LOOK_EVERY_MS).unref();
    this.#wake("");
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    const over = Promise.allSettled(this.#underWay);
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, LAST_WAIT_MS).unref())]);
  }

  /** `anew`: there may be other webhooks now. */
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
    if (room.idle) return;
    if (room.looking) room.again = true;
    else this.#keep(this.#look(workspace, room));
  }

  #keep(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  async #look(workspace: Workspace, room: Room): Promise<void> {
    room.looking = true;
    try {
      do {
        room.again = false;
        await this.#lookOnce(this.#options.context(workspace), workspace, room);
      } while (room.again && !this.#closed);
    } catch {
      // The database cannot be asked just now; the next look does.
    } finally {
      room.looking = false;
    }
  }

  async #lookOnce(ctx: Context, workspace: Workspace, room: Room): Promise<void> {
    const webhooks = await livingWebhooks(ctx);
    room.idle = webhooks.length === 0 && !room.again;
    for (const id of webhooks) {
      const done = await fanOut(ctx, id);
      if ("off" in done) await this.#switchOff(ctx, id, done.off);
      else if (done.more) room.again = true;
    }
    if (webhooks.length === 0 || this.#closed) return;
    for (const claimed of await claimDue(ctx)) this.#keep(this.#send(ctx, workspace, claimed));
  }

  async #send(ctx: Context, workspace: Workspace, claimed: Claimed): Promise<void> {
    const { message, body, address } = claimed;
    const secrets = openSecrets(ctx, claimed);
    const at = ctx.now();
    const headers = {
      "content-type": "application/json",
      "user-agent": "Raabta",
      ...signedHeaders({ id: message, at, body }, secrets),
    };
    const answered =
      secrets.length > 0
        ? await this.#options.outbound.post({ url: address, headers, body })
        : { status: null, text: "", error: "the secret cannot be read: make a new one", retryAfter: null, ms: 0 };
    try {
      const off = await settle(ctx, claimed, answered);
      if (off) await this.#switchOff(ctx, claimed.webhook_id, off);
    } catch {
      // What nobody noted is sent once more, when its lease is over.
    }
    this.#begin(workspace, false);
  }

  async #switchOff(ctx: Context, id: string, reason: OffReason): Promise<void> {
    const webhook = await switchOff(ctx, id, reason);
    if (webhook) await this.#options.tellOff(ctx, webhook, reason);
  }
}
