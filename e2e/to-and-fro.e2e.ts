/** From a list to a record and back, groups of options, and what browsers keep for https. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { suiteSetting } from "./setting.ts";

suite("to and fro", { timeout: 180_000 }, () => {
  const at = suiteSetting();

  test("from a record opened in a list the way leads back to that list as it was", async () => {
    const { person, base, hand } = at;
    const { page } = person;
    for (const name of ["One", "Two", "Three", "Four", "Five", "Six"])
      await hand.send("POST", "/companies", { name: `Attar ${name}` });
    for (const search of ["", "?q=attar&sort=-createdAt"]) {
      await page.goto(`${base}/companies${search}`);
      await page.locator("[role=row] a[href*='/companies/']").first().click();
      const back = page.getByRole("link", { name: "Back to companies" });
      await back.waitFor();
      await person.calm();
      await back.click();
      await page.getByRole("columnheader").first().waitFor();
      const { pathname, searchParams } = new URL(page.url());
      assert.equal(pathname, `${base}/companies`);
      for (const [name, value] of new URLSearchParams(search)) assert.equal(searchParams.get(name), value);
    }
  });

  test("groups by a choice stand in the order of its options", async () => {
    const { person, base, hand } = at;
    const { page } = person;
    const { data } = await hand.send<{ data: { id: string }[] }>("GET", "/companies?q=attar");
    const options = ["small", "medium", "large"];
    const field = { object: "company", type: "choice", name: "size", label: { en: "Size" }, settings: { options } };
    await hand.send("POST", "/custom-fields", field);
    // One small, two medium, three large.
    for (const [place, { id }] of data.entries())
      await hand.send("PATCH", `/companies/${id}`, { x_size: options[place < 1 ? 0 : place < 3 ? 1 : 2] });
    await page.goto(`${base}/companies?groupBy=x_size`);
    await page.getByRole("row").filter({ hasText: "large" }).waitFor();
    const heads = await page.getByRole("row").allInnerTexts();
    assert.deepEqual(
      heads.flatMap((text) => /small|medium|large/i.exec(text)?.[0].toLowerCase() ?? []),
      options,
    );
  });

  test("messages and copied links need nothing that browsers keep for https", async () => {
    const { person, base } = at;
    const { page } = person;
    const other = await page.context().newPage();
    // As on http from another machine.
    await other.addInitScript(() => {
      Reflect.deleteProperty(Crypto.prototype, "randomUUID");
      Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
    });
    const faults: string[] = [];
    other.on("pageerror", ({ message }) => faults.push(message));
    await other.goto(`${base}/companies`);
    await other.locator("[role=row] a[href*='/companies/']").first().click();
    await other.getByRole("button", { name: "More actions" }).click();
    await other.getByRole("menuitem", { name: "Copy link" }).click();
    await other.getByText("The link is copied").waitFor();
    assert.deepEqual(faults, []);
    await other.close();
  });
});
