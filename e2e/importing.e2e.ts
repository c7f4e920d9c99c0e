/** Bringing lists in by hand: keys that repeat, a pause, the way back with its list of what stays, the mapping of last time; each screen in both directions, dark, and on a phone. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { suite, test } from "node:test";
import { barriers, overflow } from "./axe.ts";
import { speak, suiteSetting } from "./setting.ts";

const MANY = 6000;
const HEAD = "Account Number,Company Name,Industry,Email,City\n";
const line = (n: number): string => `k${n},Company ${n},Textiles,office${n}@example.com,Karachi\n`;
const FILE = `${HEAD}${Array.from({ length: MANY }, (_, n) => line(n)).join("")}`;

suite("importing", { timeout: 400_000 }, () => {
  const at = suiteSetting();
  let first = "";

  const choose = async (name: string, csv: string): Promise<void> => {
    const { person, base } = at;
    await person.page.goto(`${base}/import`);
    person.clicks++;
    await person.page
      .getByTestId("import-file")
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(csv) });
    await person.page.getByRole("region", { name: "Please confirm" }).waitFor();
  };

  const reload = async (language: "en" | "ur"): Promise<void> => {
    const { page } = at.person;
    await speak(at, language);
    await page.reload();
    await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
    await page.locator(".import-steps").waitFor();
    await at.person.rest();
  };

  /** The screen as it stands, wide and light in English, and where it differs most: on a dark phone in Urdu. Ends as it began. */
  const fits = async (name: string): Promise<void> => {
    const { person } = at;
    const { page } = person;
    await person.settle();
    await person.picture(`import-${name}`, true);
    const found = await barriers(page);
    // The page is loaded anew in the dark: no colour is on its way from light to dark while it is judged.
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 390, height: 844 });
    await reload("ur");
    await person.settle();
    await person.picture(`import-${name}-phone`, true);
    found.push(...(await barriers(page)));
    const over = await overflow(page);
    if (over > 0) found.push(`${over} px too wide for a phone`);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1366, height: 860 });
    await reload("en");
    assert.deepEqual(found, []);
  };

  const companies = async (): Promise<number> =>
    (await at.hand.send<{ data: unknown[] }>("GET", "/companies?limit=200&fields=number")).data.length;

  test("a key twice in the file is told before anything is saved, and who asks says what becomes of it", async () => {
    const { person } = at;
    const { page } = person;
    await choose(
      "companies.csv",
      `${FILE}k1,Company 1 again,,,Lahore\nk2,Company 2 again,,,Lahore\n,No number,,not-an-address,\n`,
    );
    await page.getByRole("combobox", { name: "A key twice in the file" }).waitFor();
    await fits("found");
    await person.click(person.button("Check"));
    await person.see(/rows can come in/);
    await person.see(/2 rows have a key that stood in the file before/);
    await fits("checked");
    await person.click(person.button("Change"));
    await person.click(page.getByRole("combobox", { name: "A key twice in the file" }));
    await person.click(page.getByRole("option", { name: "Only the first row is taken" }));
    await person.click(person.button("Check"));
    await person.see(`${MANY.toLocaleString("en")} rows can come in`);
    await person.see("Rejected rows");
    await fits("skipped");
  });

  test("an import is paused, waits over a look away, and goes on to its end", async () => {
    const { person, base } = at;
    const { page } = person;
    await person.click(person.button(/^Import [\d,]+ rows/));
    await person.click(person.button("Pause"));
    await person.see("The import is paused");
    first = page.url();
    await fits("paused");
    await page.goto(`${base}/import`);
    await person.see("Paused");
    await page.goto(first);
    await person.click(person.button("Go on"));
    await person.see(`${MANY.toLocaleString("en")} rows are in`, 60_000);
    assert.equal(await companies(), 200);
    await fits("done");
  });

  test("a second file with these columns is mapped as the last", async () => {
    const { person } = at;
    await choose("companies-2.csv", `${HEAD}${line(MANY)}`);
    await person.see("mapped as last time");
    await person.see("1 row → Companies");
    await fits("remembered");
  });

  test("an import is undone but for what somebody has changed since, which is listed", async () => {
    const { hand, person } = at;
    const { page } = person;
    const filter = encodeURIComponent(JSON.stringify({ field: "number", op: "eq", value: "k7" }));
    const { data } = await hand.send<{ data: { id: string }[] }>("GET", `/companies?filter=${filter}`);
    await hand.send("PATCH", `/companies/${data[0]!.id}`, { industry: "Mine" });
    await page.goto(first);
    await person.click(person.button("Undo this import"));
    await person.click(person.button("Undo it now"));
    await person.see("Download the list of what stays", 60_000);
    await person.see("Kept, because someone has changed or used them: 1 Company");
    await fits("undone");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      person.click(person.link("Download the list of what stays")),
    ]);
    const list = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    assert.equal(list.length, 2, list.join("\n"));
    assert.match(list[1]!, /Company 7/);
    assert.equal(await companies(), 1);
    person.assertCalm();
  });
});
