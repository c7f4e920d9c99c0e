import assert from "node:assert/strict";
import test from "node:test";
import { recalled } from "./recall.ts";

test("gives what the function gives, and asks it once for a text that comes again", () => {
  const asked: string[] = [];
  const shout = recalled((text) => (asked.push(text), text.toUpperCase()));
  assert.deepEqual(["a", "b", "a", ""].map(shout), ["A", "B", "A", ""]);
  shout("");
  assert.deepEqual(asked, ["a", "b", ""]);
});

test("forgets what has not come for long, and keeps what comes often", () => {
  const asked = new Map<string, number>();
  const count = recalled((text) => asked.set(text, (asked.get(text) ?? 0) + 1).get(text)!);
  count("seldom");
  for (let index = 0; index < 20_000; index += 1) {
    count(`word ${index}`);
    count("often");
  }
  assert.equal(count("often"), 1);
  assert.equal(count("seldom"), 2);
});

test("long texts are not kept", () => {
  let asked = 0;
  const find = recalled(() => (asked += 1));
  find("x".repeat(1000));
  find("x".repeat(1000));
  assert.equal(asked, 2);
});
