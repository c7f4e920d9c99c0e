/** The translator says what i18next says, for every key in every language. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createInstance, type TOptions } from "i18next";
import { Translator } from "./translator.ts";

const folder = join(import.meta.dirname, "..", "..", "messages");

function wordsOf(language: string): Record<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith(`.${language}.json`));
  return Object.assign({}, ...files.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as object));
}

for (const language of ["en", "hi", "ur"])
  test(`words in ${language} are what i18next makes of them`, async () => {
    const words = wordsOf(language);
    const library = createInstance();
    await library.init({
      lng: language,
      fallbackLng: false,
      resources: { [language]: { translation: words } },
      keySeparator: false,
      nsSeparator: false,
      interpolation: {
        escapeValue: true,
        escape: (value: string) => (language === "ur" ? `\u2068${value}\u2069` : value),
      },
    });
    const ours = new Translator(language);
    ours.add(language, words);
    const t = ours.getFixedT();
    const keys = Object.keys(words).map((key) => key.replace(/_(zero|one|two|few|many|other)$/, ""));
    assert.ok(keys.length > 500);
    for (const key of new Set(keys)) {
      const places = [...(words[key] ?? words[`${key}_other`] ?? "").matchAll(/\{\{\s*([^}\s]+)/g)];
      const values = Object.fromEntries(places.map(([, name], place) => [name!, `<${place} & $1>`]));
      assert.equal(t(key, values), library.t(key, values), key);
      for (const count of [0, 1, 2, 11, 1_000_000])
        assert.equal(t(key, { ...values, count }), library.t(key, { ...values, count }), `${key} of ${count}`);
      assert.equal(ours.exists(key), library.exists(key), key);
    }
    const odd: [string | string[], TOptions][] = [
      ["no.such.key", {}],
      ["no.such.key", { defaultValue: "{{a}} of {{b}}", a: 1 }],
      [["no.such", "frame.search"], { defaultValue: "otherwise" }],
      [["no.such", "nor.this"], {}],
      [["no.such", "nor.this"], { defaultValue: "otherwise" }],
      [["no.such"], { defaultValue: "" }],
    ];
    for (const [key, values] of odd) assert.equal(t(key, values), library.t(key, values), String(key));
    assert.equal(ours.dir(), library.dir());
  });

test("who listens hears of another language", () => {
  const ours = new Translator("en");
  ours.add("ur", { hello: "سلام" });
  let heard = 0;
  const hear = () => void heard++;
  ours.on("languageChanged", hear);
  ours.changeLanguage("ur");
  assert.equal(ours.getFixedT()("hello"), "سلام");
  ours.off("languageChanged", hear);
  ours.changeLanguage("en");
  assert.equal(heard, 1);
});
