/** Slows guessing down: counts attempts by account and address, and by each alone; those that succeed count no more. */
import { createHash } from "node:crypto";
import { Unavailable } from "#model/errors.ts";

const WINDOW_MS = 15 * 60_000;
/** Failures within the window after which one must wait. An address may serve an office; an account is one person. */
const LIMITS = { pair: 5, address: 50, account: 30 };
const MAX_KEPT = 50_000;

interface Count {
  failures: number;
  from: number;
}

export class Attempts {
  readonly #counts = new Map<string, Count>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Counts an attempt before its outcome is known, so that many at the same time are no more than the limit.
   * @throws Unavailable (429) with the seconds to wait. Known and unknown accounts are counted alike.
   */
  begin(account: string, address: string): void {
    const keys = keysOf(account, address);
    this.#refuseBeyond(keys);
    for (const [, key] of keys) {
      const count = this.#counts.get(key);
      if (count && count.from + WINDOW_MS > this.#now()) count.failures += 1;
      else this.#counts.set(key, { failures: 1, from: this.#now() });
    }
    if (this.#counts.size > MAX_KEPT) this.#forget();
  }

  succeeded(account: string, address: string): void {
    for (const [kind, key] of keysOf(account, address)) {
      const count = this.#counts.get(key);
      if (kind !== "address") this.#counts.delete(key);
      else if (count && count.failures > 0) count.failures -= 1;
    }
  }

  #refuseBeyond(keys: readonly [Kind, string][]): void {
    for (const [kind, key] of keys) {
      const count = this.#counts.get(key);
      if (!count) continue;
      const left = count.from + WINDOW_MS - this.#now();
      if (left <= 0) this.#counts.delete(key);
      else if (count.failures >= LIMITS[kind]) {
        throw new Unavailable("Too many attempts to sign in. Wait a little, or reset the password.", {
          tooMany: true,
          retryAfter: Math.ceil(left / 1000),
        });
      }
    }
  }

  #forget(): void {
    for (const [key, count] of this.#counts) if (count.from + WINDOW_MS <= this.#now()) this.#counts.delete(key);
    for (const key of this.#counts.keys()) {
      if (this.#counts.size <= MAX_KEPT / 2) return;
      this.#counts.delete(key);
    }
  }
}

type Kind = keyof typeof LIMITS;

/** Hashed, so that names of any length cost the same and no list of people stands in memory. */
function keysOf(account: string, address: string): [Kind, string][] {
  const who = account.trim().toLowerCase();
  const key = (kind: Kind, text: string): [Kind, string] => [
    kind,
    createHash("sha256").update(`${kind}\0${text}`).digest("base64"),
  ];
  return [key("pair", `${who}\0${address}`), key("address", address), key("account", who)];
}
