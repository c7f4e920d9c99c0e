/** Keeps one kind of work from taking all connections, so that the others go on when it stands still. */
import { Unavailable } from "#model/errors.ts";

/** Milliseconds. */
const MOMENT = 50;

export interface Room {
  /** So many are let in at once. */
  many: number;
  /** And so many more, who waited a moment for one of them to leave in vain. */
  more: number;
  /** Milliseconds until who waits is told that there is no room, and does not hang. */
  patience: number;
}

/**
 * More connections at work than the machine has cores do no more, and each has to plan by itself what it is asked for: who waits
 * a moment gets one that has.
 */
export class Bulkhead {
  readonly #room: Room;
  #inside = 0;
  readonly #waiting = new Set<() => void>();

  constructor(room: Room) {
    this.#room = room;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** In the order in which they came. Who is let in says when it leaves. @throws Unavailable where that took too long */
  async enter(): Promise<void> {
    const { many, more, patience } = this.#room;
    if (this.#inside < many && this.#waiting.size === 0) return void (this.#inside += 1);
    await new Promise<void>((resolve, reject) => {
      const letIn = (): void => {
        this.#waiting.delete(letIn);
        clearTimeout(moment);
        clearTimeout(end);
        this.#inside += 1;
        resolve();
      };
      const moment = setTimeout(() => this.#inside < many + more && letIn(), MOMENT);
      const end = setTimeout(() => {
        this.#waiting.delete(letIn);
        reject(new Unavailable("No connection to PostgreSQL became free in time. Try again shortly."));
      }, patience);
      this.#waiting.add(letIn);
    });
  }

  leave(): void {
    this.#inside -= 1;
    const [next] = this.#waiting;
    next?.();
  }
}
