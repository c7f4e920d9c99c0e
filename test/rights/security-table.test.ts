/** Holds docs/security-tests.md against the tests: each row names some that are run. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { root } from "#test/walls/sources.ts";

const document = join(root, "docs", "security-tests.md");
const rows = readFileSync(document, "utf8")
  .split("\n")
  .filter((line) => /^\| (?!-|id |class )/.test(line));

test("each row of the tables names tests that are there", () => {
  const ids = rows.flatMap((row) => /^\| S(\d+) /.exec(row)?.slice(1).map(Number) ?? []);
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(ids).size, ids.length);
  for (const row of rows) {
    const files = [...row.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => file!);
    assert.ok(files.length > 0, row);
    for (const file of files)
      assert.ok(/\.(test|e2e)\.ts$/.test(file) && existsSync(join(dirname(document), file)), `${row}: ${file}`);
  }
});

test("what a CRM like this one cannot do without has its row", () => {
  const needed = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 16, 17, 18, 19, 20, 23, 24, 25, 26];
  for (const id of needed)
    assert.ok(
      rows.some((row) => row.startsWith(`| S${id} |`)),
      `S${id}`,
    );
  assert.ok(rows.length - needed.length > 20);
});

test("each file of rights is named in the table: a test that nobody finds is not looked after", () => {
  const told = rows.join("\n");
  for (const file of [
    "matrix",
    "hidden-fields",
    "channels",
    "hidden-import",
    "twins",
    "outbound",
    "sensitive",
    "doorstep",
  ])
    assert.ok(told.includes(`../test/rights/${file}.test.ts`), file);
});
