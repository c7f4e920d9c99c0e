/** Every screen in English and Urdu, light and dark, wide and on a phone: no barrier, no sideways scroll, no complaint, no raw key. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Program } from "#test/crash/program.ts";
import { invoices } from "#test/import/invoices.ts";
import { Person } from "./browser.ts";
import { barriers, overflow, violations } from "./axe.ts";
import { seed, type Seeded } from "./seed.ts";
import { openSetting, speak } from "./setting.ts";

const WIDE = { width: 1366, height: 860 };
const PHONE = { width: 360, height: 740 };

interface Screen {
  name: string;
  path(at: { base: string; seeded: Seeded; imported: string }): string;
  /** What makes the screen from the page. */
  open?(page: Page): Promise<void>;
}

const all: Screen[] = [
  { name: "customers", path: ({ base }) => `${base}/customers` },
  { name: "companies", path: ({ base }) => `${base}/companies` },
  {
    name: "filtered",
    path: ({ base }) =>
      `${base}/companies?filter=${encodeURIComponent('{"field":"industry","op":"eq","value":"Retail"}')}`,
  },
  { name: "nothing fits", path: ({ base }) => `${base}/companies?q=zzzz` },
  { name: "nothing yet", path: ({ base }) => `${base}/suppressions` },
  { name: "orders", path: ({ base }) => `${base}/orders` },
  { name: "activities", path: ({ base }) => `${base}/activities` },
  { name: "company", path: ({ base, seeded }) => `${base}/companies/${seeded.company}` },
  { name: "contact", path: ({ base, seeded }) => `${base}/contacts/${seeded.contact}` },
  { name: "order", path: ({ base, seeded }) => `${base}/orders/${seeded.order}` },
  { name: "new company", path: ({ base }) => `${base}/companies/new` },
  { name: "new order", path: ({ base }) => `${base}/orders/new` },
  { name: "palette", path: ({ base }) => `${base}/customers`, open: (page) => page.keyboard.press("Control+k") },
  { name: "filter", path: ({ base }) => `${base}/companies`, open: (page) => page.keyboard.press("f") },
  { name: "shortcuts", path: ({ base }) => `${base}/companies`, open: (page) => page.keyboard.press("?") },
  { name: "insight", path: ({ base }) => `${base}/insight` },
  { name: "imports", path: ({ base }) => `${base}/import` },
  { name: "import", path: ({ base, imported }) => `${base}/import/${imported}` },
  { name: "jobs", path: ({ base }) => `${base}/jobs` },
  ...["profile", "company", "users", "teams", "roles", "api-keys"].map((room) => ({
    name: `settings ${room}`,
    path: ({ base }: { base: string }) => `${base}/settings/${room}`,
  })),
  { name: "no such page", path: ({ base }) => `${base}/nowhere/at-all` },
];

/** RAABTA_SCREENS names some of them, by comma. */
const wanted = process.env["RAABTA_SCREENS"]?.split(",");
const screens = all.filter(({ name }) => !wanted || wanted.includes(name));

suite("accessible", { timeout: 400_000 }, () => {
  test("the screens", async (t) => {
    let seeded: Seeded | undefined;
    const at = await openSetting(t, {
      empty: (program, browser) => t.test("the first page", () => outsideScreen(program, browser, "/setup")),
      fill: async (hand, browser) => {
        seeded = await seed(hand);
        await t.test("signing in", () => outsideScreen(hand.program, browser, "/sign-in"));
      },
    });
    const { person, base } = at;
    const imported = await bringFile(person, base);
    for (const language of ["en", "ur"] as const) {
      await speak(at, language);
      for (const screen of screens)
        await t.test(`${screen.name}, ${language}`, async () => {
          const before = person.complaints.length;
          await person.page.goto(screen.path({ base, seeded: seeded!, imported }));
          await person.rest();
          await screen.open?.(person.page);
          const found = await barriersInEveryLook(person, `${language}-${screen.name.replaceAll(" ", "-")}`);
          assert.deepEqual([...found, ...person.complaints.slice(before)], []);
          assert.equal(
            await person.page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`),
            language === "ur" ? "ur rtl" : "en ltr",
          );
        });
    }
  });
});

/** Its window is closed again: one that stands behind another hears late of a change to the dark. */
async function outsideScreen(program: Program, browser: Browser, path: string): Promise<void> {
  const person = await Person.sitDown(program, browser, { language: "ur-PK" });
  await person.page.goto(path);
  await person.page.getByRole("button").last().waitFor();
  await person.rest();
  assert.deepEqual([...(await barriersInEveryLook(person, path.slice(1))), ...person.complaints], []);
  await person.page.context().close();
}

/**
 * Wide and light in full in both languages. What else can differ is looked at where it differs most: the phone's layout
 * in Urdu, the width of its words in both, contrast in the dark wide in English and on the phone in Urdu.
 */
async function barriersInEveryLook(person: Person, name: string): Promise<string[]> {
  const { page } = person;
  const urdu = (await page.evaluate(() => document.documentElement.lang)) === "ur";
  const found = (await barriers(page)).map((each) => `wide: ${each}`);
  await person.picture(name);
  const dark = async (where: string): Promise<void> => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor({ state: "attached" });
    await person.settle();
    found.push(...(await violations(page, "color-contrast")).map((each) => `${where}, dark: ${each}`));
    await person.picture(`${name}-dark`);
  };
  if (!urdu) await dark("wide");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(PHONE);
  await person.settle();
  const over = await overflow(page);
  if (over > 0) found.push(`phone: ${over} px wider than the window`);
  if (urdu) found.push(...(await violations(page)).map((each) => `phone: ${each}`));
  await person.picture(`${name}-phone`);
  if (urdu) await dark("phone");
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/** An import that is waiting for its check, with all its questions; the address of its page. */
async function bringFile(person: Person, base: string): Promise<string> {
  await person.page.goto(`${base}/import`);
  await person.page
    .getByTestId("import-file")
    .setInputFiles({ name: "invoices.csv", mimeType: "text/csv", buffer: Buffer.from(invoices(40).csv) });
  await person.page.waitForURL(/\/import\/[0-9a-f-]{36}/);
  return person.page.url().split("/").at(-1)!;
}
