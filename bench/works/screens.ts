/** B19 and B20: what the browser loads, when the list stands, and how long a touch of a key or button takes until it is painted. */
import { existsSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import type { Page } from "playwright-core";
import { percentile, spread } from "../measure/statistics.ts";
import { type Colleague, signIn } from "../people.ts";
import { type Result, Skipped, type Work } from "./work.ts";

const KB = 1000;
/** How many times slower the processor is made, as Lighthouse does for a telephone of the middle kind. */
const SLOWED = 4;

interface Seen {
  lcp: number;
  cls: number;
  /** Milliseconds from each interaction to the paint that follows. */
  interactions: number[];
}

/** Runs in the page before its own code. */
function watch(): void {
  const seen: Seen = { lcp: 0, cls: 0, interactions: [] };
  Object.assign(window, { seen });
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[role="gridcell"]')) return;
    Object.assign(window, { listAt: performance.now() });
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
  const observe = (type: string, take: (entry: PerformanceEntry) => void, more = {}): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  observe("largest-contentful-paint", (entry) => (seen.lcp = entry.startTime));
  observe("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) seen.cls += value;
  });
  observe(
    "event",
    (entry) => {
      if ((entry as PerformanceEntry & { interactionId: number }).interactionId > 0)
        seen.interactions.push(entry.duration);
    },
    { durationThreshold: 16 },
  );
}

export const screens: Work = {
  name: "screens",
  ids: ["B19", "B20"],
  async run(bench) {
    const executablePath = process.env["RAABTA_TEST_BROWSER"] ?? "/usr/bin/chromium";
    if (!existsSync(executablePath)) throw new Skipped("there is no browser; RAABTA_TEST_BROWSER may name one");
    const { chromium } = await import("playwright-core").catch(() => {
      throw new Skipped("playwright-core is not installed; it is there for developers only");
    });
    const ours = await bench.ours();
    const person = await signIn(bench.bench.house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
    const base = ours.url.replace("127.0.0.1", "localhost");
    const found: (Seen & { script: number; slowed: number[] })[] = [];
    const browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });
    try {
      for (let round = 0; round < bench.rounds; round += 1) {
        const context = await browser.newContext({ baseURL: base, viewport: { width: 1366, height: 860 } });
        await context.addCookies(cookiesOf(person, base));
        const page = await context.newPage();
        await page.addInitScript(watch);
        const sizes = sizesOfScripts(page);
        await page.goto(`/w/${bench.workspace.slug}/contacts`);
        await page.getByRole("row").nth(5).waitFor();
        const first = await page.evaluate(startedBeforeTheList);
        await tour(page, bench.workspace.slug);
        const { interactions, ...loading } = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
        const calm = interactions.length;
        await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
        await tour(page, bench.workspace.slug);
        const all = await page.evaluate(() => (window as unknown as { seen: Seen }).seen.interactions);
        const weights = await Promise.all(first.map((name) => sizes.get(name) ?? Promise.resolve(0)));
        const script = weights.reduce((sum, size) => sum + size, 0);
        found.push({ ...loading, script, interactions: all.slice(0, calm), slowed: all.slice(calm) });
        await context.close();
      }
    } finally {
      await browser.close();
    }
    const result = (id: string, metric: string, unit: string, values: number[], aim: number): Result => ({
      id,
      metric,
      unit,
      size: bench.size,
      better: "less",
      ours: spread(values),
      limit: null,
      ratio: null,
      growth: null,
      goal: `at most ${aim} ${unit}`,
      reached: spread(values).median <= aim,
      rounds: bench.rounds,
    });
    return [
      result(
        "B19",
        "scripts of the list, brotli",
        "kB",
        found.map((each) => each.script / KB),
        180,
      ),
      result(
        "B19",
        "largest contentful paint of the list, cold",
        "ms",
        found.map((each) => each.lcp),
        1000,
      ),
      result(
        "B19",
        "layout shift",
        "score",
        found.map((each) => each.cls),
        0.01,
      ),
      result(
        "B19",
        "interaction to paint, p98",
        "ms",
        found.map((each) => percentile(each.interactions, 0.98)),
        50,
      ),
      result(
        "B19",
        `interaction to paint at a ${SLOWED}th of the speed, p98`,
        "ms",
        found.map((each) => percentile(each.slowed, 0.98)),
        100,
      ),
      result(
        "B20",
        "key to paint, p95",
        "ms",
        found.map((each) => percentile(each.interactions, 0.95)),
        50,
      ),
    ];
  },
};

function cookiesOf({ headers }: Colleague, url: string) {
  return headers["cookie"]!.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}

/** @returns the compressed size of each script by its address, as they come */
function sizesOfScripts(page: Page): Map<string, Promise<number>> {
  const sizes = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (!new URL(response.url()).pathname.endsWith(".js")) return;
    sizes.set(
      response.url(),
      response.body().then((body) => brotliCompressSync(body).length),
    );
  });
  return sizes;
}

/** Runs in the page: what it asked for until the list could be read, without what it fetches ahead while nothing is to do. */
function startedBeforeTheList(): string[] {
  const { listAt } = window as unknown as { listAt: number };
  return performance.getEntriesByType("resource").flatMap(({ name, startTime }) => (startTime <= listAt ? [name] : []));
}

/** Forty touches of what people do all day: through the list, a record, back, the palette. */
async function tour(page: Page, slug: string): Promise<void> {
  const press = async (keys: string, times = 1): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1) {
      await page.keyboard.press(keys);
      await painted(page);
    }
  };
  await page
    .getByRole("row")
    .nth(2)
    .click({ position: { x: 200, y: 10 } });
  await painted(page);
  if (!page.url().endsWith(`/w/${slug}/contacts`)) await page.goBack();
  await page.getByRole("row").nth(5).waitFor();
  await press("ArrowDown", 12);
  await press("ArrowUp", 6);
  await press("Control+k");
  for (const letter of "mohammad") await press(letter);
  await press("ArrowDown", 4);
  await press("Escape");
  await press("ArrowDown", 6);
}

/** Two frames later what was asked for is on the screen. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
