/** Secrets that have to be read again, such as those that sign webhooks: sealed with a key that stands in no database. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Catalogue } from "#model/catalogue.ts";

const CIPHER = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;

export class Vault {
  readonly #key: Buffer;

  /** @param secret RAABTA_SECRET: who changes it has to have such secrets made anew */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "raabta vault", 32));
  }

  seal(text: string): string {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(CIPHER, this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
  }

  /** @returns undefined where it was sealed with another key, or has been tampered with */
  open(sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, "base64");
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, NONCE), { authTagLength: TAG });
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
    } catch {
      return undefined;
    }
  }
}

const vaults = new WeakMap<Catalogue, Vault>();

/** Said once at start-up. */
export function keepVault(catalogue: Catalogue, vault: Vault): void {
  vaults.set(catalogue, vault);
}

export function vaultOf(catalogue: Catalogue): Vault {
  const vault = vaults.get(catalogue.base ?? catalogue);
  if (!vault)
    throw new Error("Nobody has said by which key secrets are sealed: call keepVault(catalogue, vault) at the start");
  return vault;
}
