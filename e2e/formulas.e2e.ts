/** A formula is written with the help of completion, tried before it is made, and stands in the list; a roll-up counts what points here. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Person } from "./browser.ts";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

suite("formulas", { timeout: 300_000 }, () => {
  const at = suiteSetting(seed);

  test("a formula is completed, told what is wrong at its place, shown on records, and made", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Companies" }));
    await person.click(person.button("Add field"));
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Call sign");
    await person.click(page.getByRole("combobox", { name: "Kind" }));
    await person.click(page.getByRole("option", { name: "Formula", exact: true }));
    const area = page.getByRole("combobox", { name: "Formula" });
    await area.fill("upper(name) + 1");
    await person.see("Texts are joined with &");
    await person.settle();
    await person.picture("formula-fault");
    await area.fill("");
    await area.pressSequentially("upp");
    await person.see("upper(text)");
    await person.picture("formula-completion");
    await person.press("Enter");
    await area.pressSequentially("nam");
    await person.press("Enter");
    await area.press("End");
    await area.pressSequentially(' & "!"');
    await person.see("Gives: Text");
    await page
      .getByRole("table", { name: "What comes out" })
      .getByText(/[A-Z0-9]!$/)
      .first()
      .waitFor();
    await person.settle();
    await person.picture("formula-preview");
    await person.click(page.getByRole("dialog").getByRole("button", { name: "Add field" }));
    await person.see("The field is there for everyone now");
    await person.see("Formula · Text");
    await page.goto(`${base}/companies?sort=x_callSign`);
    await page.getByRole("row").nth(1).waitFor();
    person.assertCalm();
  });

  test("a roll-up is made from what points here", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Companies" }));
    await person.click(person.button("Add field"));
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("People");
    await person.click(page.getByRole("combobox", { name: "Kind" }));
    await person.click(page.getByRole("option", { name: "Roll-up of related records" }));
    await person.click(page.getByRole("combobox", { name: "Records of" }));
    await person.click(page.getByRole("option", { name: "Contacts › Company" }));
    await person.settle();
    await person.picture("rollup-form");
    await person.click(page.getByRole("dialog").getByRole("button", { name: "Add field" }));
    await person.see("The field is there for everyone now");
    await person.see("Roll-up of related records · Whole number");
    person.assertCalm();
  });

  test("a roll-up goes back to the beginning of the fiscal year, said in each language", async () => {
    const { person, base, hand } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Companies" }));
    const edit = page.getByRole("row").filter({ hasText: "People" }).getByRole("button").first();
    await person.click(edit);
    const sheet = page.getByRole("dialog");
    await person.click(sheet.getByRole("combobox", { name: "Only recent ones, by the date" }));
    await person.click(page.getByRole("option", { name: "Created", exact: true }));
    assert.equal(await sheet.getByRole("textbox", { name: "Of the last days" }).inputValue(), "30");
    await person.click(sheet.getByRole("combobox", { name: "How far back" }));
    await person.click(page.getByRole("option", { name: "This fiscal year" }));
    await person.settle();
    await person.picture("rollup-since");
    await person.click(sheet.getByRole("button", { name: "Save" }));
    await person.see("Saved");
    for (const [language, said] of [
      ["hi", "इस वित्त वर्ष"],
      ["ur", "اس مالی سال"],
    ] as const) {
      await speak(at, language);
      await page.reload();
      await person.click(edit);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole("dialog").getByRole("combobox").nth(4).scrollIntoViewIfNeeded();
      await person.settle();
      const values = page.getByRole("dialog").getByRole("combobox");
      assert.ok(
        (await values.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value))).includes(said),
      );
      await person.picture(`rollup-since-${language}-phone`);
      await page.setViewportSize({ width: 1366, height: 860 });
    }
    await speak(at, "en");
    const fields = await hand.send<{ data: { settings: { window?: unknown } }[] }>("GET", "/custom-fields?limit=200");
    assert.ok(
      fields.data.some(
        ({ settings }) =>
          JSON.stringify(settings.window) === JSON.stringify({ field: "createdAt", since: "startOfFiscalYear" }),
      ),
    );
    person.assertCalm();
  });

  test("in Urdu, in the dark and on a phone", async () => {
    const { program, browser, base } = at;
    await speak(at, "ur");
    const person = await Person.sitDown(program, browser, { width: 390, height: 800, colorScheme: "dark" });
    await person.signIn();
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await page
      .getByRole("button", { name: /نئی فیلڈ|فیلڈ/ })
      .first()
      .click();
    await page.getByRole("combobox").nth(0).waitFor();
    await page.getByRole("dialog").getByRole("combobox").first().click();
    await page.getByRole("option", { name: "فارمولا" }).click();
    await page.getByRole("combobox", { name: "فارمولا" }).fill("name + 1");
    await person.see("متن & سے جوڑے جاتے ہیں");
    await person.settle();
    await person.picture("formula-ur-dark-phone", true);
    await speak(at, "en");
    await page.context().close();
  });
});
