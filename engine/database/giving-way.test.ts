import assert from "node:assert/strict";
import { test } from "node:test";
import { GivingWay } from "./giving-way.ts";

/** How long it gave way, in milliseconds. */
async function waited(way: GivingWay, schema: string): Promise<number> {
  const begun = performance.now();
  (await way.toShape(schema))();
  return performance.now() - begun;
}

test("who changes the shape waits for others only after a change of the same workspace, and while they are busy", async () => {
  let atWork = 10;
  const way = new GivingWay(() => atWork);
  assert.ok((await waited(way, "w_one")) < 100);
  way.changed("w_one");
  assert.ok((await waited(way, "w_two")) < 100);
  let over = false;
  const waiting = way.toShape("w_one").then((end) => (end(), (over = true)));
  await waited(way, "w_two");
  assert.equal(over, false);
  atWork = 3;
  await waiting;
  assert.ok((await waited(way, "w_one")) < 100);
});

test("nobody gives way for ever", async () => {
  const way = new GivingWay(() => 4);
  way.changed("w_one");
  const took = await waited(way, "w_one");
  assert.ok(took >= 2_500 && took < 20_000, `${took} ms`);
});

test("a job gives way between two chunks for a moment, whatever was changed", async () => {
  let atWork = 4;
  const way = new GivingWay(() => atWork);
  const begun = performance.now();
  await way.betweenChunks();
  const took = performance.now() - begun;
  assert.ok(took >= 200 && took < 10_000, `${took} ms`);
  atWork = 2;
  const again = performance.now();
  await way.betweenChunks();
  assert.ok(performance.now() - again < 100);
});

test("who shapes a workspace waits for who does so already, and not for those of others", async () => {
  const way = new GivingWay(() => 0);
  const end = await way.toShape("w_one");
  let over = false;
  const second = way.toShape("w_one").then((done) => ((over = true), done));
  await waited(way, "w_two");
  assert.equal(over, false);
  end();
  (await second)();
  assert.ok((await waited(way, "w_one")) < 100);
});
