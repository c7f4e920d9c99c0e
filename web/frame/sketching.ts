/**
 * Keeps what a page says and where, for the outline of the next visit (early.js), which then says it before the scripts are there.
 * Each part is locked with the answers it was drawn from: it can be read only by whom the server gives the same answers again.
 */
import { isObject } from "#model/json.ts";
import { whenIdle } from "#ui/idle.ts";
import { apiAddress } from "../api/client.ts";
import { answered, early, page, SKETCHES } from "../api/early.ts";
import { queries } from "../api/queries.ts";
import { touched } from "./lifting.ts";
import { wordsOf, type Word } from "./sketched-words.ts";

/** Pages kept; those looked at longest ago fall off. */
const PAGES = 8;
/** Milliseconds. */
const RECENT = 1000;

interface Sketch {
  /** Whose answers it is locked with. */
  under: string[];
  /** The catalogue's place among them. */
  meta: number;
  /** The list's: its rows are locked each with its own. */
  list: number;
  /** Where a row begins, by its place. */
  tops: number[];
  /** How many there are, rows and all. */
  words: number;
  frame: string;
  rows?: Record<string, string>;
  /** Font and colour. */
  styles: [string, string][];
}

/** To be called when the page stands. What somebody has touched, scrolled or left is not what the next visit begins with. */
export async function keepSketch(): Promise<void> {
  const elsewhere = location.pathname + location.search !== page;
  // Without https, and on another machine, browsers lock nothing.
  if (!early || early.said || elsewhere || touched || !isSecureContext) return;
  if (!stands()) return void whenIdle(() => void keepSketch());
  const app = document.getElementById("app")!;
  if ([...app.querySelectorAll("*")].some(({ scrollTop }) => scrollTop > 0)) return;
  const under = [...answered.keys()];
  const meta = under.indexOf(apiAddress("/meta"));
  const { words, rows, styles } = wordsOf(app);
  const texts = under.map((address) => answered.get(address)!);
  const lists = texts.map((text) => rowsOf(text));
  const list = lists.findIndex((found) => rows.length > 0 && rows.every(({ id }, place) => found[place]?.id === id));
  if (meta < 0 || (list < 0 && rows.length > 0)) return;
  const digests = await Promise.all(texts.map(early.digestOf));
  const others = digests.filter((_, place) => place !== list);
  const sketch: Sketch = {
    under,
    meta,
    list,
    styles,
    words: rows.reduce((sum, row) => sum + row.words.length, words.length),
    tops: rows.map(({ top }) => top),
    frame: await lock(words, others),
  };
  if (list >= 0) {
    const locked = rows.map(async (row, place) => {
      const digest = await early!.digestOf(JSON.stringify(lists[list]![place]));
      return [row.id, await lock(row.words, [digests[meta]!, digest])] as const;
    });
    sketch.rows = Object.fromEntries(await Promise.all(locked));
  }
  // Signed out meanwhile: nothing is kept.
  if (answered.size === 0) return;
  const { [page]: _, ...before } = JSON.parse(localStorage.getItem(SKETCHES) ?? "{}") as Record<string, Sketch>;
  const kept = [...Object.entries(before), [page, sketch] as const].slice(-PAGES);
  localStorage.setItem(SKETCHES, JSON.stringify(Object.fromEntries(kept)));
}

/** Is it drawn whole? What comes late may say something better: how a phone number is dialled. */
const stands = (): boolean =>
  queries.isFetching() === 0 &&
  document.querySelector(".outline, .mantine-Skeleton-root") === null &&
  performance
    .getEntriesByType("resource")
    .every((entry) => (entry as PerformanceResourceTiming).responseEnd < performance.now() - RECENT);

function rowsOf(text: string): { id?: unknown }[] {
  const answer = JSON.parse(text) as unknown;
  return isObject(answer) && Array.isArray(answer["data"]) ? (answer["data"] as { id?: unknown }[]) : [];
}

async function lock(words: Word[], digests: readonly ArrayBuffer[]): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const open = new TextEncoder().encode(JSON.stringify(words));
  const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await early!.keyOf(digests), open);
  return btoa([...iv, ...new Uint8Array(locked)].map((byte) => String.fromCharCode(byte)).join(""));
}
