/** What a company made itself is told in words: in the activity log, with the way to where it is made, and within phrases. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { barriers } from "./axe.ts";
import { type Hand } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

/** The pencil beside the start of an activity. */
const EDIT = { en: /^Edit Start$/, hi: /^आरंभ बदलें$/, ur: /^[\u2066-\u2069]*آغاز[\u2066-\u2069]* میں ترمیم$/ };

let rule = { id: "" };

async function shape(hand: Hand) {
  await hand.send("POST", "/custom-objects", {
    label: {
      en: { one: "Complaint", many: "Complaints" },
      hi: { one: "शिकायत", many: "शिकायतें" },
      ur: { one: "شکایت", many: "شکایات" },
    },
  });
  await hand.send("POST", "/custom-fields", {
    object: "company",
    type: "choice",
    label: { en: "Stage", hi: "चरण", ur: "مرحلہ" },
    settings: { options: [{ value: "Lead", label: { en: "Lead" } }] },
  });
  rule = await hand.send("POST", "/business-rules", { object: "company", kind: "required", fields: ["website"] });
  const groups = [{ label: { en: "About" }, fields: ["name", "number"] }];
  await hand.send("POST", "/page-layouts", { object: "company", groups });
}

suite("told", { timeout: 300_000 }, () => {
  const at = suiteSetting(shape);

  test("rules, layouts and fields stand in the activity log by their words, and lead to where they are made", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const log = page.getByRole("main").getByRole("list");
    await page.goto(`${base}/audit`);
    for (const [words, place, tab] of [
      ["Website must be filled (Companies)", "#company.rules", "Rules"],
      ["Everyone (Companies)", "#company.layouts", "Layouts"],
      ["Stage (Companies)", "#company.fields", "Fields"],
      ["Complaints", "#x_complaint.fields", "Fields"],
    ] as const) {
      const link = log.getByRole("link", { name: words, exact: true });
      await link.waitFor();
      assert.equal(await link.getAttribute("href"), `${base}/settings/shape${place}`);
      if (tab === "Rules") await person.picture("told-log");
      await person.click(link);
      await page.getByRole("tab", { name: tab, selected: true }).waitFor();
      await page.goBack();
    }
    await hand.send("DELETE", `/business-rules/${rule.id}`);
    await page.reload();
    await person.see(/^Deleted: rule/);
    assert.equal(await log.getByText("Website must be filled (Companies)").count(), 2, "gone, it is told as before");
    assert.equal(await log.getByRole("link", { name: "Website must be filled (Companies)" }).count(), 1);
    await person.settle();
    assert.deepEqual(await barriers(page), []);
    person.assertCalm();
  });

  test("an object of the company's own begins small in phrases, as the product's do", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/x-complaints`);
    await person.link(/^All complaints$/).waitFor();
    await person.button(/^New complaint$/).waitFor();
    await person.see(/^No complaints yet$/);
    await page.getByRole("heading", { name: "Complaints", exact: true }).waitFor();
    await person.picture("told-own-object");
    await page.goto(`${base}/contacts`);
    await person.link(/^All contacts$/).waitFor();
    await person.button(/^New contact$/).waitFor();
    person.assertCalm();
  });

  test("a time is told by the country's clock in every language, and picked by the same", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const subject = "Evening call";
    const { id } = await hand.send("POST", "/activities", { kind: "call", subject, startsAt: "2026-10-05T14:05:00Z" });
    for (const language of ["en", "hi", "ur"] as const) {
      await speak(at, language);
      await page.goto(`${base}/activities/${id}`);
      const told = page.locator('time[datetime^="2026-10-05"]').first();
      await told.waitFor();
      const words = (await told.innerText()).replaceAll(/[\u2066-\u2069]/g, "");
      assert.match(words, /\b7:05\spm/i, `${language}: ${words}`);
      await page.getByRole("button", { name: EDIT[language] }).click();
      const picker = page.getByRole("button").filter({ hasText: /7:05\spm/i });
      await picker.first().waitFor();
      await person.click(picker.first());
      await page
        .getByRole("button", { name: "Submit" })
        .or(page.locator("[data-dates-dropdown] input"))
        .first()
        .waitFor();
      await person.settle();
      await person.picture(`told-clock-${language}`);
      await page.keyboard.press("Escape");
    }
    await speak(at, "en");
    person.assertCalm();
  });

  test("in Hindi and Urdu, wide and on a phone", async () => {
    const { person, base } = at;
    const { page } = person;
    for (const language of ["hi", "ur"] as const) {
      await speak(at, language);
      await page.setViewportSize({ width: 1366, height: 860 });
      await page.goto(`${base}/audit`);
      await page
        .getByRole("link", { name: language === "hi" ? "शिकायतें" : "شکایات", exact: true })
        .first()
        .waitFor();
      await person.calm();
      assert.deepEqual(await barriers(page), []);
      await person.picture(`told-log-${language}`);
      await page.setViewportSize({ width: 360, height: 740 });
      await person.settle();
      await person.picture(`told-log-${language}-phone`);
    }
    await speak(at, "en");
    person.assertCalm();
  });
});
