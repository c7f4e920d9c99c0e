/** People in front of the screens: a browser that talks to the server alone, with the clicks counted and complaints noted. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
  type Request,
} from "playwright-core";
import { OWNER, type Program } from "#test/crash/program.ts";

const executablePath = process.env["RAABTA_TEST_BROWSER"] ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where a folder is named, pictures of the screens are kept in it for people to look at. */
const pictures = process.env["RAABTA_PICTURES"];

/** A test, or a suite's hooks. */
export interface Ending {
  after(hook: () => Promise<void>): void;
}

export async function openBrowser(t: Ending): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args });
  t.after(() => browser.close());
  return browser;
}

export interface Look {
  width?: number;
  height?: number;
  colorScheme?: "light" | "dark";
  language?: string;
}

/** Somebody with a browser window of their own. */
export class Person {
  readonly page: Page;
  /** Clicks, Enters and shortcuts so far; typing and choosing a file's place count nothing. */
  clicks = 0;
  /** What should not be: errors on the console, requests to other places, answers that say it was our fault. */
  readonly complaints: string[] = [];
  readonly program: Program;

  private constructor(program: Program, page: Page) {
    this.program = program;
    this.page = page;
    page.on("console", (message) => {
      if (message.type() === "error" && !this.#expected(message.text()))
        this.complaints.push(`console: ${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    page.on("response", (answer) => {
      const told = `${answer.status()} from ${answer.url()}`;
      if (answer.status() >= 500 && !this.#expected(told)) this.complaints.push(told);
    });
    page.on("request", (request) => this.#asked.add(request));
    for (const ended of ["requestfinished", "requestfailed"] as const)
      page.on(ended as "requestfinished", (request) => this.#asked.delete(request));
    page.context().on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (/^(blob|data):$/.test(protocol) || origin === program.url) return;
      this.complaints.push(`request to another place: ${request.url()}`);
    });
  }

  static async sitDown(program: Program, browser: Browser, look: Look = {}): Promise<Person> {
    const { width = 1366, height = 860, colorScheme = "light", language = "en-GB" } = look;
    const options: BrowserContextOptions = {
      viewport: { width, height },
      colorScheme,
      locale: language,
      baseURL: program.url,
      timezoneId: "Europe/London",
      reducedMotion: "reduce",
      acceptDownloads: true,
    };
    const context = await browser.newContext(options);
    context.setDefaultTimeout(20_000);
    return new Person(program, await context.newPage());
  }

  /** Answers of this kind are part of the walk: the browser logs them as errors. */
  readonly #refusals: RegExp[] = [];
  expect(refusal: RegExp): void {
    this.#refusals.push(refusal);
  }
  #expected(text: string): boolean {
    return this.#refusals.some((refusal) => refusal.test(text));
  }

  async click(target: Locator): Promise<void> {
    this.clicks++;
    await target.click();
  }

  /** A key that does something: Enter, a shortcut. */
  async press(keys: string): Promise<void> {
    this.clicks++;
    await this.page.keyboard.press(keys);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name }).first();
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name }).first();
  }

  async see(text: string | RegExp, timeout = 20_000): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor({ timeout });
  }

  /** Asked of the server and not answered yet; streams stay open. */
  readonly #asked = new Set<Request>();

  /** Until nothing is asked for any more, nothing stands where words will be, and all is painted. */
  async calm(): Promise<void> {
    const begun = performance.now();
    let quiet = 0;
    while (quiet < 3 && performance.now() - begun < 8000) {
      const waiting = [...this.#asked].some(
        (request) => request.resourceType() !== "eventsource" && !/\/live\b/.test(request.url()),
      );
      const drawn = await this.page.evaluate(
        () =>
          document.querySelector("main, form") !== null && document.querySelector(".mantine-Skeleton-root") === null,
      );
      quiet = !waiting && drawn ? quiet + 1 : 0;
      await this.page.waitForTimeout(40);
    }
    await this.settle();
  }

  /** Lets the work of a page come to rest. */
  async rest(): Promise<void> {
    await this.page.waitForLoadState("networkidle", { timeout: 5000 }).catch(() => undefined);
  }

  /** Until what a change of window or theme set off is painted. */
  async settle(): Promise<void> {
    await this.page.waitForTimeout(100);
    await this.page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
    await this.page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
          .map(({ finished }) => finished.catch(() => undefined)),
      ).then(() => undefined),
    );
  }

  async picture(name: string, whole = false): Promise<void> {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: whole });
  }

  /** Nothing happened that a person would have had to wonder at. */
  assertCalm(): void {
    assert.deepEqual(this.complaints, []);
  }

  async signIn(email = OWNER.email, password = OWNER.password): Promise<void> {
    await this.page.goto("/sign-in");
    await this.page.getByLabel("E-mail").fill(email);
    await this.page.getByRole("textbox", { name: "Password" }).fill(password);
    await this.click(this.button("Sign in"));
    await this.page.waitForURL(/\/w\//);
  }
}
