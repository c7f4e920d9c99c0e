/** The first walk of a new owner: from the bare page to the customers who carry the company, and into one of them. */
import assert from "node:assert/strict";
import { OWNER } from "#test/crash/program.ts";
import type { Person } from "./browser.ts";

export interface PurchaseFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export interface Walked {
  clicks: number;
  /** From the first page to the first class on the screen. */
  seconds: number;
  slug: string;
}

/** Company, and country as it is written in the list. */
export async function setUp(person: Person, company: string, country: string): Promise<void> {
  const { page } = person;
  await page.goto("/");
  await page.waitForURL(/\/setup/);
  await person.picture("1-setup");
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByRole("textbox", { name: "Password" }).fill(OWNER.password);
  await page.getByLabel("Name of the company").fill(company);
  const chosen = page
    .getByRole("combobox", { name: "Country" })
    .or(page.getByRole("textbox", { name: "Country" }))
    .first();
  if ((await chosen.inputValue()) !== country) {
    await person.click(chosen);
    await chosen.fill(country);
    await person.click(page.getByRole("option", { name: country, exact: true }));
  }
  await person.click(person.button("Begin"));
  await person.see("How would you like to begin?");
  await person.picture("2-begin");
}

/** Brings a file of invoice lines in, up to the page that says what came of it. */
export async function bring(person: Person, file: PurchaseFile | string, patience = 60_000): Promise<void> {
  const { page } = person;
  person.clicks++;
  await page.getByTestId("import-file").setInputFiles(file);
  await page.getByText(/invoice lines →/).waitFor({ timeout: patience });
  await person.picture("4-found", true);
  await person.click(person.button("Check"));
  await page.getByText(/rows? can come in/).waitFor({ timeout: patience });
  await person.picture("5-checked", true);
  await person.click(person.button(/^Import [\d,]+ rows/));
  await page.getByText(/rows? (is|are) in/).waitFor({ timeout: patience * 3 });
  await person.picture("6-done", true);
}

/** All of it; the figures of the screens are for the caller to look at in `onInsight`. */
export async function walkToFirstCustomers(
  person: Person,
  file: PurchaseFile | string,
  country: string,
  onInsight: () => Promise<void>,
  patience?: number,
): Promise<Walked> {
  const { page } = person;
  const begun = performance.now();
  await setUp(person, "Chiragh Traders", country);
  await person.click(person.link("Bring your data"));
  await page.getByText("Drop a file here").first().waitFor();
  await person.picture("3-import");
  await bring(person, file, patience);
  await person.click(person.link("See who carries the company"));
  await page.getByRole("heading", { name: "Who carries the company" }).waitFor({ timeout: 30_000 });
  const classA = page.getByRole("link", { name: /^Class A/ });
  await classA.waitFor({ timeout: 60_000 });
  const seconds = (performance.now() - begun) / 1000;
  await person.rest();
  await person.picture("7-insight", true);
  await onInsight();
  await person.click(classA);
  await page.waitForURL(/\/customers\?.*class/);
  const row = page.getByRole("row").nth(1);
  await row.waitFor();
  await person.rest();
  await person.picture("8-class-a");
  await person.press("j");
  await person.press("Enter");
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/);
  await page.getByRole("tab", { name: "Timeline" }).waitFor();
  await person.rest();
  await person.picture("9-customer");
  const slug = /\/w\/([^/]+)/.exec(page.url())?.[1];
  assert.ok(slug, page.url());
  return { clicks: person.clicks, seconds, slug };
}
