/** Views of lists: kept, shared, laid out as a board and in groups; many records changed at once and taken back. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { barriers } from "./axe.ts";
import { seed } from "./seed.ts";
import { suiteSetting } from "./setting.ts";

suite("views", { timeout: 300_000 }, () => {
  let order = "";
  const at = suiteSetting(async (hand) => {
    ({ order } = await seed(hand));
  });

  const fits = async () => {
    const { person } = at;
    await person.settle();
    assert.deepEqual(await barriers(person.page), []);
  };
  const industries = async () => {
    const { hand } = at;
    const query = "fields=industry&limit=200";
    const { data } = await hand.send<{ data: { industry: string }[] }>("GET", `/companies?${query}`);
    return [...new Set(data.map(({ industry }) => industry))].sort();
  };

  test("a filtered list is kept as a view, changed, saved, shared, deleted and brought back", async () => {
    const { person, base } = at;
    const { page } = person;
    const filter = encodeURIComponent('{"field":"industry","op":"eq","value":"Retail"}');
    await page.goto(`${base}/companies?filter=${filter}&sort=number`);
    await person.see("20 records");
    await person.click(person.button("Save as view"));
    await page.getByRole("textbox", { name: "Name" }).fill("Retailers");
    await person.press("Enter");
    await page.waitForURL(/view=[0-9a-f-]{36}/);
    await person.see("20 records");
    await person.click(page.getByRole("columnheader", { name: "Name" }).getByRole("button").first());
    await person.see("Not saved");
    await page.reload();
    await person.see("Not saved");
    await fits();
    await person.click(page.getByRole("button", { name: "Save", exact: true }));
    await page.getByText("Not saved").waitFor({ state: "detached" });
    await person.click(person.button("Change the view Retailers"));
    await page.getByRole("menuitem", { name: "Share with everyone" }).waitFor();
    await fits();
    await person.click(page.getByRole("menuitem", { name: "Share with everyone" }));
    await page.getByLabel("shared").waitFor();
    await person.click(person.button("Change the view Retailers"));
    await person.click(page.getByRole("menuitem", { name: "Delete view" }));
    await person.see("40 records");
    await person.click(person.button("Undo"));
    await person.see("20 records");
    await person.click(person.link("Customers"));
    await page.waitForURL(/customers/);
    await person.click(person.link("Companies"));
    await person.see("20 records");
    person.assertCalm();
  });

  test("a column is totalled over the whole list, and groups open", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/orders?view=all`);
    await person.see("12 records");
    const head = page.getByRole("columnheader", { name: "Total" }).first();
    await head.hover();
    await person.click(head.getByRole("button", { name: "Menu of Total" }));
    await person.click(page.getByRole("menuitemcheckbox", { name: "Sum" }));
    await page.getByRole("grid").getByText("Sum").waitFor();
    await person.click(person.button("Layout"));
    await person.click(page.getByRole("menuitemcheckbox", { name: "Ordered at, by month" }));
    await person.see("September 2026");
    await person.click(person.button("Show the group"));
    await page.getByRole("link", { name: "S-8" }).waitFor();
    await fits();
    person.assertCalm();
  });

  test("a card moves on the board by the keyboard, and comes back", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const status = async () => (await hand.send<{ status: string }>("GET", `/orders/${order}`)).status;
    const before = await status();
    await page.goto(`${base}/orders?view=all`);
    await person.rest();
    await person.click(person.button("Layout"));
    await person.click(page.getByRole("menuitemcheckbox", { name: "Status", exact: true }).first());
    const card = page.locator(`[data-card="${order}"]`);
    await card.focus();
    await fits();
    const moved = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
    await person.press("Shift+ArrowRight");
    await moved;
    await person.see(/S-0 moved to/);
    assert.notEqual(await status(), before);
    await person.click(page.getByRole("alert").getByRole("button", { name: "Undo" }));
    await person.see(/Taken back: .*S-0.* moved to/);
    assert.equal(await status(), before);
    await person.click(person.button("Layout"));
    await person.click(page.getByRole("menuitemcheckbox", { name: "Table", exact: true }));
    await page.getByRole("grid").waitFor();
    person.assertCalm();
  });

  test("a list becomes a calendar, and a record moves to another day by the keyboard and back", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const day = async () => (await hand.send<{ startsAt: string }>("GET", `/activities/${planned.id}`)).startsAt;
    const planned = await hand.send("POST", "/activities", {
      kind: "call",
      subject: "Planned call",
      startsAt: new Date().toISOString(),
    });
    const before = await day();
    await page.goto(`${base}/activities?view=all`);
    await person.rest();
    await person.click(person.button("Layout"));
    await person.click(page.getByRole("menuitemcheckbox", { name: "Start", exact: true }).first());
    const entry = page.locator(`[data-entry="${planned.id}"]`);
    await entry.waitFor();
    await person.picture("calendar");
    await fits();
    await entry.focus();
    const moved = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
    await person.press("Shift+ArrowUp");
    await moved;
    await person.see(/Planned call moved to/);
    assert.equal(Date.parse(before) - Date.parse(await day()), 7 * 86_400_000);
    await person.click(page.getByRole("alert").getByRole("button", { name: "Undo" }));
    await person.see(/Taken back: .*Planned call/);
    assert.equal(await day(), before);
    await page.getByText("Week", { exact: true }).click();
    await entry.waitFor();
    await fits();
    person.assertCalm();
  });

  test("a list becomes a gallery and a chart, whose bars lead to their records", async () => {
    const { person, base } = at;
    const { page } = person;
    await page.goto(`${base}/orders?view=all`);
    await person.rest();
    await person.click(person.button("Layout"));
    await person.click(page.getByRole("menuitemcheckbox", { name: "Gallery" }));
    await page.locator("[data-card]").first().waitFor();
    await fits();
    await person.picture("gallery");
    await person.click(person.button("Layout"));
    await person.click(page.getByRole("menuitemcheckbox", { name: "Chart" }));
    await page.getByLabel("By", { exact: true }).selectOption("orderedAt:month");
    await page.getByLabel("What is measured").selectOption("sum:total");
    await fits();
    await person.picture("chart");
    await page.getByText("Line", { exact: true }).click();
    await fits();
    await person.click(page.getByRole("link", { name: /^September 2026/ }).first());
    await page.waitForURL(/layout=table/);
    await page.getByRole("link", { name: "S-8" }).waitFor();
    person.assertCalm();
  });

  test("records are carried by the mouse, on a board and in a calendar, and a full day tells how many more it has", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const noon = `${new Date().toISOString().slice(0, 7)}-15T12:00:00Z`;
    const view = async (name: string, object: string, definition: object) =>
      (await hand.send("POST", "/views", { name, object, definition })).id;
    const written = () => page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());

    const board = await view("Carried", "order", { layout: "board", boardField: "status" });
    await page.goto(`${base}/orders?view=${board}`);
    const card = page.locator(`[data-card="${order}"]`);
    await card.waitFor();
    const dropped = written();
    await card.dragTo(page.getByRole("region", { name: "Delivered", exact: true }));
    await dropped;
    assert.equal((await hand.send<{ status: string }>("GET", `/orders/${order}`)).status, "delivered");
    await person.click(page.getByRole("alert").getByRole("button", { name: "Undo" }));
    await person.see(/Taken back: .*S-0/);

    const calls: string[] = [];
    for (const subject of ["One", "Two", "Three", "Four", "Five"])
      calls.push((await hand.send("POST", "/activities", { kind: "call", subject, startsAt: noon })).id);
    const calendar = await view("Days", "activity", { layout: "calendar", calendarField: "startsAt" });
    await page.goto(`${base}/activities?view=${calendar}`);
    const entry = page.locator("[data-entry]").filter({ hasText: "One" });
    await entry.waitFor();
    const moved = written();
    await entry.dragTo(page.locator(`[data-day="${noon.slice(0, 8)}17"]`));
    await moved;
    const { startsAt } = await hand.send<{ startsAt: string }>("GET", `/activities/${calls[0]}`);
    assert.equal(Date.parse(startsAt) - Date.parse(noon), 2 * 86_400_000);
    await person.click(page.getByRole("link", { name: "1 more" }).first());
    await page.waitForURL(/layout=table/);
    for (const subject of ["Two", "Three", "Four", "Five"])
      await page.getByRole("gridcell", { name: subject, exact: true }).waitFor();
    assert.equal(await page.getByRole("gridcell", { name: "One", exact: true }).count(), 0);
    person.assertCalm();
  });

  test("a view made by a field that is gone says so and shows a table", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const options = [{ value: "north", label: { en: "North" } }];
    const made = await hand.send<{ id: string; name: string }>("POST", "/custom-fields", {
      object: "company",
      type: "choice",
      label: { en: "Region" },
      settings: { options },
    });
    const boards = { layout: "board", boardField: made.name };
    const { id } = await hand.send("POST", "/views", { name: "By region", object: "company", definition: boards });
    await page.goto(`${base}/companies?view=${id}`);
    await page.getByRole("heading", { name: "North" }).waitFor();
    await hand.send("DELETE", `/custom-fields/${made.id}`);
    // The page asks early what it asked the last time, by the field that is gone.
    person.expect(/status of 422/);
    await page.goto(`${base}/companies?view=${id}`);
    await person.see(/This view is a board by a field that is no longer there/);
    await page.getByRole("gridcell").first().waitFor();
    await fits();
    person.assertCalm();
  });

  test("what has left the list is selected no more", async () => {
    const { hand, person, base } = at;
    const { page } = person;
    const made: string[] = [];
    for (const name of ["Leaving 1", "Leaving 2"])
      made.push((await hand.send("POST", "/companies", { name, industry: "Leaving" })).id);
    const filter = encodeURIComponent('{"field":"industry","op":"eq","value":"Leaving"}');
    await page.goto(`${base}/companies?filter=${filter}`);
    await person.see("2 records");
    await page.getByRole("checkbox", { name: "Select all loaded rows" }).check();
    await page.getByRole("toolbar").getByText("2 selected").waitFor();
    await hand.send("DELETE", `/companies/${made[0]}`);
    await page.getByRole("toolbar").getByText("1 selected").waitFor();
    await hand.send("DELETE", `/companies/${made[1]}`);
    await page.getByRole("toolbar").waitFor({ state: "detached" });
    person.assertCalm();
  });

  test("all records of a list are changed at once and taken back", async () => {
    const { person, base } = at;
    const { page } = person;
    const before = await industries();
    await page.goto(`${base}/companies?view=all`);
    await person.see("40 records");
    await page.getByRole("checkbox", { name: "Select row 1", exact: true }).check();
    await person.click(person.button("Select all 40"));
    await person.click(page.getByRole("toolbar").getByRole("button", { name: "Edit" }));
    await page.getByRole("combobox", { name: "Field" }).click();
    await page.getByRole("option", { name: "Industry" }).click();
    await page.getByRole("textbox", { name: "Industry" }).fill("Kitchenware");
    await page.getByRole("button", { name: "Change 40 records" }).waitFor();
    await fits();
    await person.click(person.button("Change 40 records"));
    await person.see("40 records changed");
    assert.deepEqual(await industries(), ["Kitchenware"]);
    await person.click(page.getByRole("alert").getByRole("button", { name: "Undo" }));
    await person.see("Taken back: 40 records changed");
    assert.deepEqual(await industries(), before);
    person.assertCalm();
  });
});
