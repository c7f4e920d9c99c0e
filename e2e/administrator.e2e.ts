/** An administrator shapes the system in one go: field, rule, figure, layout, role, automation; looks as another, tries it, takes it along and goes back. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

const DAY_MS = 86_400_000;
/** Clicks, Enters and shortcuts that the whole walk may cost, and minutes of a machine that does not think. */
const MOST_CLICKS = 27;
const MOST_MS = 180_000;

suite("an administrator", { timeout: 400_000 }, () => {
  let order = "";
  let company = "";
  const at = suiteSetting(async (hand) => {
    ({ order, company } = await seed(hand));
    await hand.send("POST", "/teams", { name: "North" });
    const agreed = new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10);
    await hand.send("PATCH", `/companies/${company}`, { nextTouchOn: agreed });
  });

  test("field, rule, figure, layout, role, automation, tried and taken back", async (t) => {
    const { person, base, hand } = at;
    const { page } = person;
    await hand.send("GET", "/meta");
    const began = Date.now();
    const before = person.clicks;
    const counted: string[] = [];
    let last = before;
    const step = (name: string): void => {
      counted.push(`${name} ${person.clicks - last}`);
      last = person.clicks;
    };
    const pick = async (box: string, word: string | RegExp): Promise<void> => {
      const input = page.getByRole("combobox", { name: box, exact: true });
      await input.fill(typeof word === "string" ? word : word.source);
      await person.click(page.getByRole("option", { name: word }).first());
    };

    await page.goto(`${base}/orders/${order}`);
    await person.click(person.button("Add field"));
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Warranty");
    await person.click(person.button("In other languages"));
    await page.getByRole("textbox", { name: "Name · हिन्दी" }).fill("वारंटी");
    await page.getByRole("textbox", { name: "Name · اردو" }).fill("وارنٹی");
    await pick("Must be filled only at", "Status: Invoiced");
    await person.settle();
    await person.picture("administrator-field");
    await page.getByRole("textbox", { name: "Name", exact: true }).focus();
    await person.press("Enter");
    await person.see("The rule holds from now on");
    await person.see("Warranty");
    step("field and rule");

    await page.goto(`${base}/companies/${company}`);
    await person.click(person.button("Add field"));
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Orders in 12 months");
    await pick("Kind", /Roll-up/);
    await pick("Records of", "Orders › Company");
    await pick("Only recent ones, by the date", "Ordered at");
    await page.getByRole("textbox", { name: "Of the last days" }).fill("365");
    await person.settle();
    await person.picture("administrator-rollup-filled");
    await page.getByRole("textbox", { name: "Name", exact: true }).focus();
    await person.press("Enter");
    await person.see("The field is there for everyone now");
    step("figure");

    await page.goto(`${base}/settings/shape#company.layouts`);
    await page.getByRole("complementary", { name: "Preview" }).waitFor();
    await pick("Layout for", "North");
    await person.click(person.button("Move Orders in 12 months up"));
    await person.click(person.button("Save the layout"));
    await person.see("The layout is in use");
    step("layout");

    await page.goto(`${base}/settings/roles`);
    const read = page.getByRole("combobox", { name: /^Orders: / }).first();
    await person.click(read);
    await person.click(page.getByRole("option", { name: "team's", exact: true }));
    await person.click(page.getByRole("button", { name: "Orders", exact: true }));
    await person.click(page.getByRole("radiogroup", { name: "Margin", exact: true }).getByText("hidden"));
    await person.settle();
    await person.picture("administrator-role");
    await person.click(person.button("Save"));
    await person.rest();
    step("role");

    await person.click(person.button(/^See as/));
    await person.see("Nothing can be changed");
    await page.goto(`${base}/orders`);
    await person.rest();
    assert.equal(await page.getByRole("columnheader", { name: "Margin", exact: true }).count(), 0);
    await person.picture("administrator-seeing");
    await person.press("Escape");
    await page.getByText("Nothing can be changed").waitFor({ state: "detached" });
    step("see as");

    await page.goto(`${base}/settings/automations`);
    await person.click(person.button("New automation"));
    await person.click(person.button("Companies not touched in time: a task"));
    await page.getByRole("textbox", { name: "At most in one day" }).fill("50");
    await person.click(person.button("Create automation"));
    await person.see("stand so just now");
    step("automation rehearsed");
    await person.click(person.button("Switch on"));
    await person.see("1 / 50");
    step("switched on");

    const { data } = await hand.send<{ data: Record<string, unknown>[] }>("GET", "/companies?limit=1");
    assert.ok("x_ordersIn12Months" in data[0]!, Object.keys(data[0]!).join(" "));
    await page.goto(`${base}/settings/configuration`);
    const [file] = await Promise.all([page.waitForEvent("download"), person.click(person.link(/Download|Save/))]);
    const saved = await file.path();
    const fields = await hand.send<{ data: { id: string; name: string }[] }>("GET", "/custom-fields?limit=200");
    const warranty = fields.data.find(({ name }) => name === "x_warranty");
    await hand.send("PATCH", `/custom-fields/${warranty!.id}`, { label: { en: "Guarantee" } });
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles({
        name: "configuration.tar",
        mimeType: "application/x-tar",
        buffer: await (await import("node:fs/promises")).readFile(saved),
      });
    await person.see("x_warranty");
    await person.picture("administrator-plan");
    await person.click(person.button("Apply"));
    await page.getByRole("button", { name: "Apply" }).waitFor({ state: "detached" });
    step("saved, compared, applied");
    await person.click(person.button(/Go back before/));
    await person.see("x_warranty");
    await person.click(person.button("Apply"));
    await page.getByRole("button", { name: "Apply" }).waitFor({ state: "detached" });
    const field = await hand.send<{ label: object }>("GET", `/custom-fields/${warranty!.id}`);
    assert.deepEqual(field.label, { en: "Guarantee" });
    step("gone back");
    const clicks = person.clicks - before;
    const took = Date.now() - began;
    t.diagnostic(`${clicks} clicks in ${Math.round(took / 1000)} s: ${counted.join(", ")}`);
    assert.ok(clicks <= MOST_CLICKS, `${clicks} clicks: ${counted.join(", ")}`);
    assert.ok(took <= MOST_MS, `${took} ms`);
  });

  test("what was made reads in Hindi and Urdu, and one looks as another there too", async () => {
    const { person, base } = at;
    for (const [language, as] of [
      ["hi", /के रूप में देखें/],
      ["ur", /کی نظر سے دیکھیں/],
    ] as const) {
      await speak(at, language);
      await person.page.goto(`${base}/settings/roles`);
      await person.click(person.button(as));
      await person.page.locator("[role=status] button").first().waitFor();
      await person.settle();
      await person.picture(`administrator-seeing-${language}`);
      await person.press("Escape");
      await person.page.locator("[role=status] button").first().waitFor({ state: "detached" });
    }
    await speak(at, "en");
    person.assertCalm();
  });
});
