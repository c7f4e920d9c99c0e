/** Before its scripts are there a page says what it said the last time, where the server still answers the same. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Page } from "playwright-core";
import { Person } from "./browser.ts";
import { seed, type Seeded } from "./seed.ts";
import { suiteSetting } from "./setting.ts";

const SCRIPTS = /\/assets\/.*\.js$/;
/** Shares of the window that moved, times how far: what a page's visitors are said not to feel. */
const FELT = 0.01;

interface Words {
  text: string;
  left: number;
  top: number;
}

suite("outline", { timeout: 300_000 }, () => {
  let seeded: Seeded;
  const setting = suiteSetting(async (hand) => {
    seeded = await seed(hand);
  });
  const looks = [
    { name: "wide", width: 1366, height: 860, language: "en" },
    { name: "phone", width: 390, height: 780, language: "en" },
    { name: "phone in Hindi", width: 390, height: 780, language: "hi" },
    { name: "phone in Urdu, dark", width: 390, height: 780, language: "ur", colorScheme: "dark" as const },
  ];

  for (const { name, language, ...look } of looks)
    test(`a page's words stand where they will stand, before its scripts are there: ${name}`, async () => {
      const person = await Person.sitDown(setting.program, setting.browser, look);
      await person.signIn();
      const { page } = person;
      await page.evaluate((value) => localStorage.setItem("raabta.language", value), language);
      for (const path of ["/companies", `/companies/${seeded.company}`, "/insight"]) {
        await visit(page, `${setting.base}${path}`);
        const scripts = await held(page);
        await page.reload({ waitUntil: "commit" });
        await page.locator(".outline[data-said]").waitFor();
        // Letters stand by their face, which came for the page too.
        await page.waitForFunction(() => document.fonts.status === "loaded");
        const said = await wordsIn(page, ".outline");
        await person.picture(`outline-${name}${path.replaceAll("/", "-").slice(0, 20)}`);
        assert.ok(said.length >= 4, `${path}: ${JSON.stringify(said)}`);
        const shifts = await page.evaluateHandle(watchShifts);
        await scripts.release();
        await gone(page);
        let missing = said;
        // How phones are dialled comes a moment later.
        for (const begun = performance.now(); missing.length > 0 && performance.now() - begun < 20_000;) {
          const stand = await wordsIn(page, "#app");
          missing = said.filter(
            (word) =>
              !stand.some(
                ({ text, left, top }) => word.text.startsWith(text) && near(left, word.left) && near(top, word.top),
              ),
          );
          await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
        }
        assert.deepEqual(missing, [], path);
        assert.ok((await shifts.evaluate(({ score }) => score)) < FELT, `${path} moved`);
      }
      await page.context().close();
      person.assertCalm();
    });

  test("what has changed since is not said, and all else is", async () => {
    const { hand, base } = setting;
    const person = await Person.sitDown(setting.program, setting.browser, { width: 390, height: 780 });
    await person.signIn();
    const { page } = person;
    const { id } = await hand.send("POST", "/companies", { name: "Aa Lantern House" });
    await hand.send("POST", "/companies", { name: "Ab Quiet Mill" });
    await visit(page, `${base}/companies`);
    await hand.send("PATCH", `/companies/${id}`, { name: "Aa Beacon House" });
    const scripts = await held(page);
    await page.reload({ waitUntil: "commit" });
    await page.locator(".outline").getByText("Ab Quiet Mill").waitFor();
    const said = (await wordsIn(page, ".outline")).map(({ text }) => text);
    assert.deepEqual(
      said.filter((text) => /House/.test(text)),
      [],
    );
    await scripts.release();
    await person.see("Aa Beacon House");
    await gone(page);
    assert.equal(await page.getByText("Ab Quiet Mill").count(), 1);
    await page.context().close();
    person.assertCalm();
  });

  test("nothing of it can be read on the device, nor is it said to somebody else, and signing out forgets it", async () => {
    const { base } = setting;
    const person = await Person.sitDown(setting.program, setting.browser);
    await person.signIn();
    const { page } = person;
    await visit(page, `${base}/companies`);
    const names = await page.getByRole("gridcell").getByRole("link").allInnerTexts();
    assert.ok(names.length > 4);
    const kept = await page.evaluate(() => localStorage.getItem("raabta.sketches")!);
    for (const text of names) assert.ok(!kept.includes(text), `${text} can be read`);
    await page.context().clearCookies();
    const scripts = await held(page);
    person.expect(/401/);
    await page.reload({ waitUntil: "commit" });
    // Scripts are sent for after what could be said is.
    await page.locator('link[rel="modulepreload"]').first().waitFor({ state: "attached" });
    assert.deepEqual(await wordsIn(page, ".outline"), []);
    await scripts.release();
    await page.waitForURL(/sign-in/);
    await person.signIn();
    await page.getByRole("button", { name: /Amna Qureshi/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/sign-in/);
    assert.equal(await page.evaluate(() => localStorage.getItem("raabta.sketches")), null);
    await page.context().close();
  });
});

/** Until the page stands and is kept for the next visit. */
async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(
    (path) => localStorage.getItem("raabta.sketches")?.includes(JSON.stringify(path)),
    new URL(page.url()).pathname,
  );
  await gone(page);
}

const gone = (page: Page) => page.locator(".outline").waitFor({ state: "detached" });

const near = (one: number, other: number): boolean => Math.abs(one - other) < 1.5;

/** Scripts are answered when they are released. */
async function held(page: Page): Promise<{ release: () => Promise<void> }> {
  const gate = Promise.withResolvers<void>();
  await page.route(SCRIPTS, async (route) => {
    await gate.promise;
    await route.continue();
  });
  return {
    release: async () => {
      gate.resolve();
      await page.unrouteAll({ behavior: "wait" });
    },
  };
}

/** Runs in the page. */
function watchShifts(): { score: number } {
  const shifts = { score: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) shifts.score += entry.value;
  }).observe({ type: "layout-shift" });
  return shifts;
}

/** Each text with where its letters begin. */
const wordsIn = (page: Page, within: string): Promise<Words[]> =>
  page.evaluate((selector) => {
    const walker = document.createTreeWalker(document.querySelector(selector)!, NodeFilter.SHOW_TEXT);
    const words: Words[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const [line] = range.getClientRects();
      if (line && node.nodeValue?.trim()) words.push({ text: node.nodeValue.trim(), left: line.left, top: line.top });
    }
    return words;
  }, within);
