/** Brings a page to the disk again and again, beside what is measured: what waits for a commit can wait no shorter than that. */
import { mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const EVERY_MS = 20;
const PAGE = Buffer.alloc(8_192, 1);
const PAGES = 256;

export interface Pause {
  /** By performance.now(). */
  since: number;
  /** Milliseconds. */
  ms: number;
}

export interface DiskWatch {
  /** @returns each bringing of a page, the longest first */
  end(): Promise<Pause[]>;
}

/** @param folder on the disk that is meant */
export async function watchDisk(folder: string): Promise<DiskWatch> {
  const own = await mkdtemp(join(folder, "disk-"));
  const file = await open(join(own, "pages"), "w");
  await file.write(Buffer.alloc(PAGE.length * PAGES));
  await file.sync();
  const pauses: Pause[] = [];
  let over = false;
  const watching = (async () => {
    for (let page = 0; !over; page = (page + 1) % PAGES, await wait(EVERY_MS)) {
      await file.write(PAGE, 0, PAGE.length, page * PAGE.length);
      const since = performance.now();
      await file.datasync();
      pauses.push({ since, ms: performance.now() - since });
    }
  })();
  return {
    end: async () => {
      over = true;
      await watching;
      await file.close();
      await rm(own, { recursive: true });
      return pauses.toSorted((a, b) => b.ms - a.ms);
    },
  };
}
