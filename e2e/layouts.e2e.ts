/** Record pages are laid out by drag and by keyboard, for a team, and given back. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

suite("layouts", { timeout: 300_000 }, () => {
  const at = suiteSetting(async (hand) => {
    await seed(hand);
    await hand.send("POST", "/teams", { name: "North" });
  });

  async function open() {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/shape`);
    await person.click(page.getByRole("combobox").filter({ visible: true }).and(page.getByLabel("Object")));
    await person.click(page.getByRole("option", { name: "Companies", exact: true }));
    await person.click(page.getByRole("tab", { name: "Layouts" }));
    await page.getByRole("complementary", { name: "Preview" }).waitFor();
  }

  test("a field is dragged to the top and another stepped out of the page; everyone sees it", async () => {
    const { person, base } = at;
    const { page } = person;
    await open();
    await person.settle();
    await person.picture("layout-product", true);
    const row = (name: string) => page.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
    await row("Number").dragTo(row("Name"));
    const preview = page.getByRole("complementary", { name: "Preview" });
    assert.equal(await preview.getByRole("term").first().textContent(), "Number");
    await page.getByRole("textbox", { name: "Heading" }).first().fill("First things");
    await person.click(person.button("Move Name down"));
    await person.picture("layout-changed", true);
    await person.click(person.button("Save the layout"));
    await person.see("The layout is in use");
    await page.goto(`${base}/companies`);
    await person.click(page.getByRole("row").nth(1).getByRole("link").first());
    await page.getByRole("heading", { name: "First things" }).waitFor();
    assert.match((await page.getByRole("term").first().textContent()) ?? "", /Number/);
    await person.picture("layout-record");
    person.assertCalm();
  });

  test("a team has its own, in three languages and on a phone; reset gives back the product's", async () => {
    const { person } = at;
    const { page } = person;
    await open();
    await person.click(page.getByRole("combobox", { name: "Layout for" }));
    await person.click(page.getByRole("option", { name: "North" }));
    await person.click(person.button("Remove the group"));
    await person.click(person.button("Save the layout"));
    await person.see("The layout is in use");
    await person.click(page.getByRole("combobox", { name: "Layout for" }));
    await person.click(page.getByRole("option", { name: /Everyone/ }));
    await person.click(person.button("Back to the product's own"));
    await person.see("The layout is removed");
    await person.see("This is how the product lays it out");
    for (const language of ["ur", "hi"] as const) {
      await speak(at, language);
      await page.reload();
      await person.click(page.getByRole("tab").nth(2));
      await page.getByRole("complementary").waitFor();
      await person.settle();
      await person.picture(`layout-${language}`, true);
    }
    await speak(at, "en");
    await page.setViewportSize({ width: 390, height: 800 });
    await page.reload();
    await person.click(page.getByRole("tab").nth(2));
    await page.getByRole("complementary").waitFor();
    await person.picture("layout-phone", true);
    person.assertCalm();
  });
});
