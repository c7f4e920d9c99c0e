/** Sends a test message at once and says what came back; nothing follows from it. */
import { sql } from "#model/sql.ts";
import { Conflict } from "#model/errors.ts";
import { plainText } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { outboundOf } from "../../outbound/kept.ts";
import type { Answered } from "../../outbound/request.ts";
import { read } from "../../query/read.ts";
import { uuidv7 } from "../../records/uuid.ts";
import { openSecrets, type SealedSecrets } from "./secrets.ts";
import { signedHeaders } from "./signature.ts";

/** @throws Conflict where the webhook has no secret yet */
export async function sendTrial(ctx: Context, id: string): Promise<Answered> {
  const webhook = await read(ctx, "webhook", id);
  const [sealed] = await ctx.db.query(
    sql<SealedSecrets>`select secret, null as former from webhook_secrets where webhook_id = ${id}::uuid`,
  );
  const secrets = sealed ? openSecrets(ctx, sealed) : [];
  if (secrets.length === 0) throw new Conflict("Make a secret first; messages are signed with it");
  const at = ctx.now();
  const data = { webhook: { id, name: plainText(webhook["name"]) } };
  const body = JSON.stringify({ type: "webhook.test", timestamp: at.toISOString(), data });
  const headers = signedHeaders({ id: `test_${uuidv7()}`, at, body }, secrets);
  return outboundOf(ctx.catalogue).post({
    url: plainText(webhook["address"]),
    headers: { "content-type": "application/json", "user-agent": "Raabta", ...headers },
    body,
  });
}
