/** Records of one object that are not alike: two types with their own options and layouts, made, met in the form, changed and retired. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

suite("types of records", { timeout: 300_000 }, () => {
  const at = suiteSetting(seed);

  async function room(tab: "Types" | "Layouts") {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox", { name: "Object" }));
    await person.click(page.getByRole("option", { name: "Products", exact: true }));
    await person.click(page.getByRole("tab", { name: tab }));
  }

  async function add(word: string, colour: string, ...away: string[]) {
    const { person } = at;
    const { page } = person;
    await person.click(person.button("Add type"));
    const sheet = page.getByRole("dialog", { name: "New type" });
    await sheet.getByRole("textbox", { name: "What it is called" }).first().fill(word);
    await sheet.getByRole("radio", { name: colour }).check();
    for (const option of away) await sheet.getByRole("checkbox", { name: option, exact: true }).uncheck();
    await person.settle();
    await person.picture(`types-form-${word}`);
    await person.click(sheet.getByRole("button", { name: "Add type" }));
    await person.see("The type can be given from now on");
    await sheet.waitFor({ state: "detached" });
  }

  test("two types are made with what each offers; the records that are there are of the first", async () => {
    const { person, base } = at;
    const { page } = person;
    await room("Types");
    await person.see("No types yet");
    await person.rest();
    await person.picture("types-none");
    await add("Wares", "Teal", "Service", "Fee");
    await add("Work", "Orange", "Goods");
    await person.rest();
    await person.picture("types-list");
    await person.click(page.getByRole("tab", { name: "Rules" }));
    await person.see("From the types");
    await page.locator(".rule", { hasText: /Kind.*offers only.*Goods.*when.*Record type.*Wares/ }).waitFor();
    await person.picture("types-rules");
    await page.goto(`${base}/products`);
    await page.getByRole("columnheader", { name: "Record type" }).waitFor();
    await page.getByRole("row").nth(1).getByText("Wares").waitFor();
    await person.rest();
    await person.picture("types-records");
    person.assertCalm();
  });

  test("types are put in order by the arrows and by drag, and one step goes back", async () => {
    const { person, base } = at;
    const { page } = person;
    const row = (word: string) => page.locator(".type-row", { hasText: word });
    const first = (word: string) => page.locator(".type-row:first-child", { hasText: word }).waitFor();
    await room("Types");
    await first("Wares");
    const arrow = person.button("Move Work up");
    await arrow.focus();
    await person.press("Enter");
    await person.see("“Work” moved to place 1");
    await first("Work");
    assert.ok(await arrow.evaluate((button) => button === document.activeElement));
    await page.goto(`${base}/products/new`);
    await page.getByRole("radio", { name: "Work" }).waitFor({ state: "attached" });
    assert.ok(await page.getByRole("radio", { name: "Work" }).isChecked());
    await room("Types");
    await row("Wares").dragTo(row("Work"));
    await person.see("“Wares” moved to place 1");
    await first("Wares");
    await person.click(person.button("Undo"));
    await first("Work");
    await person.rest();
    await person.picture("types-ordered");
    await person.click(person.button("Move Wares up"));
    await first("Wares");
    person.assertCalm();
  });

  test("a type has a layout of its own", async () => {
    const { person } = at;
    const { page } = person;
    await room("Layouts");
    await person.click(page.getByRole("combobox", { name: "Layout for records of the type" }));
    await person.click(page.getByRole("option", { name: "Work", exact: true }));
    await person.see("laid out like the others");
    await page.getByRole("textbox", { name: "Heading" }).first().fill("About the work");
    await person.rest();
    await person.picture("types-layout", true);
    await person.click(person.button("Save the layout"));
    await person.see("The layout is in use");
    person.assertCalm();
  });

  test("the form asks for the type first, and offers what it offers", async () => {
    const { person, base } = at;
    const { page } = person;
    const offered = async () => {
      await person.click(page.getByRole("combobox", { name: "Kind" }));
      const options = await page.getByRole("option").allTextContents();
      await page.keyboard.press("Escape");
      return options;
    };
    await page.goto(`${base}/products/new`);
    assert.ok(await page.getByRole("radio", { name: "Wares" }).isChecked());
    await person.click(person.button("All fields"));
    assert.deepEqual(await offered(), ["Goods"]);
    await person.picture("types-new");
    await person.click(page.getByRole("radiogroup").getByText("Work"));
    await page.getByRole("heading", { name: "About the work" }).waitFor();
    assert.deepEqual(await offered(), ["Service", "Fee"]);
    await page.getByRole("textbox", { name: "Name" }).first().fill("An hour of repair");
    await page.getByRole("textbox", { name: "Code" }).first().fill("HOUR");
    await person.rest();
    await person.picture("types-new-work");
    await person.click(person.button(/^Create/));
    await page.getByRole("heading", { name: /An hour of repair/ }).waitFor();
    await page.getByRole("heading", { name: "About the work" }).waitFor();
    await person.rest();
    await person.picture("types-record");
    person.assertCalm();
  });

  test("of another type it keeps what it has, and is told so", async () => {
    const { person } = at;
    const { page } = person;
    await person.click(person.button(/Edit.*Record type|Record type.*edit/i));
    await person.click(page.getByRole("option", { name: "Wares", exact: true }));
    await person.see("Of this type it could not have what it has in: Kind");
    await person.rest();
    await person.picture("types-change");
    await person.click(person.button("Save"));
    await page
      .getByRole("heading", { name: /An hour of repair/ })
      .getByText("Wares")
      .waitFor();
    assert.equal(await page.getByRole("heading", { name: "About the work" }).count(), 0);
    await page.getByText("Service", { exact: true }).first().waitFor();
    person.assertCalm();
  });

  test("a retired type is out of the form and back by undo; in three languages and on a phone", async () => {
    const { person, base } = at;
    const { page } = person;
    await room("Types");
    await person.click(person.button("Retire Work"));
    await person.see("“Work” is retired");
    await person.see("no record takes them any more");
    await person.picture("types-retired");
    await page.goto(`${base}/products/new`);
    await page.getByRole("textbox", { name: "Name" }).first().waitFor();
    assert.equal(await page.getByRole("radio").count(), 0);
    await room("Types");
    await person.click(person.button("Restore"));
    await person.see("“Work” is back");
    for (const language of ["ur", "hi"] as const) {
      await speak(at, language);
      await page.goto(`${base}/settings/shape#product.types`);
      await page.reload();
      await page.getByText("Wares").first().waitFor();
      await person.rest();
      await person.picture(`types-list-${language}`);
    }
    await speak(at, "ur");
    await page.setViewportSize({ width: 390, height: 800 });
    await page.reload();
    await page.getByText("Wares").first().waitFor();
    await person.rest();
    await person.picture("types-list-phone", true);
    await page
      .locator(".type-row button", { has: page.locator(".tabler-icon-pencil") })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    await person.rest();
    await person.picture("types-form-phone");
    await page.goto(`${base}/products/new`);
    await page.getByRole("radio").first().waitFor({ state: "attached" });
    await person.rest();
    await person.picture("types-new-phone");
    person.assertCalm();
  });
});
