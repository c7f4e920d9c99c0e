/** What forms and record pages owe to whoever meets them first: whole pages, words at the field, messages that lie on nothing. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { Person, type Look } from "./browser.ts";
import { speak, suiteSetting } from "./setting.ts";

const LOOKS = ["en", "hi", "ur"] as const;
const PHONE: Look = { width: 390, height: 800, colorScheme: "dark" };

suite("forms", { timeout: 480_000 }, () => {
  let press = "";
  let product = "";
  const at = suiteSetting(async (hand) => {
    const label = {
      en: { one: "Machine", many: "Machines" },
      hi: { one: "मशीन", many: "मशीनें" },
      ur: { one: "مشین", many: "مشینیں" },
    };
    await hand.send("POST", "/custom-objects", { label });
    const field = (type: string, en: string, settings: object) =>
      hand.send("POST", "/custom-fields", { object: "x_machine", type, label: { en }, settings });
    await field("choice", "State", { options: ["running", "idle"] });
    await field("autoNumber", "Serial", {});
    await field("money", "Worth", {});
    press = (await hand.send("POST", "/x-machines", { name: "Press", x_state: "running" })).id;
    await hand.send("POST", "/x-machines", { name: "Lathe", x_state: "idle" });
    product = (await hand.send("POST", "/products", { name: "Bolt" })).id;
  });

  /** A window of its own: nothing of another test stands open in it. */
  async function sit(look: Look = {}): Promise<Person> {
    const person = await Person.sitDown(at.program, at.browser, look);
    await person.signIn();
    return person;
  }

  /** The same in each language, at a desk and on a phone in the dark. */
  async function eachLook(see: (page: Page, person: Person, name: string) => Promise<void>): Promise<void> {
    for (const language of LOOKS) {
      await speak(at, language);
      for (const look of [{}, PHONE]) {
        const person = await sit(look);
        await see(person.page, person, `${language}-${look === PHONE ? "phone" : "wide"}`);
        person.assertCalm();
        await person.page.context().close();
      }
    }
    await speak(at, "en");
  }

  test("a record of the company's own object has a note, activities and no empty column", async () => {
    const { base } = at;
    const person = await sit();
    const { page } = person;
    await page.goto(`${base}/x-machines/${press}`);
    await page.getByRole("textbox", { name: "Write a note" }).fill("Oiled and checked");
    await person.click(person.button("Save note"));
    await page.getByRole("list").getByText("Oiled and checked").first().waitFor();
    const related = page.getByRole("complementary", { name: "Connected" });
    await related.getByRole("link", { name: "Activities" }).waitFor();
    await person.click(related.getByRole("button", { name: "New activity" }));
    const about = page.getByRole("dialog").getByRole("combobox", { name: "Machine" });
    await about.waitFor();
    assert.equal(await about.inputValue(), "Press");
    await person.calm();
    await person.picture("own-object-activity");
    await page.goto(`${base}/products/${product}`);
    await page.getByRole("heading", { name: "Bolt" }).waitFor();
    await person.calm();
    await person.picture("no-third-column");
    const [timeline, column] = await Promise.all([
      page.getByRole("region", { name: "Timeline" }).boundingBox(),
      related.isVisible(),
    ]);
    assert.equal(column, false);
    assert.ok(timeline!.x + timeline!.width > 1300, "the others take its place");
    await eachLook(async (each, one, name) => {
      await each.goto(`${base}/x-machines/${press}`);
      await one.see("Oiled and checked");
      await one.calm();
      await one.picture(`own-object-${name}`, true);
    });
    person.assertCalm();
  });

  test("an option has a colour and its words in other languages, in its editor, in lists, boards and filters", async () => {
    const { base } = at;
    const person = await sit();
    const { page } = person;
    await page.goto(`${base}/settings/shape#x_machine`);
    await person.click(person.button("Change State"));
    await person.click(person.button("Colour of idle"));
    await person.click(page.getByRole("radio", { name: "Orange" }).locator(".."));
    await person.click(page.getByRole("button", { name: "In other languages" }).last());
    await page.getByRole("textbox", { name: "Option 2 · हिन्दी" }).fill("खाली");
    await page.getByRole("textbox", { name: "Option 2 · اردو" }).fill("فارغ");
    await person.click(person.button("Colour of running"));
    await person.settle();
    await person.picture("option-colours");
    await person.click(page.getByRole("radio", { name: "Green" }).locator(".."));
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await person.see("Saved");
    const { data } = await at.hand.send<{ data: { name: string; settings: { options: unknown } }[] }>(
      "GET",
      "/custom-fields?limit=50",
    );
    assert.deepEqual(data.find(({ name }) => name === "x_state")!.settings.options, [
      { value: "running", color: "green" },
      { value: "idle", label: { en: "idle", hi: "खाली", ur: "فارغ" }, color: "orange" },
    ]);
    const filter = { field: "x_state", op: "eq", value: "idle" };
    const definition = { layout: "board", boardField: "x_state" };
    const view = await at.hand.send("POST", "/views", { name: "States", object: "x_machine", definition });
    await eachLook(async (each, one, name) => {
      const word = { en: "idle", hi: "खाली", ur: "فارغ" }[name.slice(0, 2)]!;
      await each.goto(`${base}/x-machines?filter=${encodeURIComponent(JSON.stringify(filter))}`);
      await one.see(word);
      await one.calm();
      await one.picture(`option-list-${name}`);
      assert.ok((await dots(each, "orange")) >= 2, "in the cell and in the filter");
      await each.goto(`${base}/x-machines?view=${view.id}`);
      await one.see(word);
      await one.calm();
      await one.picture(`option-board-${name}`);
      assert.ok((await dots(each, "orange")) >= 1, "at the head of its column");
    });
    person.assertCalm();
  });

  test("what a form misses is said at the field in the reader's words, which is focused and described", async () => {
    const said = { en: "This is needed", hi: "यह ज़रूरी है", ur: "یہ ضروری ہے" };
    await eachLook(async (page, person, name) => {
      await page.goto(`${at.base}/settings/shape`);
      await page.locator("main button").first().waitFor();
      await page.locator("main header button, main button:has(svg)").first().click();
      const submit = page.getByRole("dialog").locator("button[type=submit]");
      await submit.click();
      const word = said[name.slice(0, 2) as "en"];
      await person.see(word);
      await person.settle();
      await person.picture(`missing-${name}`);
      const first = page.getByRole("dialog").locator("[aria-invalid=true]").first();
      await first.and(page.locator(":focus")).waitFor();
      const described = await first.getAttribute("aria-describedby");
      assert.equal(await page.locator(`#${described!.split(" ").at(-1)}`).textContent(), word);
      const many = await page.getByText(word).count();
      await page.keyboard.type("Ship");
      await page
        .getByText(word)
        .nth(many - 1)
        .waitFor({ state: "detached" });
      assert.equal(await first.and(page.locator(":focus")).count(), 0, "mended as one types");
    });
  });

  test("the currency stands beside its amount when something is wrong with it", async () => {
    await eachLook(async (page, person, name) => {
      await page.goto(`${at.base}/x-machines/new`);
      const amount = page.locator("main input[inputmode=decimal]").first();
      person.expect(/422/);
      await amount.fill("99999999999999999999");
      await page.locator("main button[type=submit]").click();
      await page.locator("main [aria-invalid=true]").first().waitFor();
      await amount.and(page.locator("[aria-invalid=true]")).waitFor();
      await person.settle();
      await person.picture(`money-${name}`);
      const boxes = await Promise.all([
        amount.boundingBox(),
        page.locator("main .mantine-NumberInput-root .mantine-Select-input").first().boundingBox(),
      ]);
      assert.equal(Math.round(boxes[0]!.y), Math.round(boxes[1]!.y));
    });
  });

  test("a formula is not scolded while a name of it is being written", async () => {
    const { base } = at;
    const person = await sit();
    const { page } = person;
    await page.goto(`${base}/settings/shape#x_machine`);
    await person.click(person.button("Add field"));
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Loud");
    await person.click(page.getByRole("combobox", { name: "Kind" }));
    await person.click(page.getByRole("option", { name: "Formula", exact: true }));
    const area = page.getByRole("combobox", { name: "Formula" });
    const judged = page.waitForResponse((answer) => answer.url().endsWith("/formulas/preview"));
    await area.pressSequentially("upp");
    await judged;
    await person.see("upper(text)");
    await person.settle();
    assert.equal(await area.getAttribute("aria-invalid"), null);
    await area.press("Tab");
    await area.fill("uppe");
    await area.blur();
    await area.and(page.locator("[aria-invalid=true]")).waitFor();
    await area.fill("nosuchname");
    await area.and(page.locator("[aria-invalid=true]")).waitFor();
    await person.picture("formula-rested");
  });

  test("numbers that are given are not offered to be asked", async () => {
    const { base } = at;
    const person = await sit();
    const { page } = person;
    await page.goto(`${base}/settings/shape#x_machine`);
    await person.click(page.getByRole("tab", { name: "Layouts" }));
    await page.getByRole("checkbox", { name: "Ask for State in a new record" }).waitFor();
    await person.picture("layout-asked", true);
    await page.getByText("Serial", { exact: true }).first().waitFor();
    assert.equal(await page.getByRole("checkbox", { name: /Serial/ }).count(), 0);
  });

  test("a message covers no button of an open sheet, at whichever side and width", async () => {
    await eachLook(async (page, person, name) => {
      // Where the buttons stand at the lower edge.
      await page.setViewportSize({ width: page.viewportSize()!.width, height: 600 });
      await page.goto(`${at.base}/settings/shape#x_machine`);
      await page.locator("main button:has(svg)").first().waitFor();
      await page.locator("main tbody button:has(svg)").first().click();
      const sheet = page.getByRole("dialog");
      const submit = sheet.locator("button[type=submit]");
      await submit.waitFor();
      // Thrown away unsaved it says so, and stands open again beside the message.
      await sheet.getByRole("textbox").first().fill("Ship");
      await page.keyboard.press("Escape");
      await page.locator(".mantine-Notification-root").waitFor();
      await page.locator("main tbody button:has(svg)").first().click();
      await submit.waitFor();
      await person.settle();
      await submit.scrollIntoViewIfNeeded();
      await person.settle();
      await person.picture(`message-${name}`);
      assert.deepEqual(await covered(sheet.getByRole("button")), []);
    });
  });
});

const dots = (page: Page, colour: string): Promise<number> =>
  page.locator(`main span[style*="--mantine-color-${colour}-6"]`).filter({ visible: true }).count();

/** Buttons that something else lies over, wherever one scrolls to them. */
async function covered(buttons: Locator): Promise<string[]> {
  const names: string[] = [];
  for (const button of await buttons.filter({ visible: true }).all()) {
    await button.scrollIntoViewIfNeeded();
    const free = await button.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const at = document.elementFromPoint(left + width / 2, top + height / 2);
      return at !== null && (element.contains(at) || at.contains(element));
    });
    if (!free) names.push((await button.getAttribute("aria-label")) ?? (await button.textContent()) ?? "");
  }
  return names;
}
