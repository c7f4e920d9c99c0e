/** Taking lists and the whole company out: by a click on the list, followed to the file that is saved. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { suite, test } from "node:test";
import { Person } from "./browser.ts";
import { seed } from "./seed.ts";
import { suiteSetting } from "./setting.ts";

suite("taking out", { timeout: 300_000 }, () => {
  const at = suiteSetting(seed);

  const saved = async (): Promise<Buffer> => {
    const { person } = at;
    const [download] = await Promise.all([
      person.page.waitForEvent("download"),
      person.click(person.link("Save the file")),
    ]);
    return readFile(await download.path());
  };

  test("a filtered list is saved as CSV, with its columns", async () => {
    const { person, base } = at;
    const { page } = person;
    const filter = encodeURIComponent('{"field":"industry","op":"eq","value":"Retail"}');
    await page.goto(`${base}/companies?filter=${filter}&sort=number`);
    await person.see("20 records");
    await person.click(person.button("Export"));
    await person.picture("export-menu");
    await person.click(page.getByRole("menuitem", { name: "CSV", exact: true }));
    await person.see("20 rows are ready");
    await person.picture("export-ready");
    const lines = (await saved()).toString("utf8").trimEnd().split("\n");
    assert.equal(lines.length, 21);
    assert.match(lines[0]!, /^\ufeffName,/);
    assert.match(lines[1]!, /K-100/);
  });

  test("the list of jobs keeps the file", async () => {
    const { person, base } = at;
    await person.page.goto(`${base}/jobs`);
    await person.see("Export");
    await person.picture("export-jobs");
    assert.ok((await saved()).length > 100);
  });

  test("the company is taken out whole, from its settings", async () => {
    const { person, base } = at;
    await person.page.goto(`${base}/settings/company`);
    await person.see("Take everything out");
    await person.picture("export-archive", true);
    await person.click(person.button("Make the archive"));
    await person.see("rows are ready");
    const bytes = await saved();
    assert.deepEqual([bytes[0], bytes[1]], [0x1f, 0x8b]);
    person.assertCalm();
  });

  test("in Urdu, in the dark and on a phone it is as plain", async () => {
    const { program, browser, person, base } = at;
    for (const [name, look] of [
      ["export-phone-dark", { width: 390, height: 780, colorScheme: "dark" as const }],
      ["export-urdu", { language: "ur-PK" }],
    ] as const) {
      const other = await Person.sitDown(program, browser, look);
      await other.page.context().addCookies(await person.page.context().cookies());
      await other.page.goto(`${base}/companies`);
      await other.click(other.button(/^(Export|برآمد کریں)$/));
      await other.page.getByRole("menuitem").first().waitFor();
      await other.settle();
      await other.picture(name);
      other.assertCalm();
    }
  });
});
