/** Who changes what records are lets others go first: after each such change PostgreSQL plans all their statements anew. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

/** Milliseconds after a change in which the next one looks whether others have caught up. */
const AFTERMATH = 5_000;
/** Nobody gives way for longer. */
const LONGEST = 3_000;
const LOOK = 5;
/** Connections at work, the own one among them, with which nobody is hindered. */
const FEW = 3;

type Connections = Pick<pg.Pool, "totalCount" | "idleCount" | "waitingCount">;

export class GivingWay {
  readonly #connections: Connections;
  /** By schema, when what records are was changed last, by `performance.now()`. */
  readonly #changed = new Map<string, number>();

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  changed(schema: string): void {
    this.#changed.set(schema, performance.now());
  }

  /** Resolves when those have caught up who were hindered by the last change of this schema, or have had time enough. */
  async toOthers(schema: string): Promise<void> {
    const last = this.#changed.get(schema);
    if (last === undefined) return;
    const begun = performance.now();
    if (begun - last > AFTERMATH) return void this.#changed.delete(schema);
    while (this.#busy() && performance.now() - begun < LONGEST) await sleep(LOOK);
  }

  #busy(): boolean {
    const { totalCount, idleCount, waitingCount } = this.#connections;
    return waitingCount > 0 || totalCount - idleCount > FEW;
  }
}
