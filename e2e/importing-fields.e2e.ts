/** Columns that fit no field: one is given a field of its own, which is taken back; then all that are left become fields at once, and the file goes into them. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { barriers, overflow } from "./axe.ts";
import { speak, suiteSetting } from "./setting.ts";

const LEVELS = ["Gold", "Silver", "Standard"];
const FILE = [
  "Account Number,Company Name,Industry,Level,Rooms,Handed over",
  ...Array.from({ length: 12 }, (_, n) => `k${n},Mill ${n},Textiles,${LEVELS[n % 3]},${n + 1},${n + 13}/01/2025`),
].join("\n");

suite("importing into new fields", { timeout: 300_000 }, () => {
  const at = suiteSetting();

  test("a column gets a field of the kind that its values have, and taking that back leaves the column out again", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/import`);
    await page
      .getByTestId("import-file")
      .setInputFiles({ name: "mills.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
    await person.see("3 columns are left out: Level, Rooms, and Handed over.");
    const level = page.getByRole("combobox", { name: "Level becomes" });
    await person.click(level);
    await level.fill("rank");
    await person.settle();
    await person.picture("import-new-field-choice");
    await person.click(page.getByRole("option", { name: "New field…" }));
    const sheet = page.getByRole("dialog", { name: /New field/ });
    await sheet.waitFor();
    assert.equal(await sheet.getByRole("textbox", { name: "Name", exact: true }).inputValue(), "Level");
    assert.equal(await sheet.getByRole("combobox", { name: "Kind" }).inputValue(), "Choice");
    assert.deepEqual(
      await sheet
        .getByRole("textbox", { name: /^Option \d/ })
        .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
      LEVELS,
    );
    await person.settle();
    await person.picture("import-new-field");
    await person.click(sheet.getByRole("button", { name: "Add field" }));
    await person.see("2 columns are left out: Rooms and Handed over.");
    assert.equal(await level.inputValue(), "Level");
    await person.calm();
    await page.reload();
    await person.see("2 columns are left out: Rooms and Handed over.");
    await page.goto(`${base}/companies`);
    await page.goBack();
    await person.see("2 columns are left out: Rooms and Handed over.");
    const { data } = await at.hand.send<{ data: { id: string }[] }>("GET", "/custom-fields");
    await at.hand.send("DELETE", `/custom-fields/${data[0]!.id}`);
    await page.reload();
    await person.see("3 columns are left out: Level, Rooms, and Handed over.");
    assert.equal(await level.inputValue(), "Leave out");
    person.assertCalm();
  });

  test("the undo of the message takes the field back", async () => {
    const { person } = at;
    const { page } = person;
    const rooms = page.getByRole("combobox", { name: "Rooms becomes" });
    await person.click(rooms);
    await person.click(page.getByRole("option", { name: "New field…" }));
    const sheet = page.getByRole("dialog", { name: /New field/ });
    assert.equal(await sheet.getByRole("combobox", { name: "Kind" }).inputValue(), "Whole number");
    await person.click(sheet.getByRole("button", { name: "Add field" }));
    await person.see("2 columns are left out: Level and Handed over.");
    await person.click(person.button("Undo"));
    await person.see("3 columns are left out: Level, Rooms, and Handed over.");
    assert.equal(await rooms.inputValue(), "Leave out");
    person.assertCalm();
  });

  test("all columns that are left become fields in one step, in each language and on a phone, and are filled", async () => {
    const { person, hand } = at;
    const { page } = person;
    const found: string[] = [];
    for (const language of ["hi", "ur"] as const) {
      await speak(at, language);
      await page.reload();
      await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
      await person.rest();
      await person.click(page.locator(".columns-head button"));
      await page.locator(".new-fields").waitFor();
      await person.settle();
      await person.picture(`import-new-fields-${language}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia({ colorScheme: language === "ur" ? "dark" : "light" });
      await person.settle();
      await person.picture(`import-new-fields-${language}-phone`);
      found.push(...(await barriers(page)));
      const over = await overflow(page);
      if (over > 0) found.push(`${over} px too wide for a phone`);
      await page.setViewportSize({ width: 1366, height: 860 });
      await page.emulateMedia({ colorScheme: "light" });
    }
    assert.deepEqual(found, []);
    await speak(at, "en");
    await page.reload();
    await person.click(person.button("Make fields of the 3 columns left"));
    const sheet = page.getByRole("dialog", { name: /New fields/ });
    await sheet.getByRole("textbox", { name: "Name for Handed over" }).fill("Handed over on");
    await person.settle();
    await person.picture("import-new-fields");
    await person.click(sheet.getByRole("button", { name: "Make 3 fields" }));
    await person.see("Every column has found its place.");
    await person.settle();
    await person.picture("import-new-fields-made", true);
    await person.click(person.button("Check"));
    await person.see("12 rows can come in");
    await person.click(person.button(/^Import 12 rows/));
    await person.see("12 rows are in", 60_000);
    const fields = await hand.send<{ data: { name: string; type: string }[] }>("GET", "/custom-fields?sort=name");
    assert.deepEqual(
      fields.data.map(({ name, type }) => [name, type]),
      [
        ["x_handedOverOn", "date"],
        ["x_level2", "choice"],
        ["x_rooms2", "integer"],
      ],
    );
    const { data } = await hand.send<{ data: Record<string, unknown>[] }>("GET", "/companies?sort=name&limit=1");
    assert.deepEqual(
      [data[0]!["x_handedOverOn"], data[0]!["x_level2"], data[0]!["x_rooms2"]],
      ["2025-01-13", "Gold", 1],
    );
    person.assertCalm();
  });
});
