/** Signs messages as the Standard Webhooks specification says (https://www.standardwebhooks.com), version v1. */
import { createHmac, randomBytes } from "node:crypto";

const MARK = "whsec_";

export const newSigningSecret = (): string => `${MARK}${randomBytes(32).toString("base64")}`;

/** @param secrets `whsec_…`; while one takes the place of another both sign */
export function signedHeaders(
  message: { id: string; at: Date; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = `${Math.floor(message.at.getTime() / 1000)}`;
  const signed = `${message.id}.${timestamp}.${message.body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(MARK.length), "base64");
    return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  });
  return { "webhook-id": message.id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
