/** Rules without code: made in plain words in the settings, met in the form, on the record and on the board while one types. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Hand, seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

const STAGES = ["Lead", "Proposal", "Won"];

async function staged(hand: Hand) {
  await seed(hand);
  await hand.send("POST", "/custom-fields", {
    object: "company",
    type: "choice",
    label: { en: "Stage", hi: "चरण", ur: "مرحلہ" },
    settings: { index: true, options: STAGES.map((value) => ({ value, label: { en: value } })) },
  });
  await hand.send("POST", "/custom-fields", {
    object: "company",
    type: "choice",
    label: { en: "Size", hi: "आकार", ur: "حجم" },
    settings: { index: true, options: ["Small", "Medium", "Large"] },
  });
}

suite("rules", { timeout: 300_000 }, () => {
  const at = suiteSetting(staged);

  test("a rule is made with the product's own filter, in plain words, and holds at once", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Companies", exact: true }));
    await person.click(page.getByRole("tab", { name: "Rules" }));
    await person.see("No rules yet");
    await person.picture("rules-none");
    await person.click(person.button("Add rule"));
    const sheet = page.getByRole("dialog", { name: "New rule" });
    await person.click(sheet.getByRole("combobox", { name: "Fields" }));
    await person.click(page.getByRole("option", { name: "Website", exact: true }));
    await page.keyboard.press("Tab");
    await person.click(sheet.getByRole("button", { name: "Filter" }));
    await page.getByRole("combobox", { name: "Field", exact: true }).fill("Stage");
    await person.click(page.getByRole("option", { name: "Stage", exact: true }));
    await person.click(page.getByRole("combobox", { name: "Value" }));
    await person.click(page.getByRole("option", { name: "Proposal", exact: true }));
    await person.click(person.button("Apply"));
    await sheet
      .getByRole("textbox", { name: /Message shown when it is refused/ })
      .fill("A proposal needs their website");
    await person.settle();
    await person.picture("rules-form");
    await person.click(sheet.getByRole("button", { name: "Add rule" }));
    await person.see("The rule holds from now on");
    await person.see("must be filled");
    await person.picture("rules-list", true);
    person.assertCalm();
  });

  test("the record asks for what its new stage needs, and saves both together", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies`);
    await person.click(page.getByRole("row").nth(1).getByRole("link").first());
    await person.click(person.button(/Edit.*Stage|Stage.*edit/i));
    await person.click(page.getByRole("option", { name: "Proposal", exact: true }));
    await page.getByRole("textbox", { name: "Website" }).waitFor();
    await person.settle();
    await person.picture("rules-record");
    await page.getByRole("textbox", { name: "Website" }).fill("https://example.com");
    await person.press("Enter");
    await person.see("example.com");
    await page.goto(
      `${base}/companies?filter=${encodeURIComponent('{"field":"x_stage","op":"eq","value":"Proposal"}')}`,
    );
    await person.see("1 record");
    person.assertCalm();
  });

  test("the form of a new record marks what is needed now, and the server says the administrator's words", async () => {
    const { person, base } = at;
    const { page } = person;
    person.expect(/422/);
    await page.goto(`${base}/companies/new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("New Mill");
    assert.equal(await page.getByRole("textbox", { name: "Website" }).count(), 0);
    await person.click(person.button("All fields"));
    await person.click(page.getByRole("combobox", { name: "Stage" }));
    await person.click(page.getByRole("option", { name: "Proposal", exact: true }));
    await person.click(person.button(/^Create/));
    await person.see("A proposal needs their website");
    person.complaints.length = 0;
    await person.settle();
    await person.picture("rules-new", true);
  });

  test("stages are a table; a column that a card may not come to is shown so", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Companies", exact: true }));
    await person.click(page.getByRole("tab", { name: "Rules" }));
    await person.click(person.button("Add rule"));
    const sheet = page.getByRole("dialog", { name: "New rule" });
    await person.click(sheet.getByRole("combobox", { name: "Kind" }));
    await person.click(page.getByRole("option", { name: "Stages" }));
    await person.click(sheet.getByRole("combobox", { name: "Field", exact: true }));
    await person.click(page.getByRole("option", { name: "Stage", exact: true }));
    await person.click(page.getByRole("checkbox", { name: /From .*Lead.* to .*Won/ }));
    await person.settle();
    await person.picture("rules-moves");
    await person.click(sheet.getByRole("button", { name: "Add rule" }));
    await person.see("moves through its stages");
    for (const language of ["ur", "hi"] as const) {
      await speak(at, language);
      await page.reload();
      await person.click(page.getByRole("tab").nth(1));
      await person.rest();
      await person.picture(`rules-list-${language}`, true);
    }
    await speak(at, "en");
    await page.setViewportSize({ width: 390, height: 800 });
    await page.reload();
    await person.click(page.getByRole("tab").nth(1));
    await person.rest();
    await person.picture("rules-list-phone", true);
    await page.setViewportSize({ width: 1366, height: 860 });
    person.assertCalm();
  });

  test("what can be chosen hangs on another field, and the form offers no more", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Companies", exact: true }));
    await person.click(page.getByRole("tab", { name: "Rules" }));
    await person.click(person.button("Add rule"));
    const sheet = page.getByRole("dialog", { name: "New rule" });
    await person.click(sheet.getByRole("combobox", { name: "Kind" }));
    await person.click(page.getByRole("option", { name: "Choices" }));
    await person.click(sheet.getByRole("combobox", { name: "Field", exact: true }));
    await person.click(page.getByRole("option", { name: "Size", exact: true }));
    const offered = sheet.getByRole("group", { name: "What can be chosen" });
    await person.click(offered.getByRole("checkbox", { name: "Large" }));
    await person.click(sheet.getByRole("button", { name: "Filter" }));
    const filter = page.getByRole("dialog", { name: "Edit the filter" });
    await filter.getByRole("combobox", { name: "Field", exact: true }).fill("Stage");
    await person.click(page.getByRole("option", { name: "Stage", exact: true }));
    await person.click(page.getByRole("combobox", { name: "Value" }));
    await person.click(page.getByRole("option", { name: "Lead", exact: true }));
    await person.click(person.button("Apply"));
    await person.settle();
    await person.picture("rules-choices");
    await person.click(sheet.getByRole("button", { name: "Add rule" }));
    await person.see("offers only");
    const row = page.getByRole("listitem").filter({ hasText: "offers only" });
    await row.getByText("Small, Medium").waitFor();
    await person.click(row.getByRole("button", { name: "Test on the records there are" }));
    await person.see("All records hold to it");
    await person.picture("rules-choices-list");
    for (const language of ["hi", "ur"] as const) {
      await speak(at, language);
      await page.reload();
      await person.click(page.getByRole("tab").nth(1));
      await person.click(page.getByRole("listitem").filter({ hasText: "Medium" }).getByRole("button").nth(-2));
      await page.getByRole("dialog").locator(".type-offers").waitFor();
      await page.setViewportSize({ width: 390, height: 844 });
      await person.settle();
      await person.picture(`rules-choices-${language}-phone`);
      await page.setViewportSize({ width: 1366, height: 860 });
    }
    await speak(at, "en");
    await page.goto(`${base}/companies/new`);
    await person.click(person.button("All fields"));
    await person.click(page.getByRole("combobox", { name: "Stage" }));
    await person.click(page.getByRole("option", { name: "Lead", exact: true }));
    await person.click(page.getByRole("combobox", { name: "Size" }));
    await page.getByRole("option", { name: "Medium", exact: true }).waitFor();
    assert.equal(await page.getByRole("option", { name: "Large", exact: true }).count(), 0);
    await person.picture("rules-choices-offered");
    person.assertCalm();
  });
});
