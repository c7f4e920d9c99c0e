/** Lets people go first: jobs between two chunks, and who changes what records are, for then PostgreSQL plans all statements anew. */
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds after a change in which the next one looks whether others have caught up. */
const AFTERMATH = 5_000;
/** Nobody gives way for longer. */
const LONGEST = 3_000;
/** Nor a job for longer than this at a time: it has to end some day. */
const LONGEST_OF_A_CHUNK = 250;
const LOOK = 5;
/** People with so many statements under way are in nobody's way. */
const FEW = 3;

export class GivingWay {
  /** Statements and transactions of people that are under way, or wait for a connection. */
  readonly #atWork: () => number;
  /** By schema, when what records are was changed last, by `performance.now()`. */
  readonly #changed = new Map<string, number>();
  /** By schema, how many transactions of this process change its shape or are about to. */
  readonly #shaping = new Map<string, number>();

  constructor(atWork: () => number) {
    this.#atWork = atWork;
  }

  changed(schema: string): void {
    this.#changed.set(schema, performance.now());
  }

  /**
   * Resolves when those have caught up who were hindered by the last change of this schema, and no one else of this process changes
   * it, or when that took too long. Who holds a connection or locks meanwhile is in the way of those who are waited for.
   * @returns to be called when one's own change is over
   */
  async toShape(schema: string): Promise<() => void> {
    await this.#calm(LONGEST, () => this.#shaping.has(schema) || (this.#isAftermath(schema) && this.#isBusy()));
    this.#shaping.set(schema, (this.#shaping.get(schema) ?? 0) + 1);
    return () => {
      const left = this.#shaping.get(schema)! - 1;
      if (left > 0) this.#shaping.set(schema, left);
      else this.#shaping.delete(schema);
    };
  }

  /** Between two chunks of a job. */
  betweenChunks(): Promise<void> {
    return this.#calm(LONGEST_OF_A_CHUNK, () => this.#isBusy());
  }

  #isBusy(): boolean {
    return this.#atWork() > FEW;
  }

  #isAftermath(schema: string): boolean {
    const last = this.#changed.get(schema);
    return last !== undefined && performance.now() - last < AFTERMATH;
  }

  async #calm(longest: number, stirs: () => boolean): Promise<void> {
    const begun = performance.now();
    while (stirs() && performance.now() - begun < longest) await sleep(LOOK);
  }
}
