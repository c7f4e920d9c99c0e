/** The lock over an embedded PostgreSQL: held by its keeper, or by a restore that replaces it. */
import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

export interface KeeperLock {
  release(): void;
}

/** Referred to here, for a collected handle would be closed and its lock lost. */
const held = new Set<DatabaseSync>();

/**
 * Takes the lock if nobody has it. It is the operating system's own, by way of SQLite, which Node carries: it goes with
 * its process, however that ends, and there is no stale lock to judge.
 */
export function takeLock(path: string): KeeperLock | undefined {
  const file = new DatabaseSync(path);
  try {
    file.exec("pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive");
    // A reader could hold a lock of its own on it, and keep us out.
    chmodSync(path, 0o600);
    held.add(file);
    return {
      release: () => {
        held.delete(file);
        file.close();
      },
    };
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === 5) return undefined;
    throw error;
  }
}
