/** The hint on passwords. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { strengthOf } from "./password-strength.ts";

test("what the server refuses is short", () => assert.equal(strengthOf("Ab1!xyz"), "short"));

test("repetition and well-known words are weak", () => {
  for (const password of ["aaaaaaaa", "password1", "12345678", "qwertyui"])
    assert.equal(strengthOf(password), "weak", password);
});

test("one's own name makes it weaker", () => {
  assert.equal(strengthOf("fatima-husain"), "good");
  assert.equal(strengthOf("fatima-husain", ["Fatima Husain", "fatima@example.com"]), "weak");
});

test("length in any script is strength", () => {
  assert.equal(strengthOf("correct horse battery staple"), "strong");
  assert.equal(strengthOf("دریا کنارے چاندنی رات ہے"), "strong");
});
