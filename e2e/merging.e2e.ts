/** Two records that are the same become one, and two again. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { overflow } from "./axe.ts";
import { suiteSetting } from "./setting.ts";

suite("merging", { timeout: 180_000 }, () => {
  let [one, other] = ["", ""];
  const at = suiteSetting(async (hand) => {
    const make = async (data: object) => (await hand.send("POST", "/companies", data)).id;
    one = await make({ name: "Sharma Traders", number: "K-1", emails: "a@sharma.example", industry: "Retail" });
    other = await make({ name: "शर्मा ट्रेडर्स", number: "K-2", emails: "b@sharma.example", phones: "+91 98765 43210" });
    await hand.send("POST", "/contacts", { name: "Ayesha", company: other });
    await hand.send("POST", "/activities", { kind: "note", subject: "Wants samples", company: other });
  });

  test("chosen in a list, compared, merged and taken apart", async () => {
    const { hand, person } = at;
    const { page } = person;
    await page.goto(`/w/${hand.slug}/companies`);
    const rows = page.getByRole("row").filter({ has: page.getByRole("gridcell") });
    await rows.first().waitFor();
    for (const place of [0, 1]) await person.click(rows.nth(place).getByRole("checkbox"));
    await person.click(person.button("Merge"));
    await person.see("Moves to the one that stays");
    await person.rest();
    await person.picture("merge");
    await person.click(page.getByRole("radio", { name: "Sharma Traders", exact: true }));
    await person.click(page.getByRole("radio", { name: /^Name: शर्मा/ }));
    await person.rest();
    await person.click(person.button("Merge 2 records"));
    await page.waitForURL(new RegExp(one));
    await person.see("Merged into this one");
    const merged = await hand.send<{ name: string; phones: unknown[]; emails: unknown[] }>("GET", `/companies/${one}`);
    assert.equal(merged.name, "शर्मा ट्रेडर्स");
    assert.deepEqual([merged.phones.length, merged.emails.length], [1, 2]);
    await person.click(person.button("Undo"));
    await person.see("Taken back: Merged into this one");
    assert.equal((await hand.send<{ name: string }>("GET", `/companies/${one}`)).name, "Sharma Traders");
    assert.equal((await hand.send<{ name: string }>("GET", `/companies/${other}`)).name, "शर्मा ट्रेडर्स");
    person.assertCalm();
  });

  test("in Urdu, in the dark and on a phone", async () => {
    const { hand, person } = at;
    const { page } = person;
    await page.goto(`/w/${hand.slug}/companies/merge?ids=${one},${other}`);
    await person.see("Moves to the one that stays");
    await page.evaluate(() => localStorage.setItem("raabta.language", "ur"));
    await page.emulateMedia({ colorScheme: "dark" });
    await page.reload();
    await person.see("ضم کریں");
    await person.rest();
    await person.picture("merge-ur-dark");
    await page.setViewportSize({ width: 390, height: 844 });
    await person.settle();
    assert.equal(await overflow(page), 0, "the page scrolls sideways on a phone");
    await person.picture("merge-ur-phone");
    person.assertCalm();
  });
});
