/** The day's handwork in as few clicks as it may cost: found, noted, put right, handed over, joined, taken out; and all by the keyboard. */
import assert from "node:assert/strict";
import { suite, test, type TestContext } from "node:test";
import { Person } from "./browser.ts";
import { seed } from "./seed.ts";
import { suiteSetting } from "./setting.ts";

const COLLEAGUE = { name: "Bilal Khan", email: "bilal@example.com", password: "monsoon ladder 7 violet" };

suite("walks", { timeout: 240_000 }, () => {
  let company = "";
  const at = suiteSetting(async (hand) => {
    ({ company } = await seed(hand));
    await hand.send("POST", "/companies", { name: "Sharma Traders 2", number: "K-102" }).catch(() => undefined);
    await hand.send("POST", "/companies", { name: "Sharma Trading", emails: "office2@example.com" });
  });

  /** The clicks of what is done, which may not cost more than so many. */
  const costs = async (t: TestContext, most: number, walk: () => Promise<void>): Promise<void> => {
    const before = at.person.clicks;
    await walk();
    const clicks = at.person.clicks - before;
    t.diagnostic(`${clicks} clicks of ${most}`);
    assert.ok(clicks <= most, `${clicks} clicks`);
    at.person.assertCalm();
  };
  const home = async (path = "/companies") => {
    await at.person.page.goto(`${at.base}${path}`);
    // The outline hears no keys: the frame stands in its place.
    await at.person.page.getByRole("navigation").getByRole("link").first().waitFor();
    await at.person.rest();
  };
  const undone = async (what: RegExp) => {
    await at.person.click(at.person.page.getByRole("alert").getByRole("button", { name: "Undo", exact: true }));
    await at.person.see(what);
  };

  test("a customer is found in another script and a call is noted", async (t) => {
    const { person } = at;
    const { page } = person;
    await home();
    await costs(t, 4, async () => {
      await person.press("Control+k");
      await page.getByRole("combobox").fill("sharma");
      await page
        .getByRole("option", { name: /शर्मा ट्रेडर्स/ })
        .first()
        .waitFor();
      await person.click(page.getByRole("option", { name: /शर्मा ट्रेडर्स/ }).first());
      await page.getByRole("heading", { name: /शर्मा/ }).waitFor();
      await person.press("n");
      await page.keyboard.type("Wants the price list by Friday");
      await person.press("Control+Enter");
      await person.see("Note saved");
    });
  });

  test("a new enquiry: the match is told while one types, the new one is saved and opened", async (t) => {
    const { person } = at;
    const { page } = person;
    await home();
    await costs(t, 4, async () => {
      await person.press("c");
      await person.click(page.getByRole("menuitem", { name: "Company" }));
      const sheet = page.getByRole("dialog");
      await sheet.getByLabel("Name", { exact: true }).fill("شرما ٹریڈنگ");
      await sheet.getByText(/Sharma Trading/).waitFor();
      await sheet.getByLabel("Name", { exact: true }).fill("Noor Motors");
      await person.click(sheet.getByRole("button", { name: "Create" }));
      await person.click(person.button("Open"));
      await page.getByRole("heading", { name: "Noor Motors" }).waitFor();
    });
  });

  test("a wrong value is put right in the list, and taken back", async (t) => {
    const { person } = at;
    const { page } = person;
    await home("/companies?sort=number&q=K-100");
    await page.getByRole("gridcell").first().waitFor();
    await costs(t, 5, async () => {
      await person.press("j");
      await person.press("e");
      const editor = page.getByRole("gridcell").getByRole("textbox").first();
      await editor.fill("Indus Tea House");
      await person.press("Enter");
      await person.see("Indus Tea House: Name changed");
      await undone(/Taken back: Indus Tea House: Name changed/);
    });
  });

  test("all of a filter are handed to somebody else, and taken back", async (t) => {
    const { person, base } = at;
    const { page } = person;
    const filter = encodeURIComponent('{"field":"industry","op":"eq","value":"Retail"}');
    await page.goto(`${base}/companies?filter=${filter}&view=all`);
    await person.see("20 records");
    await costs(t, 8, async () => {
      await person.click(page.getByRole("checkbox", { name: "Select all loaded rows" }));
      await person.click(page.getByRole("toolbar").getByRole("button", { name: "Assign" }));
      await person.click(page.getByRole("combobox", { name: "Field" }));
      await person.click(page.getByRole("option", { name: "Owner" }));
      await person.click(page.getByRole("checkbox", { name: "Make it empty" }));
      await person.click(person.button("Change 20 records"));
      await person.see("20 records changed");
      await undone(/Taken back: 20 records changed/);
    });
  });

  test("a list is saved as a file, and two that are one become one", async (t) => {
    const { person } = at;
    const { page } = person;
    await home("/companies?q=sharma");
    await costs(t, 3, async () => {
      await person.click(person.button("Export"));
      await person.click(page.getByRole("menuitem", { name: "CSV", exact: true }));
      await person.see(/rows are ready/);
      await Promise.all([page.waitForEvent("download"), person.click(person.link("Save the file"))]);
    });
    await home("/companies?q=sharma");
    const rows = page.getByRole("row").filter({ has: page.getByRole("gridcell") });
    await rows.first().waitFor();
    await costs(t, 5, async () => {
      for (const place of [0, 1]) await person.click(rows.nth(place).getByRole("checkbox"));
      await person.click(person.button("Merge"));
      await person.click(person.button("Merge 2 records"));
      await person.see("Merged into this one");
      await undone(/Taken back: Merged into this one/);
    });
  });

  test("from a figure to the customers behind it", async (t) => {
    const { person } = at;
    const { page } = person;
    await home("/insight");
    await costs(t, 2, async () => {
      await person.click(page.getByRole("link", { name: /^Class A/ }));
      await page.waitForURL(/\/customers\?.*class/);
      await page.getByRole("gridcell").first().waitFor();
    });
  });

  test("without a mouse: list, record, edit, save, undo, the next record", async () => {
    const { person, hand } = at;
    const { page } = person;
    await home("/companies?sort=number");
    await page.getByRole("gridcell").first().waitFor();
    await person.press("j");
    await person.press("Enter");
    await page.waitForURL(/\/companies\/[0-9a-f-]{36}/);
    const first = page.url().split("/").at(-1)!;
    const pencil = page.getByRole("button", { name: "Edit Industry" });
    await pencil.waitFor();
    const unseen: string[] = [];
    for (let stops = 0; stops < 80 && !(await pencil.evaluate((each) => each === document.activeElement)); stops++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(async () => {
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const at = document.activeElement!;
        const { outlineStyle, outlineWidth, opacity } = getComputedStyle(at);
        const shown = (outlineStyle !== "none" && outlineWidth !== "0px") || at.matches("input, textarea");
        return shown && opacity !== "0" ? undefined : (at.getAttribute("aria-label") ?? at.textContent ?? at.tagName);
      });
      if (stop !== undefined) unseen.push(stop);
    }
    assert.deepEqual(unseen, [], "the focus is not to be seen");
    await person.press("Enter");
    await page.getByRole("textbox", { name: "Industry" }).fill("Tea gardens");
    await person.press("Enter");
    await person.see(/: Industry changed/);
    assert.equal(await pencil.evaluate((each) => each === document.activeElement), true, "the focus is lost");
    await person.press("Control+z");
    await person.see(/Taken back: .*Industry changed/);
    assert.equal((await hand.send<{ industry: string }>("GET", `/companies/${first}`)).industry, "Retail");
    await person.press("j");
    await page.waitForURL((url) => /\/companies\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(first));
    person.assertCalm();
  });

  test("two people at one record see one another, and what the other changes", async () => {
    const { person, hand, program, browser, base } = at;
    const { page } = person;
    const { link } = await hand.send<{ link: string }>("POST", "/invitations", {
      email: COLLEAGUE.email,
      role: "manager",
      teams: [],
    });
    const other = await Person.sitDown(program, browser);
    other.expect(/40[134]|no workspace/);
    await other.page.goto(link);
    await other.page.getByLabel("Your name").fill(COLLEAGUE.name);
    await other.page.getByRole("textbox", { name: "Password" }).fill(COLLEAGUE.password);
    await other.click(other.button("Join"));
    await other.page.waitForURL(/\/w\//);
    await page.goto(`${base}/companies/${company}`);
    await other.page.goto(`${base}/companies/${company}`);
    await page.getByRole("img", { name: `${COLLEAGUE.name} is looking at this too` }).waitFor();
    await other.page.getByText("Industry", { exact: true }).first().hover();
    await other.click(other.button("Edit Industry"));
    await person.see(`${COLLEAGUE.name} is editing`);
    await other.page.getByRole("textbox", { name: "Industry" }).fill("Spices");
    await other.press("Enter");
    await page.getByText("Spices", { exact: true }).first().waitFor();
    await person.picture("presence");
    await other.page.context().close();
    person.assertCalm();
    other.assertCalm();
  });
});
