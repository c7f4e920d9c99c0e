/** Every language says the same things, and everything the product defines has words and an icon. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fieldTypes } from "#fields/index.ts";
import { makeCatalogue } from "#model/catalogue.ts";
import { product } from "#server/product.ts";

const root = join(import.meta.dirname, "..");
const LANGUAGES = ["en", "hi", "ur"];

function wordsOf(language: string): Map<string, string> {
  const files = readdirSync(join(root, "messages")).filter((name) => name.endsWith(`.${language}.json`));
  const entries = files.flatMap((name) =>
    Object.entries(JSON.parse(readFileSync(join(root, "messages", name), "utf8")) as Record<string, string>),
  );
  const words = new Map(entries);
  assert.equal(words.size, entries.length, `a key stands in two files of ${language}`);
  return words;
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*([^},\s]+)/g)].map((found) => found[1]!).sort((a, b) => a.localeCompare(b));

test("English, Hindi and Urdu have the same keys, none empty, with the same places for values", () => {
  const english = wordsOf("en");
  for (const language of LANGUAGES) {
    const words = wordsOf(language);
    assert.deepEqual(
      [...words.keys()].filter((key) => !english.has(key)),
      [],
      `only in ${language}`,
    );
    assert.deepEqual(
      [...english.keys()].filter((key) => !words.has(key)),
      [],
      `missing in ${language}`,
    );
    for (const [key, text] of words) {
      assert.notEqual(text.trim(), "", `${language} ${key}`);
      const singular = /_(one|zero)$/.test(key);
      if (!singular) assert.deepEqual(placeholders(text), placeholders(english.get(key)!), `${language} ${key}`);
    }
  }
});

test("every object, field, option, group, area and job is named", () => {
  const words = wordsOf("en");
  const missing: string[] = [];
  const need = (...keys: string[]) => keys.some((key) => words.has(key)) || missing.push(keys[0]!);
  for (const object of makeCatalogue(product.objects, fieldTypes).objects.values()) {
    need(`object.${object.name}`);
    need(`object.${object.name}.plural`);
    need(`area.${object.definition.area}`);
    for (const group of object.definition.layout) need(`${object.name}.layout.${group.name}`, `layout.${group.name}`);
    for (const field of object.fields.values()) {
      need(`${object.name}.${field.name}`, `field.${field.name}`);
      const options = (field.definition["options"] ?? []) as (string | { value: string })[];
      for (const option of options)
        need(`${object.name}.${field.name}.${typeof option === "string" ? option : option.value}`);
    }
  }
  for (const job of product.jobs) need(`jobs.name.${job.name}`);
  for (const role of product.roles) need(`role.default.${role.key}`);
  assert.deepEqual(missing, []);
});

test("every object has an icon of its own", () => {
  const source = readFileSync(join(root, "ui", "Icon.tsx"), "utf8");
  const known = new Set([...source.matchAll(/^ {2}"?([a-z0-9-]+)"?: Icon/gm)].map((found) => found[1]));
  assert.ok(known.size > 10);
  assert.deepEqual(
    product.objects.map((object) => object.icon).filter((icon) => !known.has(icon)),
    [],
  );
});
