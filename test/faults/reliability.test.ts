/** Holds docs/reliability.md against the tests: each row names one that is run. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { root } from "#test/walls/sources.ts";

const document = join(root, "docs", "reliability.md");

test("each row of the table names tests that are there", () => {
  const rows = readFileSync(document, "utf8")
    .split("\n")
    .filter((line) => /^\| R\d+ /.test(line));
  const ids = rows.map((row) => Number(/R(\d+)/.exec(row)![1]));
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(ids).size, ids.length);
  for (const row of rows) {
    const files = [...row.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => file!);
    assert.ok(files.length > 0, row);
    for (const file of files)
      assert.ok(file.endsWith(".test.ts") && existsSync(join(dirname(document), file)), `${row}: ${file}`);
  }
});
