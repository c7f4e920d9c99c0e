/** Keeps the walls between the rooms, the names and the length of files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { refusal } from "./walls/rooms.ts";
import { importsOf, root, sourceFiles } from "./walls/sources.ts";

const files = sourceFiles();
const code = files.filter((file) => !file.endsWith(".css"));

test("no import goes through a wall", () => {
  const broken = code.flatMap((file) =>
    importsOf(file).flatMap((imported) => {
      const reason = refusal(file, imported);
      return reason ? [`${file}: ${reason} (${imported.target})`] : [];
    }),
  );
  assert.deepEqual(broken, []);
});

test("the walls refuse what they should", () => {
  const refused = (file: string, source: string) =>
    importsOf(file, source).map((imported) => Boolean(refusal(file, imported)));
  assert.deepEqual(refused("model/a.ts", 'import { z } from "zod"; import fs from "node:fs"; import "#engine/a.ts"'), [
    false,
    true,
    true,
  ]);
  assert.deepEqual(
    refused("fields/money/money.ts", 'import "pg"; import "./money.sql.ts"; import "./money.view.tsx"'),
    [true, true, true],
  );
  assert.deepEqual(
    refused("engine/a.ts", 'import type { A } from "#crm/a/b.ts"; import "react"; await import("#server/a.ts")'),
    [true, true, true],
  );
  assert.deepEqual(
    refused("crm/sales/a.ts", 'import type { A } from "#crm/service/b.ts"; import { B } from "../service/b.ts"'),
    [false, true],
  );
  assert.deepEqual(
    refused(
      "web/a.tsx",
      'import type { A } from "#crm/sales/b.ts"; import { B } from "#crm/sales/b.ts"; import type { C } from "#engine/c.ts"',
    ),
    [false, true, true],
  );
  assert.deepEqual(refused("channels/email/a.ts", 'export { b } from "../sms/b.ts"'), [true]);
  assert.deepEqual(refused("server/a.ts", 'import "#web/a.tsx"; import "#crm/a/b.ts"; import "#ui/a.tsx"'), [
    true,
    false,
    true,
  ]);
});

const nameless = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "shared",
  "lib",
  "misc",
  "service",
  "manager",
]);

test("a function lives with the word it speaks of: no file or folder has a name that says nothing", () => {
  const bad = files.filter((file) => {
    const words = file.split("/").flatMap((part) =>
      part
        .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
        .toLowerCase()
        .split(/[.-]/),
    );
    // Service is a line of business here, and has its room in crm and web.
    const allowed = /^(crm|web|demo|e2e|messages)\//.test(file) ? words.filter((word) => word !== "service") : words;
    return basename(file) === "types.ts" || allowed.some((word) => nameless.has(word));
  });
  assert.deepEqual(bad, []);
});

test("no file is longer than 400 lines", () => {
  const lines = (file: string) => readFileSync(join(root, file), "utf8").split("\n").length - 1;
  assert.deepEqual(
    files.filter((file) => lines(file) > 400),
    [],
  );
});

test("no barrels: nothing is re-exported wholesale", () => {
  const barrels = code.filter((file) => /^export \* from/m.test(readFileSync(join(root, file), "utf8")));
  assert.deepEqual(barrels, []);
});

test("the engine knows objects from the catalogue, never by name", () => {
  const names = code
    .filter((file) => /^crm\/.*\.object\.ts$/.test(file))
    .map((file) => basename(file, ".object.ts").replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))
    // A word of SQL and of sorting too.
    .filter((name) => name !== "order");
  const tables = names.map((name) =>
    `${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}s`.replace(/ys$/, "ies"),
  );
  // As an argument (object("company"), create(ctx, "company", …)), or as a table in SQL.
  const known = new RegExp(
    `\\((?:\\w+, )?["'\`](${names.join("|")})["'\`]|\\b(from|join|into|update) (${tables.join("|")})\\b`,
  );
  const engine = code.filter(
    (file) => file.startsWith("engine/") && !file.startsWith("engine/workspace/") && !file.includes(".test."),
  );
  const words = (file: string) => readFileSync(join(root, file), "utf8").replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
  const found = engine.filter((file) => known.test(words(file)));
  assert.ok(names.length > 3);
  assert.deepEqual(found, []);
});
