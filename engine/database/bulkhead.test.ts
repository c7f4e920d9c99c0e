import assert from "node:assert/strict";
import { test } from "node:test";
import { Unavailable } from "#model/errors.ts";
import { Bulkhead } from "./bulkhead.ts";

test("no more are let in than there is room for, then one for each that leaves, the first who came first", async () => {
  const bulkhead = new Bulkhead({ many: 2, more: 0, patience: 10_000 });
  const inside: string[] = [];
  const come = (who: string) => bulkhead.enter().then(() => inside.push(who));
  await Promise.all([come("a"), come("b")]);
  const [third, fourth] = [come("c"), come("d")];
  assert.equal(bulkhead.waiting, 2);
  assert.deepEqual(inside, ["a", "b"]);
  bulkhead.leave();
  await third;
  assert.deepEqual(inside, ["a", "b", "c"]);
  bulkhead.leave();
  await fourth;
  for (let n = 0; n < 2; n += 1) bulkhead.leave();
  await Promise.all([come("e"), come("f")]);
  assert.equal(bulkhead.waiting, 0);
});

test("who waited for too long is told so, and takes nobody's room", async () => {
  const bulkhead = new Bulkhead({ many: 1, more: 0, patience: 20 });
  await bulkhead.enter();
  await assert.rejects(bulkhead.enter(), Unavailable);
  bulkhead.leave();
  await bulkhead.enter();
  await assert.rejects(bulkhead.enter(), Unavailable);
});

test("who waited a moment in vain is let in beyond, as far as there is room", async () => {
  const bulkhead = new Bulkhead({ many: 1, more: 1, patience: 300 });
  await bulkhead.enter();
  const begun = performance.now();
  const second = bulkhead.enter();
  const third = bulkhead.enter();
  await second;
  assert.ok(performance.now() - begun > 40);
  await assert.rejects(third, Unavailable);
  bulkhead.leave();
  bulkhead.leave();
  await bulkhead.enter();
  assert.equal(bulkhead.waiting, 0);
});
