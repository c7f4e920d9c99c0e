/** Automations as an administrator makes them: begun from what most begin with, rehearsed, switched on, followed. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { barriersInEveryLook } from "./looks.ts";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

const DAY_MS = 86_400_000;

suite("automations", { timeout: 300_000 }, () => {
  const at = suiteSetting(async (hand) => {
    const { company } = await seed(hand);
    const agreed = new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10);
    await hand.send("PATCH", `/companies/${company}`, { nextTouchOn: agreed });
  });

  test("one is made from what most begin with, rehearsed before it runs, switched on, and its doing is in the log", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/settings/automations`);
    await person.see("No automations yet");
    await person.click(person.button("Companies not touched in time: a task"));
    await page.getByRole("textbox", { name: "At most in one day" }).fill("50");
    await person.settle();
    await person.picture("automation-sheet");
    await person.click(person.button("Create automation"));
    await person.see("stand so just now");
    await person.settle();
    await person.picture("automation-rehearsal");
    await person.click(person.button("Switch on"));
    await page.getByRole("switch", { name: /Switch Companies not touched/, checked: true }).waitFor();
    await person.see("1 / 50");
    await person.picture("automations");
    await person.click(person.button(/^Actions for/));
    await person.click(page.getByRole("menuitem", { name: "Log" }));
    await person.see("Done");
    await person.picture("automation-log");
    await person.click(page.getByRole("dialog").getByRole("button", { name: "Take back" }));
    await person.see("Taken back");
    person.assertCalm();
  });

  test("in Urdu and Hindi, in the dark, on a phone", async () => {
    const { person, base } = at;
    for (const language of ["hi", "ur"] as const) {
      await speak(at, language);
      await person.page.goto(`${base}/settings/automations`);
      await person.rest();
      assert.deepEqual(await barriersInEveryLook(person, `${language}-automations`), []);
      await person.click(person.page.locator(".settings-room button").first());
      await person.settle();
      assert.deepEqual(await barriersInEveryLook(person, `${language}-automation-sheet`), []);
    }
    await speak(at, "en");
    person.assertCalm();
  });
});
