/** The secrets by which a webhook's messages are signed: shown once, sealed, two of them while one takes the place of the other. */
import { sql } from "#model/sql.ts";
import type { Context } from "../../context.ts";
import { withAllRights } from "../../identity/acting.ts";
import { vaultOf } from "../../identity/vault.ts";
import { update } from "../../records/records.ts";
import { assertReadsAsMuch } from "./reads-as-much.ts";
import { newSigningSecret } from "./signature.ts";
import { wakeSenders } from "./webhook.rules.ts";

/** Hours for which messages carry the signature of the former secret too, where nobody says otherwise. */
export const OVERLAP_HOURS = 24;

/** Makes a new secret; it is told this once. @throws NotFound */
export function renewSecret(ctx: Context, id: string, overlapHours = OVERLAP_HOURS): Promise<string> {
  return ctx.transaction(async (inner) => {
    await assertReadsAsMuch(inner, id);
    const secret = newSigningSecret();
    const now = inner.now();
    const until = new Date(now.getTime() + overlapHours * 3_600_000).toISOString();
    await inner.db
      .query(sql`insert into webhook_secrets (webhook_id, secret) values (${id}::uuid, ${vaultOf(inner.catalogue).seal(secret)})
      on conflict (webhook_id) do update set former = webhook_secrets.secret, former_until = ${until}::timestamptz, secret = excluded.secret`);
    await update(withAllRights(inner), "webhook", id, { secretSetAt: now.toISOString() });
    await wakeSenders(inner);
    return secret;
  });
}

export interface SealedSecrets {
  secret: string;
  former: string | null;
}

/** @returns none where they were sealed with another key */
export function openSecrets(ctx: Context, { secret, former }: SealedSecrets): string[] {
  const vault = vaultOf(ctx.catalogue);
  return [secret, former].flatMap((each) => (each === null ? [] : (vault.open(each) ?? [])));
}
