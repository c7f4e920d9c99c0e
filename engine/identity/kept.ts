/** A small memory of answers: bounded, short-lived, and bypassed whenever changes might go unheard. */

interface Entry<V> {
  value: V;
  until: number;
}

export interface KeptOptions {
  /** How many are kept; the one unused for longest goes first. */
  size: number;
  /** Milliseconds after which an answer is asked for again. */
  ms: number;
  /** May the memory be used at this moment? */
  trusted: () => boolean;
}

export class Kept<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #options: KeptOptions;
  /** Rises with every clearing: an answer asked for before must not be kept after. */
  #epoch = 0;

  constructor(options: KeptOptions) {
    this.#options = options;
  }

  async get(key: string, ask: () => Promise<V>): Promise<V> {
    if (!this.#options.trusted()) return ask();
    const entry = this.#entries.get(key);
    if (entry && entry.until > Date.now()) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      return entry.value;
    }
    const epoch = this.#epoch;
    const value = await ask();
    if (epoch === this.#epoch) this.#keep(key, value);
    return value;
  }

  clear(prefix = ""): void {
    this.#epoch += 1;
    if (prefix === "") return this.#entries.clear();
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
  }

  #keep(key: string, value: V): void {
    this.#entries.set(key, { value, until: Date.now() + this.#options.ms });
    if (this.#entries.size <= this.#options.size) return;
    for (const oldest of this.#entries.keys()) return void this.#entries.delete(oldest);
  }
}
