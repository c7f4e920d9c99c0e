/** A link by which a person sets a new password: mailed where mail can be sent, else handed over by an administrator. */
import { randomBytes } from "node:crypto";
import { NotFound } from "#model/errors.ts";
import { findAccount } from "./accounts.ts";
import type { Auth } from "./auth.ts";

const VALID_MS = 24 * 3_600_000;

export const resetUrl = (publicUrl: string, token: string): string =>
  new URL(`/reset?token=${encodeURIComponent(token)}`, publicUrl).href;

/** A one-time link, good for 24 hours. @throws NotFound where nobody signs in with this e-mail. */
export async function createResetLink(
  identity: { auth: Auth; publicUrl: string },
  email: string,
): Promise<{ url: string; expiresAt: Date }> {
  const account = await findAccount(identity.auth, email);
  if (!account) throw new NotFound(`Nobody signs in with ${email}.`);
  const { internalAdapter } = await (await identity.auth.instance()).$context;
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + VALID_MS);
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: account.id,
    expiresAt,
  });
  return { url: resetUrl(identity.publicUrl, token), expiresAt };
}
