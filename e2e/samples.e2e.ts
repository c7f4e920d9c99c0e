/** Sample records go in one; those that somebody works with already stay, and are named with the way to each. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { OWNER, Program } from "#test/crash/program.ts";
import { openBrowser, Person } from "./browser.ts";
import { Hand } from "./seed.ts";

suite("samples", { timeout: 240_000 }, () => {
  test("what stays when the sample records go is named, in each language, and one click away", async (t) => {
    const program = new Program(t);
    const browser = await openBrowser(t);
    await program.start();
    const person = await Person.sitDown(program, browser);
    const made = await fetch(`${program.url}/api/setup`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: program.url },
      body: JSON.stringify({
        owner: OWNER,
        company: { name: "Chiragh Clinic" },
        country: "PK",
        language: "ur",
        template: "clinic",
        samples: true,
      }),
    });
    const { workspace } = (await made.json()) as { workspace: { slug: string } };
    const cookie = made.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const hand = new Hand(program, { slug: workspace.slug, cookie });
    const { data } = await hand.send<{ data: { id: string }[] }>("GET", "/contacts?q=Asma");
    await hand.send("PATCH", `/contacts/${data[0]!.id}`, { number: "P-1" });
    await person.signIn();
    const { page } = person;
    await page.evaluate(() => localStorage.setItem("raabta.language", "ur"));
    await page.goto(`/w/${workspace.slug}/contacts`);
    await page.getByRole("note").getByRole("button").click();
    const message = page.getByRole("alert").filter({ hasText: "ردی میں ہیں" });
    const link = message.getByRole("link", { name: "Asma Siddiqui" }).first();
    await link.waitFor();
    await page.getByRole("note").waitFor({ state: "detached" });
    await person.settle();
    await person.picture("samples-stay-ur");
    await person.click(link);
    await page.waitForURL(new RegExp(data[0]!.id));
    await page.getByRole("heading", { name: "Asma Siddiqui" }).waitFor();
    assert.ok(await link.isVisible(), "the others can still be gone to");
    person.assertCalm();
  });
});
