/** Lets people go first: jobs between two chunks, and who changes what records are, for then PostgreSQL plans all statements anew. */
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds after a change in which the next one looks whether others have caught up. */
const AFTERMATH = 5_000;
/** Nobody gives way for longer. */
const LONGEST = 3_000;
/** Nor a job for longer than this at a time: it has to end some day. */
const LONGEST_OF_A_CHUNK = 250;
const LOOK = 5;
/** People with so many statements under way, oneself among them, are in nobody's way. */
const FEW = 3;

export class GivingWay {
  /** Statements and transactions of people that are under way, or wait for a connection. */
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
  async afterOthers(schema: string): Promise<void> {
    const last = this.#changed.get(schema);
    if (last === undefined) return;
    if (performance.now() - last > AFTERMATH) return void this.#changed.delete(schema);
    await this.#calm(LONGEST);
  }

  /** Between two chunks of a job. */
  betweenChunks(): Promise<void> {
    return this.#calm(LONGEST_OF_A_CHUNK);
  }

  async #calm(longest: number): Promise<void> {
    const begun = performance.now();
    while (this.#atWork() > FEW && performance.now() - begun < longest) await sleep(LOOK);
  }
}
