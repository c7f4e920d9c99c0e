/** Room on the disk: when it is nearly gone nothing more is begun, so that PostgreSQL keeps what it needs to live. */
import { statfs } from "node:fs/promises";
import { Unavailable } from "#model/errors.ts";

/** Bytes that are left alone, and the share of a small disk that is. */
const RESERVE = 256 * 2 ** 20;
const RESERVED_SHARE = 1 / 20;
const LOOK_EVERY_MS = 500;
/** Seconds after which it is worth trying again. */
const RETRY_AFTER = 30;

/** What systems and PostgreSQL say where nothing more can be written. */
const FULL = new Set(["ENOSPC", "EDQUOT", "53100"]);

export const storageFull = (what = "Nothing was changed"): Unavailable =>
  new Unavailable(`The disk of the server is full. ${what}. Its administrator has to make room; then all goes on.`, {
    retryAfter: RETRY_AFTER,
    full: true,
  });

/** Whether an error, or what it stands for, comes of a full disk. */
export function isStorageFull(error: unknown): boolean {
  if (error instanceof Unavailable) return error.code === "storage_full";
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return (typeof code === "string" && FULL.has(code)) || (cause instanceof Error && isStorageFull(cause));
}

/** Whether the disk of a folder has less left than is needed to live. A disk that tells nothing counts as one with room. */
export async function isNearlyFull(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined);
  if (!found) return false;
  const { bavail, blocks, bsize } = found;
  return bavail * bsize < Math.min(RESERVE, blocks * bsize * RESERVED_SHARE);
}

/** @throws Unavailable (507) where the disk of the folder has too little room. */
export async function assertRoom(folder: string): Promise<void> {
  if (await isNearlyFull(folder)) throw storageFull();
}

/** Looks twice a second how much is left on the disk of a folder. */
export class Space {
  #full = false;
  readonly #folder: string;
  readonly #timer: NodeJS.Timeout;

  constructor(folder: string) {
    this.#folder = folder;
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  get full(): boolean {
    return this.#full;
  }

  /** Looks now. */
  async look(): Promise<void> {
    this.#full = await isNearlyFull(this.#folder);
  }

  /** @throws Unavailable (507) while there is too little room to write anything that can wait. */
  assertFree(): void {
    if (this.full) throw storageFull();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
