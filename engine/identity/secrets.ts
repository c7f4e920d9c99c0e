/** Random secrets that are shown once and kept as hashes. */
import { createHash, randomBytes } from "node:crypto";

/** `bytes` of randomness as letters and digits that survive URLs and double clicks. */
export function newSecret(bytes: number): string {
  return BigInt(`0x${randomBytes(bytes).toString("hex")}`).toString(36);
}

/** For secrets of 128 bits and more, where a slow hash adds nothing. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
