/** A company shapes its system: a field where it is missed, an object of its own, retired and brought back, seen by others at once. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { suite, test } from "node:test";
import { Person } from "./browser.ts";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

suite("shaping", { timeout: 300_000 }, () => {
  const at = suiteSetting(seed);

  test("a choice is added to companies from a record, and stands on it and in another window without a reload", async () => {
    const { person, base, program, browser } = at;
    const { page } = person;
    const other = await Person.sitDown(program, browser);
    await other.signIn();
    await other.page.goto(`${base}/companies`);
    await other.see("records");
    await page.goto(`${base}/companies`);
    await person.click(
      page.getByRole("link", { name: "K-100" }).or(page.getByRole("row").nth(1).getByRole("link")).first(),
    );
    await person.click(person.button("Add field"));
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Standing");
    await page.getByRole("textbox", { name: "Name · हिन्दी" }).fill("दर्जा");
    await page.getByRole("textbox", { name: "Name · اردو" }).fill("درجہ");
    await person.click(page.getByRole("combobox", { name: "Kind" }));
    await person.click(page.getByRole("option", { name: "Choice", exact: true }));
    for (const [index, word] of ["Bronze", "Gold"].entries()) {
      await person.click(person.button("Add option"));
      await page.getByRole("textbox", { name: `Option ${index + 1}` }).fill(word);
    }
    await person.settle();
    await person.picture("shape-field-form");
    await person.click(page.getByRole("dialog").getByRole("button", { name: "Add field" }));
    await person.see("The field is there for everyone now");
    await person.see("Standing");
    await person.picture("shape-record");
    await other.click(other.button("Columns"));
    await other.page.getByLabel("Standing").waitFor();
    await other.picture("shape-other-window");
    await other.page.context().close();
  });

  test("the value is written on the record and found in the list by a filter", async () => {
    const { person, base } = at;
    const { page } = person;
    const filter = encodeURIComponent('{"field":"x_standing","op":"eq","value":"Gold"}');
    await page.goto(`${base}/companies?filter=${filter}`);
    await person.see(/No companies|Nothing|no records/i);
    await page.goto(`${base}/companies`);
    await person.click(page.getByRole("row").nth(1).getByRole("link").first());
    await person.see("Our own fields");
    await person.click(person.button(/Standing/));
    await person.click(page.getByRole("option", { name: "Gold" }));
    await person.settle();
    await page.goto(`${base}/companies?filter=${filter}`);
    await person.see("1 record");
  });

  test("an option that records have goes when they were given another", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape#company`);
    await person.click(person.button("Change Standing"));
    await person.click(person.button("Remove Gold"));
    await person.see("1 record has it.");
    await person.click(page.getByRole("combobox", { name: "Give these records instead" }));
    await person.click(page.getByRole("option", { name: "Bronze" }));
    await person.settle();
    await person.picture("shape-option");
    await person.click(person.button("Replace and remove"));
    await page.getByRole("button", { name: "Remove Gold" }).waitFor({ state: "detached" });
    await person.click(page.getByRole("dialog").getByRole("button", { name: "Save" }));
    await person.see("Saved");
    person.assertCalm();
  });

  test("an object of one's own has a room, a form, records, and comes back after it was retired", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.see("Objects and fields");
    await person.picture("shape-room", true);
    await person.click(person.button("New object"));
    await page.getByRole("textbox", { name: "Name of one", exact: true }).fill("Vehicle");
    await page.getByRole("textbox", { name: "Name of several", exact: true }).fill("Vehicles");
    await person.click(page.getByRole("radio", { name: "truck" }));
    await person.settle();
    await person.picture("shape-object-form");
    await person.click(person.button("Create object"));
    await person.see("The object is there");
    await person.click(page.getByRole("navigation").getByRole("link", { name: "Vehicles" }));
    await person.see("No vehicles yet");
    await person.picture("shape-object-list");
    await person.click(person.button("New vehicle"));
    await page.getByRole("textbox", { name: "Name", exact: true }).first().fill("Tempo 407");
    await person.click(page.getByRole("dialog").getByRole("button", { name: /Create|Save/ }));
    await person.see("Tempo 407");
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Vehicles" }));
    await person.click(person.button("Retire Vehicles"));
    await person.see("is retired");
    await page.getByRole("navigation").getByRole("link", { name: "Vehicles" }).waitFor({ state: "detached" });
    await person.picture("shape-retired", true);
    await person.click(person.button("Undo"));
    await page.getByRole("navigation").getByRole("link", { name: "Vehicles" }).waitFor();
    await page.goto(`${base}/x-vehicles`);
    await person.see("Tempo 407");
    person.assertCalm();
  });

  test("a text with values becomes a number: what would be lost is shown first, and undo brings it back", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/x-vehicles`);
    await person.click(page.getByRole("row").nth(1).getByRole("link").first());
    await person.click(person.button("Add field"));
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Load");
    await person.click(page.getByRole("dialog").getByRole("button", { name: "Add field" }));
    await person.see("The field is there for everyone now");
    await person.settle();
    await person.picture("shape-load");
    await person.click(person.button(/Load/));
    await page.getByRole("textbox", { name: "Load" }).fill("about two tons");
    await page.keyboard.press("Enter");
    await person.see("about two tons");
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Vehicles" }));
    await person.click(person.button("Change Load"));
    await person.click(page.getByRole("combobox", { name: "Kind" }));
    await person.click(page.getByRole("option", { name: "Number", exact: true }));
    await person.see("1 value cannot be read and would be empty");
    await person.settle();
    await person.picture("shape-conversion");
    await person.click(person.button("Change the kind"));
    await person.see("The field is of the new kind");
    await person.click(person.button("Undo"));
    // It is a job: the page that is gone to next is to find it done.
    await person.see("Taken back");
    await page.goto(`${base}/x-vehicles`);
    await person.click(page.getByRole("row").nth(1).getByRole("link").first());
    await person.see("about two tons");
    person.assertCalm();
  });

  test("a retired field goes for good when nothing uses it, and its values are taken out before", async () => {
    const { person, base, hand } = at;
    const { page } = person;
    const view = await hand.send("POST", "/views", {
      name: "Loaded",
      object: "x_vehicle",
      sharing: "shared",
      definition: { columns: [{ field: "name" }, { field: "x_load" }] },
    });
    const retired = page.getByRole("listitem").filter({ hasText: "x_load" });
    const openDialog = async () => {
      await page.goto(`${base}/settings/shape`);
      await person.click(retired.getByRole("button", { name: "Delete for good" }));
    };
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Vehicles" }));
    await person.click(person.button("Retire Load"));
    await person.see("Load is used");
    await person.click(person.button("Retire it anyway"));
    await retired.waitFor();
    await openDialog();
    await person.see("These still use it. Change them first");
    await person.see("Loaded");
    await person.settle();
    await person.picture("shape-deletion-blocked");
    await hand.send("DELETE", `/views/${String(view["id"])}`);
    await openDialog();
    await person.see("Load goes with its value in 1 record");
    await person.click(person.button("Download the values (CSV)"));
    const [download] = await Promise.all([page.waitForEvent("download"), person.click(person.link("Save the file"))]);
    const file = await readFile(await download.path(), "utf8");
    assert.match(file, /^\ufeffID,Name,Load\n[^,]{36},Tempo 407,about two tons\n$/);
    await page.getByRole("textbox", { name: /Type/ }).fill("delete");
    await person.settle();
    await person.picture("shape-deletion");
    for (const language of ["hi", "ur"] as const) {
      await speak(at, language);
      await page.goto(`${base}/settings/shape`);
      await person.click(retired.getByRole("button").last());
      await page.getByRole("dialog").getByRole("textbox").waitFor();
      await person.settle();
      await person.picture(`shape-deletion-${language}`);
    }
    await speak(at, "en");
    await openDialog();
    await page.getByRole("textbox", { name: /Type/ }).fill("delete");
    await page.keyboard.press("Enter");
    await person.see("Load is deleted for good");
    await retired.waitFor({ state: "detached" });
    person.assertCalm();
  });

  test("in Hindi and Urdu the words are the administrator's", async () => {
    const { person, base } = at;
    for (const [language, word] of [
      ["hi", "दर्जा"],
      ["ur", "درجہ"],
    ] as const) {
      await speak(at, language);
      await person.page.goto(`${base}/settings/shape`);
      await person.see(word);
      await person.picture(`shape-room-${language}`, true);
    }
    await speak(at, "en");
  });
});
