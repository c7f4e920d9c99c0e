/** A new owner brings invoice lines and sees who carries the company, in at most 25 clicks; the figures are the file's. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Program } from "#test/crash/program.ts";
import { invoices } from "#test/import/invoices.ts";
import { openBrowser, Person } from "./browser.ts";
import { keyFigures, numberIn } from "./figures.ts";
import { walkToFirstCustomers } from "./first-customers.walk.ts";

/** Reckoned from the file's text: pence of each customer, and how many of the best carry four fifths. */
function expected(csv: string): { customers: number; net: number; classA: number; orders: number } {
  const net = new Map<string, number>();
  const orders = new Set<string>();
  for (const row of csv.split("\r\n").slice(1).filter(Boolean)) {
    // Only the description is quoted, and holds commas.
    const [invoice, , , quantity, , price, customer] = row.replace(/"(?:[^"]|"")*"/, "").split(",");
    orders.add(invoice!);
    if (customer) net.set(customer, (net.get(customer) ?? 0) + Math.round(Number(quantity) * Number(price) * 100));
  }
  const all = [...net.values()].toSorted((a, b) => b - a);
  const sum = all.reduce((total, amount) => total + amount, 0);
  let before = 0;
  const classA = all.filter((amount) => {
    const inside = amount > 0 && before < sum * 0.8;
    before += amount;
    return inside;
  });
  return { customers: net.size, net: sum / 100, classA: classA.length, orders: orders.size };
}

suite("the first customers", { timeout: 300_000 }, () => {
  test("from the first page to the customers of class A", async (t) => {
    const program = new Program(t);
    await program.start();
    const person = await Person.sitDown(program, await openBrowser(t));
    const { page } = person;
    const made = invoices(800);
    const truth = expected(made.csv);
    const file = { name: "invoices.csv", mimeType: "text/csv", buffer: Buffer.from(made.csv) };
    const walked = await walkToFirstCustomers(person, file, "United Kingdom", async () => {
      const figures = await keyFigures(page);
      const net = Object.values(figures).find((value) => value.startsWith("£")) ?? "";
      assert.equal(numberIn(net), Math.round(truth.net), JSON.stringify(figures));
      assert.equal(numberIn(figures["Orders"]), truth.orders, JSON.stringify(figures));
      const tile = page.getByRole("link", { name: /^Class A/ });
      assert.equal(numberIn(await tile.locator(".class-lead").textContent()), truth.classA);
    });
    t.diagnostic(
      `${walked.clicks} clicks; ${made.lines} lines; first class on the screen after ${walked.seconds.toFixed(1)} s`,
    );
    assert.ok(walked.clicks <= 25, `${walked.clicks} clicks`);
    await page.goBack();
    await page.getByText(`${truth.classA} records`).first().waitFor();
    person.assertCalm();
  });
});
