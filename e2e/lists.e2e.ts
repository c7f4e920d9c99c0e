/** What a list is asked for, in what order and shape: told by its address; and all that it holds selected, wherever it stands. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { barriers } from "./axe.ts";
import { Person } from "./browser.ts";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

suite("lists", { timeout: 300_000 }, () => {
  const at = suiteSetting(seed);
  const records = () => at.person.page.getByRole("row").filter({ has: at.person.page.getByRole("gridcell") });
  const inGroups = (person: Person) => person.button("Show the group").waitFor();
  const lay = async (name: string, place: "first" | "last" = "first") => {
    await at.person.click(at.person.button("Layout"));
    await at.person.click(at.person.page.getByRole("menuitemcheckbox", { name, exact: true })[place]());
  };
  /** Somebody else is sent the address that now stands in the bar. */
  const sent = async (): Promise<Person> => {
    const other = await Person.sitDown(at.program, at.browser);
    await other.signIn();
    await other.page.goto(at.person.page.url());
    return other;
  };

  test("all is selected where every group is folded, one is taken out of it, and none is left", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies?view=all&groupBy=owner`);
    await inGroups(person);
    const all = page.getByRole("checkbox", { name: "Select all 40" });
    await person.click(all);
    await person.see("All 40 selected");
    assert.ok(await all.isChecked());
    await person.settle();
    assert.deepEqual(await barriers(page), []);
    await person.picture("lists-all-in-groups");
    await person.click(person.button("Show the group"));
    await records().nth(2).getByRole("checkbox").waitFor();
    await person.click(records().nth(2).getByRole("checkbox"));
    await person.see("39 selected");
    await person.click(all);
    await person.see("All 40 selected");
    await page.getByRole("grid").focus();
    await person.press("Escape");
    await page.getByRole("toolbar").waitFor({ state: "detached" });
    await person.click(all);
    const asked = page.waitForRequest((request) => request.url().endsWith("/companies/bulk"));
    await person.click(page.getByRole("toolbar").getByRole("button", { name: "Delete" }));
    assert.deepEqual((await asked).postDataJSON(), { all: true, act: "delete" });
    await person.see("No companies yet");
    await person.click(person.button("Undo"));
    await person.see("40 records");
    person.assertCalm();
  });

  test("where more are selected than are merged at once, the button stays and says how many it takes", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies?view=all`);
    await records().nth(12).waitFor();
    const merge = page.getByRole("toolbar").getByRole("button", { name: "Merge" });
    for (let place = 0; place < 12; place++) {
      await person.click(records().nth(place).getByRole("checkbox"));
      await person.see(`${place + 1} selected`);
      assert.equal(await merge.getAttribute("aria-disabled"), place >= 1 && place < 11 ? null : "true", `${place + 1}`);
    }
    await merge.hover();
    await person.see("To merge, select 2 to 11 records");
    await person.picture("lists-merge-too-many");
    await merge.focus();
    await person.press("Enter");
    await page.getByRole("alert").getByText("To merge, select 2 to 11 records").waitFor();
    await person.click(records().nth(0).getByRole("checkbox"));
    await person.click(merge);
    await person.see("Merge 11 records");
    person.assertCalm();
  });

  test("groups and other shapes stand in the address: the way back leads through them, and who is sent it sees the same", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/orders?view=all`);
    await person.see("12 records");
    await lay("Status", "last");
    await page.waitForURL(/groupBy=status/);
    await inGroups(person);
    await lay("Status");
    await page.waitForURL(/layout=board&boardField=status/);
    await page.locator("[data-card]").first().waitFor();
    await lay("Chart");
    await page.waitForURL(/layout=chart&chart=/);
    await page.getByRole("img").first().waitFor();
    const other = await sent();
    await other.page.getByRole("img").first().waitFor();
    await page.goBack();
    await page.locator("[data-card]").first().waitFor();
    await page.goBack();
    await inGroups(person);
    await other.page.goto(page.url());
    await inGroups(other);
    await page.goBack();
    await records().first().getByRole("checkbox").waitFor();
    await page.goForward();
    await inGroups(person);
    person.assertCalm();
    other.assertCalm();
    await other.page.context().close();
  });

  test("what this device keeps of a list is in its address when one comes again; columns too", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies?view=all`);
    await person.see("40 records");
    await lay("Owner", "last");
    await page.waitForURL(/groupBy=owner/);
    const head = page.getByRole("columnheader", { name: "Owner" }).first();
    await head.hover();
    await person.click(head.getByRole("button", { name: "Menu of Owner" }));
    await person.click(page.getByRole("menuitem", { name: "Hide column" }));
    await head.waitFor({ state: "detached" });
    await page.waitForURL(/columns=/);
    await page.goto(`${base}/companies`);
    await page.waitForURL(/groupBy=owner/);
    await page.waitForURL(/columns=/);
    await inGroups(person);
    const other = await sent();
    await inGroups(other);
    await other.page.getByRole("columnheader", { name: "Name" }).first().waitFor();
    assert.equal(await other.page.getByRole("columnheader", { name: "Owner" }).count(), 0);
    // Theirs is as it was.
    await other.page.goto(`${base}/companies?view=all`);
    await other.page.getByRole("columnheader", { name: "Owner" }).first().waitFor();
    await records().first().waitFor();
    person.assertCalm();
    other.assertCalm();
    await other.page.context().close();
  });

  test("phone numbers stand as they are dialled from the first, those of other countries once it is known how", async () => {
    const { hand, program, browser, base } = at;
    await hand.send("POST", "/companies", { name: "Thames Tea", number: "K-1", phones: "+44 20 7946 0018" });
    const other = await Person.sitDown(program, browser);
    await other.signIn();
    let release = () => {};
    const released = new Promise<void>((done) => (release = done));
    let asked = 0;
    await other.page.route(/\/shown-[^/]*\.js$/, async (route) => {
      asked += 1;
      await released;
      await route.continue();
    });
    await other.page.goto(`${base}/companies?view=all&sort=number&columns=name,phones`);
    await other.see("0300 1000000");
    const abroad = other.page.getByText(/20 ?7946 ?0018/);
    await abroad.waitFor({ state: "attached" });
    assert.equal(await abroad.isVisible(), false);
    await other.picture("lists-phones-before");
    release();
    await other.page.getByText("+44 20 7946 0018", { exact: true }).waitFor();
    await other.see("0300 1000000");
    assert.equal(asked, 1);
    await other.picture("lists-phones");
    other.assertCalm();
    await other.page.context().close();
  });

  test("the filter of a sheet stands within it, on a phone too", async () => {
    const { person, base } = at;
    const { page } = person;
    for (const [name, size] of Object.entries({
      wide: { width: 1366, height: 860 },
      phone: { width: 360, height: 740 },
    })) {
      await page.setViewportSize(size);
      await page.goto(`${base}/settings/shape`);
      await person.click(page.getByRole("combobox", { name: "Object" }));
      await person.click(page.getByRole("option", { name: "Companies", exact: true }));
      await person.click(page.getByRole("tab", { name: "Rules" }));
      await person.click(person.button("Add rule"));
      const sheet = page.getByRole("dialog", { name: "New rule" });
      await person.click(sheet.getByRole("button", { name: "Filter" }));
      const panel = page.getByRole("dialog", { name: "Edit the filter" });
      await page.getByRole("combobox", { name: "Field", exact: true }).fill("Indus");
      await person.click(page.getByRole("option", { name: "Industry", exact: true }));
      await person.click(panel.getByRole("button", { name: "or another" }));
      await person.click(panel.getByRole("combobox", { name: "Field", exact: true }).last());
      await person.click(page.getByRole("option", { name: "Name", exact: true }));
      await person.settle();
      await person.picture(`lists-sheet-filter-${name}`);
      const [around, inside] = await Promise.all([sheet.boundingBox(), panel.boundingBox()]);
      assert.ok(around && inside);
      assert.ok(
        inside.x >= around.x && inside.x + inside.width <= around.x + around.width,
        `${name}: beside its sheet`,
      );
      assert.ok(inside.y >= 0 && inside.y + inside.height <= size.height, `${name}: above or below the screen`);
      for (const box of await panel.getByRole("combobox").all()) {
        const { x, width } = (await box.boundingBox())!;
        assert.ok(x >= inside.x && x + width <= inside.x + inside.width, `${name}: a part of it beside the panel`);
        assert.ok(width > 100, `${name}: a part of it is ${width} wide`);
      }
    }
    await page.setViewportSize({ width: 1366, height: 860 });
    person.assertCalm();
  });

  test("who sees as a role is told whose records stand for those of its people", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const { data } = await hand.send<{ data: { id: string; name: string }[] }>("GET", "/roles?fields=name&limit=50");
    const role = (name: string) => data.find((one) => one.name === name)!.id;
    const begin = (id: string) =>
      page.evaluate(
        ([place, whom]) =>
          fetch("/api/v1/see-as", {
            method: "POST",
            headers: { "content-type": "application/json", "raabta-workspace": place! },
            body: JSON.stringify({ role: whom }),
          }).then(({ status }) => status),
        [hand.slug, id],
      );
    await page.goto(`${base}/companies`);
    for (const [name, words] of [
      ["Sales", "You see what Sales sees, with your own records in place of theirs. Nothing can be changed."],
      ["Owner", "You see what Owner sees. Nothing can be changed."],
    ] as const) {
      assert.equal(await begin(role(name)), 204);
      await page.goto(`${base}/companies`);
      await page.getByRole("status").getByText(words, { exact: true }).waitFor();
      await person.picture(`lists-seeing-${name}`);
      if (name === "Sales")
        for (const language of ["en", "hi", "ur"]) {
          await page.evaluate((value) => localStorage.setItem("raabta.language", value), language);
          await page.setViewportSize({ width: 360, height: 740 });
          await page.reload();
          await page.getByRole("status").getByRole("button").waitFor();
          await person.calm();
          assert.deepEqual(await barriers(page), []);
          const banner = page.getByRole("status").filter({ has: page.getByRole("button") });
          assert.equal(await banner.evaluate((at) => at.scrollHeight - at.clientHeight), 0, `${language}: it is cut`);
          await person.picture(`lists-seeing-phone-${language}`);
          await page.setViewportSize({ width: 1366, height: 860 });
        }
      await page.evaluate(() => localStorage.setItem("raabta.language", "en"));
      await page.reload();
      await person.click(person.button("Back to yourself"));
      await page.getByRole("status").getByRole("button").waitFor({ state: "detached" });
    }
    person.assertCalm();
  });

  test("dates that move with the clock are said in words in the chips of a filter", async () => {
    const { person, base } = at;
    const { page } = person;
    const since = (relative: string) => ({ field: "createdAt", op: "after", value: { relative } });
    const filter = encodeURIComponent(JSON.stringify({ and: [since("startOfFiscalQuarter"), since("-30d")] }));
    const said = {
      en: ["the beginning of this fiscal quarter", "30 days ago"],
      hi: ["वित्त वर्ष की इस तिमाही की शुरुआत", "30 दिन पहले"],
      ur: ["مالی سال کی اس سہ ماہی کا آغاز", "30 دنوں پہلے"],
    };
    for (const language of ["en", "hi", "ur"] as const) {
      await speak(at, language);
      await page.goto(`${base}/companies?filter=${filter}`);
      for (const words of said[language]) await person.see(words);
      await page.getByText(said[language][1]!).click();
      await page.getByText(said[language][1]!).nth(1).waitFor();
      await page.keyboard.press("Escape");
      await person.picture(`lists-clock-${language}`);
    }
    await speak(at, "en");
  });

  test("in Hindi and Urdu", async () => {
    const { person, base } = at;
    const { page } = person;
    for (const language of ["hi", "ur"] as const) {
      await speak(at, language);
      await page.goto(`${base}/companies?view=all&groupBy=owner`);
      await page.getByRole("columnheader").first().getByRole("checkbox").click();
      await page.getByRole("toolbar").waitFor();
      await person.settle();
      assert.deepEqual(await barriers(page), []);
      await person.picture(`lists-all-in-groups-${language}`);
    }
    await speak(at, "en");
  });
});
