import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "#model/sql.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { guarded, guardedSql, unguarded } from "./formula-safe.ts";

const SIGNS = [
  ..."=+-@＝＋－＠'\" \t\r\n\v\f\u00a0\u1680\u2003\u2028\u202f\u205f\u3000\ufeff",
  "a",
  "A",
  "1",
  "ا",
  "\\",
  "x=1",
];
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 6 }),
  fc.string({ unit: "grapheme" }).filter((value) => value.isWellFormed() && !value.includes("\0")),
);

test("no cell begins with the sign of a formula, and every cell comes back as it was", () => {
  fc.assert(
    fc.property(text, (value) => {
      assert.doesNotMatch(guarded(value), /^["\s]*[=+\-@＝＋－＠\t\r]/u);
      assert.equal(unguarded(guarded(value)), value);
    }),
    { numRuns: 5000 },
  );
  assert.equal(guarded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
  assert.equal(guarded("Ali"), "Ali");
  assert.equal(unguarded("'tis"), "'tis");
});

test("PostgreSQL guards the same cells", async (t) => {
  const { ctx } = await testWorkspace(t);
  const values = [...new Set(["=1+1", "'tis", "", ...fc.sample(text, { numRuns: 3000, seed: 3 })])];
  const rows = await ctx.db.query(
    sql<{
      cell: string;
    }>`select ${guardedSql(sql`v`)} as cell from unnest(${values}::text[]) with ordinality as u(v, n) order by n`,
  );
  assert.deepEqual(
    rows.map((row) => row.cell),
    values.map(guarded),
  );
});
