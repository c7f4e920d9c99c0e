/** Whoever looks into what a webhook sends, or has it send, may give its role: else it would tell them what they may not read. */
import type { Context } from "../../context.ts";
import { assertMayGive } from "../../identity/membership.rules.ts";
import { idOf, read } from "../../query/read.ts";

/** @throws NotFound where there is no such webhook, Forbidden where its role may do more than the actor's */
export async function assertReadsAsMuch(ctx: Context, webhookId: string): Promise<void> {
  const { role } = await read(ctx, "webhook", webhookId, { fields: ["role"] });
  await assertMayGive(ctx, idOf(role) ?? "");
}
