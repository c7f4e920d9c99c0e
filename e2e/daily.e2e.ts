/** A day's handwork: lists by mouse and keyboard, records, notes, search, languages, people and their rights, keys, jobs. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Person } from "./browser.ts";
import { seed } from "./seed.ts";
import { suiteSetting } from "./setting.ts";

const SALES = { name: "Bilal Khan", email: "bilal@example.com", password: "monsoon ladder 7 violet" };

suite("a day", { timeout: 300_000 }, () => {
  const at = suiteSetting(seed);

  const rows = () => at.person.page.getByRole("row").filter({ has: at.person.page.getByRole("gridcell") });

  test("a list is sorted, filtered, walked with the keyboard and edited in place", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies`);
    await person.see("40 records");
    await person.click(page.getByRole("columnheader", { name: "Number" }).getByRole("button").first());
    await page.waitForURL(/sort=number/);
    await rows().first().filter({ hasText: "K-100" }).waitFor();
    await page.goto(
      `${base}/companies?filter=${encodeURIComponent('{"field":"industry","op":"eq","value":"Retail"}')}&sort=number`,
    );
    await person.see("20 records");
    await person.click(page.getByRole("button", { name: "Remove this filter" }));
    await person.see("40 records");
    await person.rest();
    for (const key of ["j", "j", "k"]) await person.press(key);
    await person.press("x");
    await person.see("1 selected");
    await person.press("Escape");
    await person.press("e");
    const editor = page.getByRole("gridcell").getByRole("textbox").first();
    await editor.fill("Indus Tea House");
    await person.press("Enter");
    await rows().filter({ hasText: "Indus Tea House" }).first().waitFor();
    await page.reload();
    await rows().filter({ hasText: "Indus Tea House" }).first().waitFor();
    person.assertCalm();
  });

  test("what is deleted comes back by undo", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies?sort=-number`);
    const last = rows().filter({ hasText: "K-139" });
    await person.click(last.getByRole("checkbox"));
    await person.click(page.getByRole("toolbar", { name: "Selection" }).getByRole("button", { name: "Delete" }));
    await last.waitFor({ state: "detached" });
    await person.see("39 records");
    await person.click(person.button("Undo"));
    await last.waitFor();
    await person.see("40 records");
    person.assertCalm();
  });

  test("what is fetched ahead of a record that goes is not asked for in vain", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies?sort=-number`);
    const last = rows().filter({ hasText: "K-139" });
    const id = /[^/]+$/.exec((await last.getByRole("link").first().getAttribute("href"))!)![0];
    // The record that one rests on is asked for by a slow line, and is gone before the question arrives.
    let asked = false;
    const gone = Promise.withResolvers<void>();
    await page.route(new RegExp(`/api/v1/companies/${id}$`), async (route) => {
      if (route.request().method() !== "GET") return route.fallback();
      asked = true;
      await gone.promise;
      // Where nobody waits for the answer any more, nothing goes on.
      await Promise.race([route.continue(), page.waitForTimeout(1000)]);
    });
    // Read anew, for the mouse may have rested there before.
    await page.reload();
    await last.waitFor();
    for (let tries = 0; !asked && tries < 20; tries += 1) {
      await page.mouse.move(2, 2);
      await last.hover();
      await page.waitForTimeout(500);
    }
    assert.equal(asked, true);
    await person.click(last.getByRole("checkbox"));
    const deleted = page.waitForResponse((answer) => answer.request().method() === "DELETE");
    await person.click(page.getByRole("toolbar", { name: "Selection" }).getByRole("button", { name: "Delete" }));
    await deleted;
    gone.resolve();
    await person.see("39 records");
    await person.calm();
    await page.unrouteAll({ behavior: "wait" });
    await person.click(person.button("Undo"));
    await person.see("40 records");
    person.assertCalm();
  });

  test("a company and a person are made, a note is written, and the changes are told", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies`);
    await person.rest();
    await person.press("c");
    await person.click(page.getByRole("menuitem", { name: "Company" }));
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Noor Motors");
    await page.getByRole("dialog").getByLabel("Number").fill("N-1");
    await person.click(page.getByRole("dialog").getByRole("button", { name: "Create" }));
    await person.click(person.button("Open"));
    await page.getByRole("heading", { name: "Noor Motors" }).waitFor();
    await page.getByRole("textbox", { name: "Write a note…" }).fill("Wants a quote by Friday");
    await person.press("Control+Enter");
    await page.getByRole("listitem").filter({ hasText: "Wants a quote by Friday" }).first().waitFor();
    await page.getByText("N-1", { exact: true }).first().hover();
    await person.click(page.getByRole("button", { name: "Edit Industry" }));
    await page.getByRole("textbox", { name: "Industry" }).fill("Motor parts");
    await person.press("Enter");
    await person.see("Motor parts");
    await person.click(page.getByRole("tab", { name: "Changes" }));
    const change = page.getByRole("listitem").filter({ hasText: "Industry" });
    await change.filter({ hasText: "Motor parts" }).first().waitFor();
    await person.picture("daily-history");
    await page.goto(`${base}/contacts/new`);
    await page.getByLabel("Name", { exact: true }).first().fill("Rabia Noor");
    await person.click(person.button("Create"));
    await page.getByRole("heading", { name: "Rabia Noor" }).waitFor();
    person.assertCalm();
  });

  test("the palette finds records in every script and goes to pages", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/customers`);
    await person.rest();
    await person.press("Control+k");
    await page.getByRole("combobox").fill("noor mot");
    await page
      .getByRole("option", { name: /Noor Motors/ })
      .first()
      .waitFor();
    await page.getByRole("combobox").fill("शर्मा");
    await page
      .getByRole("option", { name: /शर्मा ट्रेडर्स/ })
      .first()
      .waitFor();
    await page.getByRole("combobox").fill("Insight");
    await page.getByRole("option", { name: "Insight" }).waitFor();
    await person.press("Enter");
    await page.waitForURL(/\/insight/);
    person.assertCalm();
  });

  test("language and theme change at once, without a reload", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies`);
    await person.rest();
    await page.evaluate(() => Object.assign(window, { same: true }));
    for (const [language, name, dir, word] of [
      ["hi", "हिन्दी", "ltr", "कंपनियाँ"],
      ["ur", "اردو", "rtl", "کمپنیاں"],
    ] as const) {
      await person.press("Control+k");
      await page.getByRole("combobox").fill(name);
      await page.getByRole("option", { name }).first().waitFor();
      await person.press("Enter");
      await page.locator(`html[lang=${language}][dir=${dir}]`).waitFor({ state: "attached" });
      await page.getByRole("heading", { name: word }).waitFor();
      await person.settle();
      await person.picture(`daily-${language}`);
    }
    await person.press("Control+k");
    await page.getByRole("combobox").fill("English");
    await person.press("Enter");
    await page.locator("html[lang=en][dir=ltr]").waitFor({ state: "attached" });
    await person.click(person.button("Switch to dark"));
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor({ state: "attached" });
    await person.click(person.button("Switch to light"));
    assert.equal(await page.evaluate(() => "same" in window), true, "the page was loaded anew");
    person.assertCalm();
  });

  test("who is invited comes in, sees what the role allows, and is out when access is closed", async () => {
    const { program, browser, hand, person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/users`);
    await page.getByLabel("E-mail").fill(SALES.email);
    await person.click(page.getByRole("button", { name: "Invite", exact: true }));
    const link = await page.getByRole("textbox", { name: /^Invitation for/ }).inputValue();
    const other = await Person.sitDown(program, browser);
    other.expect(/40[134]|no workspace/);
    await other.page.goto(link);
    await other.page.getByLabel("Your name").fill(SALES.name);
    await other.page.getByRole("textbox", { name: "Password" }).fill(SALES.password);
    await other.click(other.button("Join"));
    await other.page.waitForURL(/\/w\//);
    await other.page.goto(`${base}/companies`);
    await other.see("Nothing here is yours yet");
    await other.page.goto(`${base}/companies/new`);
    await other.page.getByLabel("Name", { exact: true }).first().fill("Bilal's own");
    await other.click(other.button("Create"));
    await other.page.goto(`${base}/companies`);
    await other.see("1 record");
    await other.page.goto(`${base}/settings/users`);
    await other.see("This is not part of your role");
    await page.reload();
    const line = page.getByRole("row").filter({ hasText: SALES.email });
    await person.click(line.getByRole("button", { name: /^Actions for/ }));
    await person.click(page.getByRole("menuitem", { name: "Close access" }));
    await line.getByText("Closed").waitFor();
    await other.page.goto(`${base}/companies`);
    await other.see("There is nothing here");
    assert.equal(
      (await other.page.request.get("/api/v1/companies", { headers: { "raabta-workspace": hand.slug } })).status(),
      404,
    );
    other.assertCalm();
    person.assertCalm();
  });

  test("a key is shown once, works, and stops when revoked; jobs say what ran", async () => {
    const { program, person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/api-keys`);
    await page.getByLabel("What is it for?").fill("Online shop");
    await person.click(person.button("Make a key"));
    const key = await page.getByRole("textbox", { name: /^Key/ }).inputValue();
    const read = async (): Promise<number> =>
      (await fetch(`${program.url}/api/v1/companies?limit=1`, { headers: { authorization: `Bearer ${key}` } })).status;
    assert.equal(await read(), 200);
    await page.reload();
    await page.getByText("Online shop").waitFor();
    assert.equal((await page.content()).includes(key), false, "the key is shown again");
    await person.click(page.getByRole("button", { name: "Revoke", exact: true }));
    await person.click(person.button("Revoke for good"));
    await person.see("Revoked");
    assert.equal(await read(), 401);
    await page.goto(`${base}/jobs`);
    await page.getByRole("heading", { name: "Jobs" }).waitFor();
    person.assertCalm();
  });
});
