/** What was typed into a sheet that was closed without saving is there when it is opened again. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { suiteSetting } from "./setting.ts";

suite("drafts", { timeout: 120_000 }, () => {
  const at = suiteSetting();

  test("Escape keeps the draft of a new record; it can be opened again and begun afresh", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies`);
    await person.button("New company").click();
    const name = page.getByRole("dialog").getByLabel("Name", { exact: true });
    await name.fill("Half a company");
    await page.keyboard.press("Escape");
    await person.see("Not saved. What you typed is kept");
    await person.button("Open again").click();
    await name.waitFor();
    assert.equal(await name.inputValue(), "Half a company");
    await person.button("Start afresh").click();
    assert.equal(await name.inputValue(), "");
    person.assertCalm();
  });
});
