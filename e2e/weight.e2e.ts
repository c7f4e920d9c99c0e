/** What a browser loads until a list can be read and used, and what it fetches afterwards while nobody does anything. */
import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import type { Browser, Response } from "playwright-core";
import { Program } from "#test/crash/program.ts";
import { openBrowser, Person } from "./browser.ts";
import { Hand, seed } from "./seed.ts";

const KB = 1000;
/** Scripts, words included, packed as they are sent. */
const FIRST_LIST = 180 * KB;
/** With all that is fetched ahead: menus, editors, the palette, the record page, the numbering plans of phones. */
const AHEAD = 340 * KB;

suite("weight", { timeout: 300_000 }, () => {
  const endings: (() => Promise<void>)[] = [];
  const t = { after: (hook: () => Promise<void>) => void endings.push(hook) };
  const program = new Program(t);
  let browser: Browser;
  let base: string;
  let cookies: { name: string; value: string; url: string }[];

  before(async () => {
    browser = await openBrowser(t);
    await program.start();
    const owner = await program.setUp();
    await seed(new Hand(program, owner));
    base = `/w/${owner.slug}`;
    cookies = owner.cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: program.url };
    });
  });

  after(async () => {
    for (const end of endings.toReversed()) await end();
  });

  for (const language of ["en-GB", "hi-IN", "ur-PK"])
    test(`the scripts of the first list are small in ${language}, and come packed`, async (t) => {
      const person = await Person.sitDown(program, browser, { language });
      const { page } = person;
      await page.context().addCookies(cookies);
      await page.addInitScript(noteList);
      const scripts: Response[] = [];
      page.on("response", (answer) => new URL(answer.url()).pathname.endsWith(".js") && scripts.push(answer));
      await page.goto(`${base}/companies`);
      await page.getByRole("gridcell").first().waitFor();
      await page.waitForLoadState("networkidle");
      await page.waitForFunction(() =>
        performance.getEntriesByType("resource").some(({ name }) => /Palette/.test(name)),
      );
      await page.waitForLoadState("networkidle");
      const before = await page.evaluate(() => {
        const { listAt } = window as unknown as { listAt: number };
        return performance
          .getEntriesByType("resource")
          .flatMap(({ name, startTime }) => (startTime <= listAt ? [name] : []));
      });
      const first = await weigh(scripts.filter((script) => before.includes(script.url())));
      const whole = await weigh([...scripts]);
      t.diagnostic(`${first} bytes until the list stands, ${whole} with what is fetched ahead`);
      await page.context().close();
      assert.ok(first > 100 * KB, `${first} bytes is no list: the scripts were not seen`);
      assert.ok(first <= FIRST_LIST, `${first} bytes of scripts until the list stands`);
      assert.ok(whole <= AHEAD, `${whole} bytes of scripts with what is fetched ahead`);
    });
});

/** Runs in the page before its own code: when the first cell of the list is there. */
function noteList(): void {
  const seen = new MutationObserver(() => {
    if (!document.querySelector('[role="gridcell"]')) return;
    Object.assign(window, { listAt: performance.now() });
    seen.disconnect();
  });
  seen.observe(document, { childList: true, subtree: true });
}

async function weigh(scripts: readonly Response[]): Promise<number> {
  let sum = 0;
  for (const script of scripts) {
    if (/\/assets\//.test(script.url()))
      assert.equal(await script.headerValue("content-encoding"), "br", `${script.url()} is not packed`);
    sum += (await script.request().sizes()).responseBodySize;
  }
  return sum;
}
