/** Nothing that stands on a screen moves when more of it comes: the main screens, wide and on a phone, with a server that takes its time. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Page } from "playwright-core";
import { invoices } from "#test/import/invoices.ts";
import { Person } from "./browser.ts";
import { seed, type Seeded } from "./seed.ts";
import { suiteSetting } from "./setting.ts";

/** Shares of the window that moved, times how far: what a page's visitors are said not to feel. */
const FELT = 0.01;
const LOOKS = [
  { name: "wide", width: 1366, height: 860 },
  { name: "phone", width: 390, height: 780 },
];
/** Milliseconds: answers come one after the other, so that what waits for them is seen. */
const LATENCY = 60;

suite("steady", { timeout: 300_000 }, () => {
  let seeded: Seeded;
  const setting = suiteSetting(async (hand) => {
    seeded = await seed(hand);
    await hand.upload("/imports", "invoices.csv", "text/csv", invoices(40).csv);
  });

  for (const look of LOOKS)
    test(`no screen moves under the eyes of its reader, ${look.name}`, async () => {
      const { program, browser, hand } = setting;
      const person = await Person.sitDown(program, browser, look);
      await person.signIn();
      const { page } = person;
      await page.addInitScript(watchShifts);
      await page.addInitScript(
        (key) => localStorage.setItem(key, JSON.stringify({ layout: "board", boardField: "status" })),
        `raabta.list.${hand.slug}.order.all`,
      );
      const network = await page.context().newCDPSession(page);
      await network.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: LATENCY,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
      const screens = [
        "/customers",
        "/companies",
        "/orders?view=all",
        `/companies/${seeded.company}`,
        `/contacts/${seeded.contact}`,
        `/orders/${seeded.order}`,
        "/companies/new",
        "/insight",
        "/settings/profile",
        "/settings/users",
        "/settings/roles",
        "/settings/shape",
        "/import",
        "/jobs",
        "/trash",
        "/audit",
      ];
      const moved: string[] = [];
      for (const path of screens) {
        await page.goto(`${setting.base}${path}`);
        const { score, what } = await shiftsOf(page);
        if (score >= FELT) moved.push(`${path}: ${score.toFixed(3)} ${what.join(" ")}`);
      }
      await page.context().close();
      assert.deepEqual(moved, []);
    });
});

interface Shifts {
  score: number;
  what: string[];
}

/** Runs in the page before its own code. */
function watchShifts(): void {
  const shifts: Shifts = { score: 0, what: [] };
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
    })[]) {
      if (entry.hadRecentInput) continue;
      shifts.score += entry.value;
      for (const { node, previousRect, currentRect } of entry.sources) {
        const element = node instanceof Element ? node : node?.parentElement;
        const places = [previousRect, currentRect].map(({ x, y, width, height }) => `${x},${y} ${width}x${height}`);
        shifts.what.push(`${element?.tagName}.${element?.getAttribute("class") ?? ""} ${places.join(" to ")}`);
      }
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** When nothing on the page is waited for any more. */
async function shiftsOf(page: Page): Promise<Shifts> {
  await page.locator("main h1").waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(
    () =>
      document.querySelector(".mantine-Skeleton-root") === null &&
      document.querySelector(".outline") === null &&
      document.fonts.status === "loaded",
  );
  return page.evaluate(
    () =>
      new Promise<Shifts>((done) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => done((window as unknown as { shifts: Shifts }).shifts)),
        ),
      ),
  );
}
