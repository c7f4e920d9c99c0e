/** What was typed into a sheet that was closed without saving is there when it is opened again. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Person } from "./browser.ts";
import { suiteSetting } from "./setting.ts";

const COLLEAGUE = { name: "Bilal Khan", email: "bilal@example.com", password: "monsoon ladder 7 violet" };

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

  test("what a server is too busy for is asked again, unless it may have been done: then its word is passed on", async () => {
    const { person, base, hand } = at;
    const { page } = person;
    person.expect(/503/);
    const busy = { status: 503, code: "unavailable", title: "Not available right now", detail: "Too much to do" };
    const asked: string[] = [];
    const creating = /\/api\/v1\/companies(\?|$)/;
    await page.route(creating, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      const { name } = route.request().postDataJSON() as { name: string };
      asked.push(name);
      if (asked.filter((one) => one === name).length > 1) return route.continue();
      const problem = name.startsWith("Perhaps") ? { ...busy, mayStand: true } : busy;
      return route.fulfill({
        status: 503,
        headers: { "content-type": "application/problem+json", "retry-after": "1" },
        body: JSON.stringify(problem),
      });
    });
    await page.goto(`${base}/companies`);
    for (const name of ["Busy for a moment", "Perhaps made"]) {
      await person.button("New company").click();
      await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
      await page.keyboard.press("Enter");
      if (name.startsWith("Perhaps")) await page.getByRole("dialog").getByRole("alert").first().waitFor();
      else await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    assert.deepEqual(asked, ["Busy for a moment", "Busy for a moment", "Perhaps made"]);
    const { data } = await hand.send<{ data: { name: string }[] }>("GET", "/companies?q=moment");
    assert.equal(data.length, 1);
    await page.unroute(creating);
    await page.keyboard.press("Escape");
    person.assertCalm();
  });

  test("whoever signs in where another's session ended finds neither their draft nor what they had seen", async () => {
    const { program, browser, hand, person, base } = at;
    const { link } = await hand.send<{ link: string }>("POST", "/invitations", {
      email: COLLEAGUE.email,
      role: "sales",
      teams: [],
    });
    const other = await Person.sitDown(program, browser);
    await other.page.goto(link);
    await other.page.getByLabel("Your name").fill(COLLEAGUE.name);
    await other.page.getByRole("textbox", { name: "Password" }).fill(COLLEAGUE.password);
    await other.click(other.button("Join"));
    await other.page.waitForURL(/\/w\//);
    await hand.send("POST", "/companies", { name: "The owner's own" });

    const { page } = person;
    person.expect(/401/);
    await page.goto(`${base}/companies`);
    await person.see("The owner's own");
    await page.evaluate(() => Object.assign(globalThis, { same: true }));
    await person.button("New company").click();
    const name = page.getByRole("dialog").getByLabel("Name", { exact: true });
    await name.fill("Half a company");
    await page.keyboard.press("Escape");
    await page.context().clearCookies();
    await page.getByRole("link", { name: "Contacts" }).first().click();
    await page.waitForURL(/\/sign-in/);
    await page.getByLabel("E-mail").fill(COLLEAGUE.email);
    await page.getByRole("textbox", { name: "Password" }).fill(COLLEAGUE.password);
    let hold = true;
    await page.route(/\/api\/v1\/companies(\?|$)/, async (route) => {
      while (hold) await new Promise((done) => setTimeout(done, 50));
      await route.continue();
    });
    await person.click(person.button("Sign in"));
    await page.waitForURL(/\/w\//);
    await page.getByRole("link", { name: "Companies" }).first().click();
    await person.button("New company").click();
    await name.waitFor();
    assert.equal(await name.inputValue(), "");
    assert.equal(await page.getByText("The owner's own").count(), 0);
    assert.equal(await page.evaluate(() => "same" in globalThis), true, "the page was loaded anew");
    hold = false;
    await page.unrouteAll({ behavior: "wait" });
  });
});
