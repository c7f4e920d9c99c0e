/** What a new field for a column would be, by its name and its values. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ParseSettings } from "#model/field.ts";
import { likelyField } from "./likely-field.ts";

const SETTINGS: ParseSettings = {
  country: "PK",
  baseCurrency: "PKR",
  timeZone: "Asia/Karachi",
  dateOrder: "dmy",
  decimal: ".",
};

/** Of a column with these different values, each as often as `times` says. */
const likely = (name: string, values: string[], times = 1) =>
  likelyField({ name, filled: values.length * times, distinctGuess: values.length }, values, SETTINGS);

test("the kind is the one that all values can be read as", () => {
  const columns: [string, string[], string][] = [
    ["Balcony", ["Yes", "no"], "boolean"],
    ["Rooms", ["1", "12"], "integer"],
    ["Weight", ["1.5", "12"], "number"],
    ["Share", ["5%", "12.5 %"], "percent"],
    ["Fee", ["Rs 1,200", "Rs 12"], "money"],
    ["Handed over", ["31/12/2024", "1/2/2025"], "date"],
    ["Seen", ["2024-12-31 10:30", "2025-01-01 08:00"], "datetime"],
    ["Work mail", ["a@example.com", "b@example.com"], "emails"],
    ["Reception", ["+92 300 1234567", "+92 42 1234567"], "phones"],
    ["Shop", ["https://example.com", "www.example.org"], "url"],
    ["Motto", ["Always", "Never"], "text"],
    ["Stars", ["★★★", "★"], "rating"],
  ];
  assert.deepEqual(
    columns.map(([name, values]) => [name, likely(name, values)?.type]),
    columns.map(([name, , type]) => [name, type]),
  );
});

test("one value that cannot be read makes it text: its row would be rejected", () => {
  const dates = Array.from({ length: 20 }, (_, day) => `${day + 1}/12/2024`);
  assert.deepEqual(likely("Handed over", dates), { type: "date" });
  assert.deepEqual(likely("Handed over", [...dates, "when ready"]), { type: "text" });
});

test("codes are no numbers, and what tells of somebody else or is only a name is text", () => {
  assert.deepEqual(likely("Ward", ["007", "012"]), { type: "text" });
  assert.deepEqual(likely("Meter", ["123456789012", "223456789012"]), { type: "text" });
  assert.deepEqual(likely("Account Owner Email", ["a@example.com"]), { type: "text" });
  assert.deepEqual(likely("Father's name", ["Ahmed Khan", "Bilal Khan"]), { type: "text" });
  assert.deepEqual(likely("Country of birth", ["Pakistan", "India"]), { type: "text" });
});

test("a few words that come again and again are a choice of them", () => {
  const levels = ["Gold", "Silver", "Standard"];
  assert.deepEqual(likely("Level", levels, 3), { type: "choice", options: levels });
  assert.deepEqual(likely("Level", levels, 2), { type: "text" });
  assert.deepEqual(likely("Colour of the door", ["Gold", "Silver"], 9), { type: "colour" });
  assert.deepEqual(likely("Ward", ["1", "2", "3"], 9), { type: "integer" });
  const many = Array.from({ length: 13 }, (_, n) => `Level ${n}`);
  assert.deepEqual(likely("Level", many, 9), { type: "text" });
});

test("text longer than a line is long text", () => {
  assert.deepEqual(likely("Story", ["word ".repeat(40).slice(0, 200), "short"]), { type: "longText" });
});

test("a column without values makes nothing, nor do the reasons that we gave ourselves", () => {
  assert.equal(likely("Empty", []), undefined);
  assert.equal(likely("Raabta: reason", ["Name: is needed"]), undefined);
});
