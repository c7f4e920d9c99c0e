/** Pinned views: put in the rail and ordered there, for oneself and for a role, on a phone too, and each taken back. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { barriers } from "./axe.ts";
import { Person } from "./browser.ts";
import { seed } from "./seed.ts";
import { speak, suiteSetting } from "./setting.ts";

/** Two of them of one list, and their layouts. */
const VIEWS = {
  Retailers: { object: "company", definition: { filter: { field: "industry", op: "eq", value: "Retail" } } },
  "Orders by status": { object: "order", definition: { layout: "board", boardField: "status" } },
  "Orders of the month": { object: "order", definition: { layout: "calendar", calendarField: "orderedAt" } },
};

suite("pins", { timeout: 300_000 }, () => {
  const ids: Record<string, string> = {};
  const at = suiteSetting(async (hand) => {
    await seed(hand);
    for (const [name, view] of Object.entries(VIEWS))
      ids[name] = (await hand.send("POST", "/views", { name, sharing: "shared", ...view })).id;
  });

  const rail = () => at.person.page.getByRole("navigation", { name: "Rooms" }).first();
  const pinned = async () =>
    (await at.hand.send<{ pins: { name: string }[] }>("GET", "/me")).pins.map((pin) => pin.name);
  const shown = () => rail().getByRole("region", { name: "Pinned" }).getByRole("link").allInnerTexts();
  const written = () =>
    at.person.page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
  const pin = async (name: string, path: string) => {
    const { person, base } = at;
    await person.page.goto(`${base}/${path}?view=${ids[name]}`);
    await person.click(person.button(`Change the view ${name}`));
    const done = written();
    await person.click(person.page.getByRole("menuitem", { name: "Pin to the sidebar" }));
    await done;
    await person.see(`“${name}” pinned`);
  };

  test("views are pinned, ordered by keyboard, mouse and menu, unpinned and brought back", async () => {
    const { person, base } = at;
    const { page } = person;
    await pin("Retailers", "companies");
    await pin("Orders by status", "orders");
    await pin("Orders of the month", "orders");
    assert.deepEqual(await shown(), Object.keys(VIEWS));
    await person.rest();
    assert.deepEqual(await barriers(page), []);
    await person.picture("pins");

    const here = rail().getByRole("link", { name: "Orders of the month" });
    assert.equal(await here.getAttribute("aria-current"), "page");
    await here.focus();
    const up = written();
    await person.press("Shift+ArrowUp");
    await up;
    await person.see(/moved to place 2/);
    assert.deepEqual(await pinned(), ["Retailers", "Orders of the month", "Orders by status"]);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Orders of the month");

    const dragged = written();
    await rail()
      .getByRole("link", { name: "Orders by status" })
      .dragTo(rail().getByRole("link", { name: "Retailers" }));
    await dragged;
    assert.deepEqual(await pinned(), ["Orders by status", "Retailers", "Orders of the month"]);

    await rail().getByRole("link", { name: "Retailers" }).hover();
    await person.click(rail().getByRole("button", { name: "Move or unpin Retailers" }));
    const gone = written();
    await person.click(page.getByRole("menuitem", { name: "Unpin from the sidebar" }));
    await gone;
    assert.deepEqual(await shown(), ["Orders by status", "Orders of the month"]);
    const back = written();
    await person.click(page.getByRole("alert").getByRole("button", { name: "Undo" }));
    await back;
    assert.deepEqual(await pinned(), ["Orders by status", "Retailers", "Orders of the month"]);
    await page.goto(`${base}/companies`);
    await person.click(rail().getByRole("link", { name: "Orders by status" }));
    await page.waitForURL(new RegExp(ids["Orders by status"]!));
    await page.locator("[data-card]").first().waitFor();
    person.assertCalm();
  });

  test("a view that is deleted leaves the rail by itself and comes back with it", async () => {
    const { person, base, hand } = at;
    const following = person.page.waitForResponse(/\/api\/v1\/live/);
    await person.page.goto(`${base}/companies`);
    await following;
    const link = rail().getByRole("link", { name: "Retailers" });
    await link.waitFor();
    await hand.send("DELETE", `/views/${ids["Retailers"]}`);
    await link.waitFor({ state: "detached" });
    await hand.send("POST", `/views/${ids["Retailers"]}/restore`, {});
    await link.waitFor();
    person.assertCalm();
  });

  test("an administrator pins a shared view for a role", async () => {
    const { person, hand, base } = at;
    const { page } = person;
    await page.goto(`${base}/companies?view=${ids["Retailers"]}`);
    await person.click(person.button("Change the view Retailers"));
    await person.click(page.getByRole("menuitem", { name: "Pin for roles" }));
    const done = written();
    await person.click(page.getByRole("menuitemcheckbox", { name: "Sales" }));
    await done;
    await page.getByRole("menuitemcheckbox", { name: "Sales", checked: true }).waitFor();
    await person.settle();
    assert.deepEqual(await barriers(page), []);
    await person.picture("pins-for-roles");
    await person.press("Escape");
    const { data } = await hand.send<{ data: { id: string; key: string }[] }>("GET", "/roles?fields=key");
    const sales = data.find(({ key }) => key === "sales")!;
    const asked = `filter=${encodeURIComponent(JSON.stringify({ has: "pinnedFor", where: { field: "id", op: "eq", value: sales.id } }))}`;
    const views = await hand.send<{ data: { id: string }[] }>("GET", `/views?${asked}`);
    assert.deepEqual(
      views.data.map(({ id }) => id),
      [ids["Retailers"]],
    );
    person.assertCalm();
  });

  test("on a phone they stand in the sheet of rooms", async () => {
    const { person, base, browser, program } = at;
    const cookies = await person.page.context().cookies();
    for (const [language, look] of [
      ["en", "light"],
      ["hi", "light"],
      ["ur", "dark"],
    ] as const) {
      await speak(at, language);
      await person.page.emulateMedia({ colorScheme: look });
      await person.page.goto(`${base}/orders?view=${ids["Orders by status"]}`);
      await person.page.locator("[data-card]").first().waitFor();
      await person.rest();
      assert.deepEqual(await barriers(person.page), []);
      await person.picture(`pins-${language}`);
      const phone = await Person.sitDown(program, browser, { width: 390, height: 780, language, colorScheme: look });
      await phone.page.context().addCookies(cookies);
      await phone.page.goto(`${base}/companies`);
      await phone.page.getByRole("navigation").getByRole("button").last().click();
      const sheet = phone.page.getByRole("dialog");
      await sheet.getByRole("link", { name: "Orders by status" }).waitFor();
      await phone.settle();
      assert.deepEqual(await barriers(phone.page), []);
      await phone.picture(`pins-phone-${language}`);
      await sheet.getByRole("link", { name: "Orders by status" }).click();
      await phone.page.waitForURL(new RegExp(ids["Orders by status"]!));
      await sheet.waitFor({ state: "detached" });
      phone.assertCalm();
      await phone.page.context().close();
    }
    await speak(at, "en");
    person.assertCalm();
  });
});
