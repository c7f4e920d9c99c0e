/** Who changes what records are lets others go first: after each such change PostgreSQL plans all their statements anew. */
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds after a change in which the next one looks whether others have caught up. */
const AFTERMATH = 5_000;
/** Nobody gives way for longer. */
const LONGEST = 3_000;
const LOOK = 5;
/** So many at work, oneself among them, hinder nobody. */
const FEW = 3;

export class GivingWay {
  /** How many are at work, or wait for a connection. */
  readonly #atWork: () => number;
  /** By schema, when what records are was changed last, by `performance.now()`. */
  readonly #changed = new Map<string, number>();

  constructor(atWork: () => number) {
    this.#atWork = atWork;
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
    while (this.#atWork() > FEW && performance.now() - begun < LONGEST) await sleep(LOOK);
  }
}
