/** The first walk with a year of real purchases: in five minutes and 25 clicks to class A, with the file's own figures on the screen. */
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { Program } from "#test/crash/program.ts";
import { root } from "#test/harness/server.ts";
import { openBrowser, Person } from "../e2e/browser.ts";
import { keyFigures, numberIn } from "../e2e/figures.ts";
import { walkToFirstCustomers } from "../e2e/first-customers.walk.ts";
import { assertRetailInsight } from "./retail-insight.ts";
import { retailMeasures } from "./retail-measures.ts";

const FILE = join(
  process.env["RAABTA_VERIFY_DATA"] ?? resolve(root, "..", "shared", "data"),
  "transactions/online_retail.csv.gz",
);

test("from the first page to the customers who carry the retail company", { timeout: 900_000 }, async (t) => {
  const expected = await retailMeasures(FILE);
  const program = new Program(t);
  await program.start();
  const person = await Person.sitDown(program, await openBrowser(t));
  const { page } = person;
  let shown: Record<string, string> = {};
  let classA = "";
  const walked = await walkToFirstCustomers(
    person,
    FILE,
    "United Kingdom",
    async () => {
      shown = await keyFigures(page);
      classA = (await page.getByRole("link", { name: /^Class A/ }).textContent()) ?? "";
    },
    240_000,
  );
  t.diagnostic(
    `${walked.clicks} clicks, ${walked.seconds.toFixed(0)} s to the first class: ${classA}; ${JSON.stringify(shown)}`,
  );
  assert.ok(walked.clicks <= 25, `${walked.clicks} clicks`);
  assert.ok(walked.seconds < 300, `${walked.seconds} s`);
  const ask = async (path: string): Promise<unknown> => {
    const answer = await page.request.get(`${program.url}/api/v1/insight/${path}`, {
      headers: { "raabta-workspace": walked.slug },
    });
    assert.equal(answer.status(), 200, await answer.text());
    return answer.json();
  };
  // What the database says is the file's; what the screen says is the database's.
  await assertRetailInsight(t, ask, expected);
  const abc = (await ask("abc?measure=revenue&limits=80,95")) as {
    total: string;
    classes: { class: string; customers: number }[];
  };
  assert.equal(numberIn(Object.values(shown).find((figure) => figure.startsWith("£"))), Math.round(Number(abc.total)));
  assert.match(classA, new RegExp(`${abc.classes[0]!.customers.toLocaleString("en-GB")} customers`));
  person.assertCalm();
});
