/** What the answers told: ids, cursors and ETags by collection, to be put into later requests. */
import type { Answered } from "#server/http/house.fixtures.ts";

const NEVER = "01890000-0000-7000-8000-000000000000";
/** What is known stays in bounds, so that old ids go and new ones come. */
const MOST = 40;

export class Known {
  readonly #ids = new Map<string, string[]>();
  readonly #cursors = new Map<string, string[]>();
  readonly #etags = new Map<string, string[]>();
  #turn: number;

  /** @param seed decides which of what is known is taken */
  constructor(seed: number) {
    this.#turn = seed;
  }

  /** An id of the collection as a rule; now and then one of another, or one that never was. */
  id(of: string): string {
    const chance = this.#chance();
    const own = chance % 8 > 0 ? this.#ids.get(of) : undefined;
    const ids = own ?? [...this.#ids.values()].flat();
    return chance % 19 === 0 ? NEVER : (pick(ids, this.#chance()) ?? NEVER);
  }

  /** The text with all that stands for something known replaced. */
  putIn(text: string, of: string): string {
    return text.replaceAll(/@id:([\w-]+)@|@(id|cursor|etag)/g, (_all, collection: string | undefined, what) => {
      if (collection !== undefined) return this.id(collection);
      if (what === "cursor") return pick(this.#cursors.get(of), this.#chance()) ?? "end";
      if (what === "etag") return pick(this.#etags.get(of), this.#chance()) ?? '"1"';
      return this.id(of);
    });
  }

  learn(of: string, { text, headers }: Answered): void {
    const told = text.slice(0, 5_000);
    const ids = [...told.matchAll(/"id":"([0-9a-f-]{36})"/g)].map(([, id]) => id!);
    add(this.#ids, of, ids.slice(0, 5));
    const cursors = [...text.slice(-2_000).matchAll(/"(?:next|previous)Cursor":"([^"]+)"/g)].map(
      ([, cursor]) => cursor!,
    );
    add(this.#cursors, of, cursors);
    if (typeof headers["etag"] === "string") add(this.#etags, of, [headers["etag"]]);
  }

  #chance(): number {
    this.#turn = (Math.imul(this.#turn, 1_103_515_245) + 12_345) >>> 0;
    return this.#turn >>> 8;
  }
}

const pick = (list: string[] | undefined, chance: number): string | undefined => list?.[chance % list.length];

function add(map: Map<string, string[]>, of: string, more: string[]): void {
  if (more.length > 0) map.set(of, [...(map.get(of) ?? []), ...more].slice(-MOST));
}
