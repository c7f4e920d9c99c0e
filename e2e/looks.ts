/** The looks in which a screen must hold: light and dark, wide and on a phone, in English and in Urdu. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { root } from "#test/harness/server.ts";
import { barriers, overflow, rawKeys, violations } from "./axe.ts";
import type { Person } from "./browser.ts";
import { speak, type Setting } from "./setting.ts";

const WIDE = { width: 1366, height: 860 };
const PHONE = { width: 360, height: 740 };
export const LANGUAGES = ["en", "ur"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Screen {
  name: string;
  /** Behind the workspace's own address. */
  path: string;
  /** What makes the screen from the page. */
  open?(person: Person, language: Language): Promise<unknown>;
  /** What it leaves behind that the next one must not meet. */
  close?(person: Person): Promise<unknown>;
}

/** The words of the screens, to find a button by in either language; `{{name}}` is put in. */
export function word(area: string, key: string, language: Language, name = ""): string {
  const words = JSON.parse(readFileSync(join(root, "messages", `${area}.${language}.json`), "utf8")) as Record<
    string,
    string
  >;
  const found = words[key];
  assert.ok(found, `no words for ${key}`);
  return found.replace("{{name}}", name);
}

/** What is put into a sentence keeps its own direction by marks that nobody sees. */
const said = (area: string, key: string, language: Language, name: string): RegExp =>
  new RegExp(
    `^${word(area, key, language, "\0")
      .split("\0")
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(`[\u2066-\u2069]*${name}[\u2066-\u2069]*`)}$`,
  );

/** Presses the first button of that name. */
export const press =
  (area: string, key: string, name?: string) =>
  ({ page }: Person, language: Language): Promise<void> =>
    page
      .getByRole("button", {
        name: name === undefined ? word(area, key, language) : said(area, key, language, name),
        exact: true,
      })
      .first()
      .click();

export const tab =
  (area: string, key: string) =>
  ({ page }: Person, language: Language): Promise<void> =>
    page.getByRole("tab", { name: word(area, key, language), exact: true }).click();

export const item =
  (area: string, key: string) =>
  ({ page }: Person, language: Language): Promise<void> =>
    page.getByRole("menuitem", { name: word(area, key, language), exact: true }).click();

/** One after the other. */
export const steps =
  (...each: ((person: Person, language: Language) => Promise<unknown>)[]) =>
  async (person: Person, language: Language): Promise<void> => {
    for (const step of each) await step(person, language);
  };

/** RAABTA_SCREENS names some of them, by comma. */
const wanted = process.env["RAABTA_SCREENS"]?.split(",");

/** No barrier, no sideways scroll, no complaint, no raw key, in any look. */
export async function holdInEveryLook(t: TestContext, at: Setting, screens: readonly Screen[]): Promise<void> {
  const { person, base } = at;
  for (const language of LANGUAGES) {
    await speak(at, language);
    for (const screen of screens.filter(({ name }) => !wanted || wanted.includes(name)))
      await t.test(`${screen.name}, ${language}`, async () => {
        const before = person.complaints.length;
        await person.page.goto(`${base}${screen.path}`);
        await person.calm();
        await screen.open?.(person, language);
        const found = await barriersInEveryLook(person, `${language}-${screen.name.replaceAll(" ", "-")}`);
        assert.deepEqual([...found, ...person.complaints.slice(before)], []);
        assert.equal(
          await person.page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`),
          language === "ur" ? "ur rtl" : "en ltr",
        );
        await screen.close?.(person);
      });
  }
}

/**
 * Each state is looked at in full once: wide in English, on the phone in Urdu. What else can differ is looked at where it
 * differs most: raw keys and the width of the words in both, contrast in the dark wide in English and on the phone in Urdu.
 */
export async function barriersInEveryLook(person: Person, name: string): Promise<string[]> {
  const { page } = person;
  const urdu = (await page.evaluate(() => document.documentElement.lang)) === "ur";
  const found = (await (urdu ? rawKeys(page) : barriers(page))).map((each) => `wide: ${each}`);
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
