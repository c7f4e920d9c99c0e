/** Pieces of SQL keep text and values apart, however they are nested. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { numbered, sql } from "./sql.ts";

test("values stay values, in the order of the text, at any depth", () => {
  const inner = sql`b = ${"x"} and ${sql.join([1, sql`now()`, 2])}`;
  const whole = sql`select ${sql.ref("t.a")} where ${inner} or ${sql`c = ${null}`}${sql.raw(" limit ")}${5}`;
  assert.equal(numbered(whole), `select "t"."a" where b = $1 and $2, now(), $3 or c = $4 limit $5`);
  assert.deepEqual(whole.values, ["x", 1, 2, null, 5]);
});

test("names and literals cannot end themselves", () => {
  assert.equal(numbered(sql`${sql.id('a"; drop table b; --')}`), `"a""; drop table b; --"`);
  assert.equal(numbered(sql`${sql.id("s", 't"t')}.${sql.ref('a."b')}`), `"s"."t""t"."a"."""b"`);
  assert.equal(numbered(sql`${sql.lit("it's")}${sql.lit(3)}${sql.lit(null)}`), `'it''s'3null`);
  assert.equal(numbered(sql`${sql.lit("a\\'b")}`), ` E'a\\\\''b'`);
});

test("a list, even an empty one, and a value that looks like SQL", () => {
  assert.equal(numbered(sql`in (${sql.join([])})`), "in ()");
  const typed = sql`name = ${"'; drop table x"}`;
  assert.equal(numbered(typed), "name = $1");
  assert.deepEqual(sql`${["a", "b"]}`.values, [["a", "b"]]);
});
