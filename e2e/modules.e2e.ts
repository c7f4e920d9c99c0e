/** Pages and panels that modules bring: in the rail, on a record, in settings; and what is broken in one breaks nothing else. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, suite, test } from "node:test";
import { root } from "#test/harness/server.ts";
import { barriersInEveryLook } from "./looks.ts";
import { speak, suiteSetting } from "./setting.ts";

const BROKEN = `export default () => ({
  name: "broken",
  pages: [
    { name: "throws", label: { en: "Throws", ur: "خرابی" }, file: "throws.js" },
    { name: "room", label: { en: "Garage settings" }, file: "room.js", place: "settings" },
  ],
  panels: [{ name: "panel", object: "company", label: { en: "Broken panel" }, file: "throws.js" }],
});
`;
const ROOM = `export default (place, raabta) => {
  const says = document.createElement("p");
  says.textContent = [raabta.me.name, raabta.workspace.slug, raabta.theme, raabta.direction].join(" / ");
  place.append(says);
  return () => { window.garageLeft = (window.garageLeft ?? 0) + 1; };
};
`;

const folder = await mkdtemp(path.join(tmpdir(), "raabta-modules-"));
after(() => rm(folder, { recursive: true, force: true }));
await mkdir(path.join(folder, "web"));
await writeFile(path.join(folder, "module.ts"), BROKEN);
await writeFile(path.join(folder, "web", "room.js"), ROOM);
await writeFile(path.join(folder, "web", "throws.js"), `export default () => { throw new Error("not today"); };\n`);
const garage = path.join(root, "docs", "guides", "extending", "garage");
process.env["RAABTA_MODULES"] = [garage, folder].join(path.delimiter);

suite("modules", { timeout: 300_000 }, () => {
  let company = "";
  const at = suiteSetting(async (hand) => {
    company = (await hand.send("POST", "/companies", { name: "Ravi Motors" }))["id"] as string;
    const inspectedOn = new Date(Date.now() - 360 * 86_400_000).toISOString().slice(0, 10);
    await hand.send("POST", "/garage-inspections", { subject: "Lift", company, inspectedOn, passed: true });
  });

  test("a page stands in the rail, asks the API as who looks, and leads to records", async () => {
    const { person, base } = at;
    await person.page.goto(`${base}/companies`);
    await person.click(person.link("Due inspections"));
    await person.see("Lift");
    assert.match(person.page.url(), /\/module\/garage\/due$/);
    assert.equal(
      await person.page.locator(".garage-due").evaluate((list) => getComputedStyle(list).marginBlockStart),
      "16px",
    );
    assert.deepEqual(await barriersInEveryLook(person, "module-page"), []);
    await person.click(person.link("Lift"));
    await person.page.waitForURL(/garage-inspections\//);
    await person.see("Inspected on");
    person.assertCalm();
  });

  test("a panel stands on the record; one that throws says so and leaves the page whole", async () => {
    const { person, base } = at;
    await person.page.goto(`${base}/companies/${company}`);
    await person.page.locator(".garage-next").waitFor();
    await person.see("This part could not be loaded");
    await person.see("Add field");
    assert.deepEqual(await barriersInEveryLook(person, "module-panel"), []);
    await person.click(person.button("Book inspection"));
    await person.see("When?");
    await person.press("Escape");
    await person.page.goto(`${base}/module/broken/throws`);
    await person.see("It comes from the module “broken”");
    assert.deepEqual(await barriersInEveryLook(person, "module-broken"), []);
    await person.click(person.button("Try again"));
    await person.see("It comes from the module “broken”");
    await person.click(person.link("Due inspections"));
    await person.see("Lift");
    await person.page.goto(`${base}/module/garage/none`);
    await person.see("There is nothing here");
    person.assertCalm();
  });

  test("a step of a module is put into an automation, which does it when it is set off", async () => {
    const { person, base, hand } = at;
    const { page } = person;
    await page.goto(`${base}/settings/automations`);
    await person.click(person.button("New automation"));
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("textbox", { name: "Name" }).fill("Check on arrival");
    await person.click(sheet.getByRole("combobox", { name: "For", exact: true }));
    await person.click(page.getByRole("option", { name: "Companies", exact: true }));
    await person.click(sheet.getByRole("combobox", { name: "What the step does" }));
    await person.click(page.getByRole("option", { name: "Book an inspection" }));
    await person.click(sheet.getByRole("combobox", { name: "Field to fill" }));
    await person.click(page.getByRole("option", { name: "Subject" }));
    await sheet.locator(".step-value input").fill("Arrival check");
    await person.settle();
    await person.picture("automation-module-step");
    await person.click(person.button("Create automation"));
    await person.click(person.button("Switch on"));
    await page.getByRole("switch", { name: /Switch Check on arrival/, checked: true }).waitFor();
    await hand.send("PATCH", `/companies/${company}`, { industry: "Motors" });
    await page.goto(`${base}/garage-inspections`);
    await person.see("Arrival check");
    person.assertCalm();
  });

  test("a room in settings, told the theme and language anew, and left in order", async () => {
    const { person, base } = at;
    await person.page.goto(`${base}/settings/broken.room`);
    await person.see(`Amna Qureshi / ${at.hand.slug} / light / ltr`);
    await person.page.emulateMedia({ colorScheme: "dark" });
    await person.see(`/ dark / ltr`);
    assert.equal(await person.page.evaluate(() => (window as { garageLeft?: number }).garageLeft), 1);
    await person.page.emulateMedia({ colorScheme: "light" });
    await speak(at, "ur");
    await person.page.goto(`${base}/module/garage/due`);
    await person.see("اتنے دنوں میں");
    await person.see("واجب معائنے");
    assert.deepEqual(await barriersInEveryLook(person, "ur-module-page"), []);
    person.assertCalm();
  });
});
