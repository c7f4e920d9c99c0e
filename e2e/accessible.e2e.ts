/** The everyday screens in English and Urdu, light and dark, wide and on a phone: no barrier, no sideways scroll, no complaint, no raw key. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Browser } from "playwright-core";
import type { Program } from "#test/crash/program.ts";
import { invoices } from "#test/import/invoices.ts";
import { Person } from "./browser.ts";
import { barriersInEveryLook, holdInEveryLook, type Screen } from "./looks.ts";
import { seed, type Seeded } from "./seed.ts";
import { openSetting } from "./setting.ts";

const filtered = encodeURIComponent('{"field":"industry","op":"eq","value":"Retail"}');

/** The ways to look at a list, kept as views. */
const VIEWS = {
  calendar: { layout: "calendar", calendarField: "orderedAt" },
  gallery: { layout: "gallery" },
  chart: { layout: "chart", chart: { by: "orderedAt:month", measure: "sum:total" } },
};

const screensOf = (seeded: Seeded, imported: string, views: string[]): Screen[] => [
  ...Object.keys(VIEWS).map((name, at) => ({ name, path: `/orders?view=${views[at]}` })),
  { name: "customers", path: "/customers" },
  { name: "companies", path: "/companies" },
  { name: "filtered", path: `/companies?filter=${filtered}` },
  { name: "nothing fits", path: "/companies?q=zzzz" },
  { name: "nothing yet", path: "/suppressions" },
  { name: "orders", path: "/orders" },
  { name: "activities", path: "/activities" },
  { name: "company", path: `/companies/${seeded.company}` },
  { name: "contact", path: `/contacts/${seeded.contact}` },
  { name: "order", path: `/orders/${seeded.order}` },
  { name: "new company", path: "/companies/new" },
  { name: "new order", path: "/orders/new" },
  { name: "palette", path: "/customers", open: ({ page }) => page.keyboard.press("Control+k") },
  { name: "filter", path: "/companies", open: ({ page }) => page.keyboard.press("f") },
  { name: "shortcuts", path: "/companies", open: ({ page }) => page.keyboard.press("?") },
  { name: "insight", path: "/insight" },
  { name: "imports", path: "/import" },
  { name: "import", path: `/import/${imported}` },
  { name: "jobs", path: "/jobs" },
  ...["profile", "company", "users", "teams", "roles", "api-keys"].map((room) => ({
    name: `settings ${room}`,
    path: `/settings/${room}`,
  })),
  { name: "no such page", path: "/nowhere/at-all" },
];

suite("accessible", { timeout: 800_000 }, () => {
  test("the screens", async (t) => {
    let seeded: Seeded | undefined;
    const views: string[] = [];
    const at = await openSetting(t, {
      empty: (program, browser) => t.test("the first page", () => outsideScreen(program, browser, "/setup")),
      fill: async (hand, browser) => {
        seeded = await seed(hand);
        for (const [name, definition] of Object.entries(VIEWS))
          views.push((await hand.send("POST", "/views", { name, object: "order", definition })).id);
        await hand.send("PATCH", "/me", { pins: views });
        await t.test("signing in", () => outsideScreen(hand.program, browser, "/sign-in"));
      },
    });
    const { person, base } = at;
    const imported = await bringFile(person, base);
    await holdInEveryLook(t, at, screensOf(seeded!, imported, views));
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

/** An import that is waiting for its check, with all its questions; the address of its page. */
async function bringFile(person: Person, base: string): Promise<string> {
  await person.page.goto(`${base}/import`);
  await person.page
    .getByTestId("import-file")
    .setInputFiles({ name: "invoices.csv", mimeType: "text/csv", buffer: Buffer.from(invoices(40).csv) });
  await person.page.waitForURL(/\/import\/[0-9a-f-]{36}/);
  return person.page.url().split("/").at(-1)!;
}
