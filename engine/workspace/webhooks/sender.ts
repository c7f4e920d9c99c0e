/** Sends what webhooks are to be told, in every process that works on jobs: woken by notices, and looking by itself. */
import type { Context, Workspace } from "../../context.ts";
import { WEBHOOKS_CHANNEL } from "../../identity/notices.ts";
import { Rounds, type Look, type RoundsOptions } from "../../jobs/rounds.ts";
import type { Outbound } from "../../outbound/request.ts";
import { claimDue, type Claimed } from "./deliveries.ts";
import { fanOut, livingWebhooks } from "./fan-out.ts";
import { settle, switchOff } from "./outcome.ts";
import type { OffReason } from "./reader.ts";
import { openSecrets } from "./secrets.ts";
import { signedHeaders } from "./signature.ts";

export interface SenderOptions extends Pick<RoundsOptions, "workspaces" | "notices" | "fault"> {
  context(workspace: Workspace): Context;
  outbound: Outbound;
  /** Tells those who look after the workspace that a webhook was switched off. */
  tellOff(ctx: Context, webhook: { name: string; address: string }, reason: OffReason): Promise<void>;
}

export class WebhookSender {
  readonly #options: SenderOptions;
  readonly #rounds: Rounds;

  constructor(options: SenderOptions) {
    this.#options = options;
    const { workspaces, notices, fault } = options;
    this.#rounds = new Rounds({
      workspaces,
      notices,
      fault,
      anew: WEBHOOKS_CHANNEL,
      look: (workspace) => this.#look(options.context(workspace), workspace),
    });
  }

  close(): Promise<void> {
    return this.#rounds.close();
  }

  async #look(ctx: Context, workspace: Workspace): Promise<Look> {
    const webhooks = await livingWebhooks(ctx);
    let again = false;
    for (const id of webhooks) {
      const done = await fanOut(ctx, id);
      if ("off" in done) await this.#switchOff(ctx, id, done.off);
      else if (done.more) again = true;
    }
    if (webhooks.length > 0 && !this.#rounds.closed)
      for (const claimed of await claimDue(ctx)) this.#rounds.keep(this.#send(ctx, workspace, claimed));
    return { idle: webhooks.length === 0, again };
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
    this.#rounds.begin(workspace);
  }

  async #switchOff(ctx: Context, id: string, reason: OffReason): Promise<void> {
    const webhook = await switchOff(ctx, id, reason);
    if (webhook) await this.#options.tellOff(ctx, webhook, reason);
  }
}
