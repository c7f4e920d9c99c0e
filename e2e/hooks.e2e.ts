/** Webhooks and actions as an administrator makes them and a person presses them. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { barriersInEveryLook } from "./looks.ts";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

suite("webhooks and actions", { timeout: 300_000 }, () => {
  const at = suiteSetting(seed);

  test("a webhook is made, its secret shown once, and its log is empty", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/webhooks`);
    await person.see("No webhooks yet");
    await person.click(person.button("New webhook"));
    await page.getByRole("textbox", { name: "Name" }).fill("Accounts");
    await page.getByRole("textbox", { name: "Address" }).fill("https://10.0.0.1/hook");
    await person.settle();
    await person.picture("webhook-sheet");
    person.expect(/422/);
    await person.click(person.button("Create webhook"));
    await person.see("This address leads into our own network");
    await page.getByRole("textbox", { name: "Address" }).fill("https://accounts.example/hook");
    await person.click(person.button("Create webhook"));
    await person.see("The secret of Accounts");
    await person.settle();
    const found = await barriersInEveryLook(person, "webhooks");
    assert.deepEqual(found, []);
    await person.click(person.button("What to do with Accounts"));
    await person.click(page.getByRole("menuitem", { name: "Log" }));
    await person.see("Nothing here yet");
    await person.picture("webhook-log");
  });

  test("an action is made, pressed on a record with what it asks, and taken back", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/actions-made`);
    await person.click(person.button("New action"));
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Give notice");
    await person.click(page.getByRole("combobox", { name: "Object", exact: true }));
    await person.click(page.getByRole("option", { name: "Companies", exact: true }));
    await person.click(person.button("Ask for something"));
    await page.getByRole("textbox", { name: "Question" }).fill("Why?");
    await page.getByRole("combobox", { name: "Field to fill" }).fill("Remarks");
    await person.settle();
    await person.picture("action-field");
    await person.click(page.getByRole("option", { name: "Remarks", exact: true }));
    await person.settle();
    const value = page.getByRole("combobox", { name: "Remarks" }).first();
    const answer = page.getByRole("option", { name: "Why?", exact: true });
    await person.click(value);
    // Its list closes again where the one before it closes late.
    await answer.waitFor({ state: "visible", timeout: 3_000 }).catch(() => person.click(value));
    await person.click(answer);
    await person.settle();
    await person.picture("action-sheet");
    await person.click(person.button("Create action"));
    await person.see("The action is there");
    await person.picture("actions");
    await page.goto(`${base}/companies`);
    await person.click(page.getByRole("row").nth(1).getByRole("link").first());
    await person.click(person.button("Give notice"));
    await page.getByRole("textbox", { name: "Why?" }).fill("Late payment");
    await person.settle();
    await person.picture("action-dialog");
    await person.click(page.getByRole("dialog").getByRole("button", { name: "Give notice" }));
    await person.see("Give notice: done");
    await person.see("Late payment");
    await person.picture("action-done");
    await person.click(person.button("Undo"));
    await page.getByText("Late payment").first().waitFor({ state: "hidden" });
  });

  test("in Urdu", async () => {
    await speak(at, "ur");
    const { person, base } = at;
    await person.page.goto(`${base}/settings/actions-made`);
    await person.rest();
    assert.deepEqual(await barriersInEveryLook(person, "ur-actions"), []);
    await person.page.goto(`${base}/settings/webhooks`);
    await person.rest();
    assert.deepEqual(await barriersInEveryLook(person, "ur-webhooks"), []);
    person.assertCalm();
  });
});
