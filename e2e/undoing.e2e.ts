/** The way back from whatever was done: from its message, by Ctrl Z, and in words where somebody changed it since. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { barriers } from "./axe.ts";
import { seed } from "./seed.ts";
import { suiteSetting } from "./setting.ts";

suite("undoing", { timeout: 240_000 }, () => {
  let company = "";
  const at = suiteSetting(async (hand) => {
    ({ company } = await seed(hand, 6));
  });

  const undo = () => at.person.page.getByRole("alert").getByRole("button", { name: "Undo", exact: true });
  const industry = async () =>
    (await at.hand.send<{ industry: string | null }>("GET", `/companies/${company}`)).industry ?? "";
  const setIndustry = async (value: string) => {
    const { person } = at;
    const { page } = person;
    await page.getByText("Industry", { exact: true }).first().hover();
    await person.click(page.getByRole("button", { name: "Edit Industry" }));
    await page.getByRole("textbox", { name: "Industry" }).fill(value);
    await person.press("Enter");
    await person.see(": Industry changed");
  };

  test("a field, from its message and by the keys, the newest first", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies/${company}`);
    await setIndustry("Tea gardens");
    await person.click(undo());
    await person.see(/Taken back: .*Industry changed/);
    assert.equal(await industry(), "Retail");
    await setIndustry("Tea");
    await page.getByRole("textbox", { name: "Write a note…" }).fill("Ask about the harvest");
    await person.press("Control+Enter");
    await person.see("Note saved");
    const note = page.getByRole("listitem").filter({ hasText: "Ask about the harvest" }).first();
    await note.waitFor();
    await page.getByRole("heading", { level: 1 }).click();
    await person.press("Control+z");
    await note.waitFor({ state: "detached" });
    await person.press("Control+z");
    await page.getByText("Retail", { exact: true }).first().waitFor();
    assert.equal(await industry(), "Retail");
    await person.press("Control+z");
    await person.see("There is nothing to undo");
    person.assertCalm();
  });

  test("what somebody has changed since stays, and it is said whose it is", async () => {
    const { hand, person } = at;
    const { page } = person;
    await setIndustry("Spices");
    await hand.send("PATCH", `/companies/${company}`, { industry: "Perfume" });
    await person.click(undo());
    await person.see(/Not taken back/);
    await person.see("Industry has been changed since");
    assert.equal(await industry(), "Perfume");
    await person.settle();
    assert.deepEqual(await barriers(page), []);
    await person.picture("undo-conflict");
    person.assertCalm();
  });

  test("what is refused for many is told as refused: how many, why and which, beside the bar and not on it", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const when = { field: "industry", op: "eq", value: "Banks" };
    const rule = await hand.send("POST", "/business-rules", {
      object: "company",
      kind: "required",
      fields: ["website"],
      when,
    });
    await page.goto(`${base}/companies?view=all`);
    const boxes = page.getByRole("grid").getByRole("checkbox");
    for (const place of [1, 2, 3, 4]) await boxes.nth(place).click();
    const bar = page.getByRole("toolbar", { name: "Selection" });
    await person.click(bar.getByRole("button", { name: "Edit", exact: true }));
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("combobox", { name: "Field" }).fill("Industry");
    await person.click(page.getByRole("option", { name: "Industry" }));
    await sheet.getByRole("textbox", { name: "Industry" }).fill("Banks");
    await person.click(sheet.getByRole("button", { name: /^Change/ }));
    const told = page.getByRole("alert").filter({ hasText: "Nothing was changed: all 4 records were refused" });
    await told.getByText(/Website/).waitFor();
    await person.settle();
    assert.deepEqual(await barriers(page), []);
    await person.picture("bulk-refused");
    const [message, beneath] = [await told.boundingBox(), await bar.boundingBox()];
    assert.ok(message!.y + message!.height <= beneath!.y, "the message covers the bar");
    await person.click(told.getByRole("button", { name: "See them" }));
    await person.see("4 chosen records");
    await person.see("4 records");
    await hand.send("DELETE", `/business-rules/${rule.id}`);
    person.assertCalm();
  });

  test("a record that was made, one that was deleted, a team that was renamed", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    // The page of a record hears that it has gone before it is left.
    person.expect(/404/);
    const count = async () =>
      (await hand.send<{ count: { value: number } }>("GET", "/companies?limit=1&count=capped")).count.value;
    await page.goto(`${base}/companies/new`);
    await page.getByLabel("Name", { exact: true }).first().fill("Made by mistake");
    await person.click(person.button("Create"));
    await person.see("Made by mistake created");
    assert.equal(await count(), 7);
    await person.click(undo());
    await person.see("Taken back: Made by mistake created");
    assert.equal(await count(), 6);
    await page.goto(`${base}/companies/${company}`);
    await person.click(person.button("More actions"));
    await person.click(page.getByRole("menuitem", { name: "Delete" }));
    await page.waitForURL(/\/companies$/);
    await page.getByText(/ deleted$/).waitFor();
    assert.equal(await count(), 5);
    await person.press("Control+z");
    await person.see(/Taken back: .* deleted/);
    assert.equal(await count(), 6);
    await hand.send("POST", "/teams", { name: "North" });
    await page.goto(`${base}/settings/teams`);
    const name = page.getByRole("textbox", { name: "Name of North" });
    await name.fill("South");
    await person.press("Enter");
    await page.getByRole("textbox", { name: "Name of South" }).waitFor();
    await person.click(undo());
    await name.waitFor();
    person.assertCalm();
  });

  test("what a field said when it was of another kind stands in the history as it was written", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const { id } = await hand.send<{ id: string }>("POST", "/custom-fields", {
      object: "company",
      name: "due",
      type: "text",
      label: { en: "Due" },
    });
    const { id: late } = await hand.send<{ id: string }>("POST", "/companies", { name: "Late payer", x_due: "soon" });
    await hand.send("PATCH", `/companies/${late}`, { x_due: "very soon" });
    await hand.send("PATCH", `/companies/${late}`, { x_due: null });
    await hand.send("PATCH", `/custom-fields/${id}`, { type: "date" });
    await page.goto(`${base}/companies/${late}`);
    await person.click(page.getByRole("tab", { name: "Changes" }));
    await page.getByText("very soon").first().waitFor();
    person.assertCalm();
  });
});
