import assert from "node:assert/strict";
import { test } from "node:test";
import { GivingWay } from "./giving-way.ts";

const connections = { totalCount: 10, idleCount: 9, waitingCount: 0 };

/** How long it gave way, in milliseconds. */
async function waited(way: GivingWay, schema: string): Promise<number> {
  const begun = performance.now();
  await way.toOthers(schema);
  return performance.now() - begun;
}

test("who changes the shape waits for others only after a change of the same workspace, and while they are busy", async () => {
  const now = { ...connections };
  const way = new GivingWay(now);
  Object.assign(now, { idleCount: 0, waitingCount: 4 });
  assert.ok((await waited(way, "w_one")) < 100);
  way.changed("w_one");
  assert.ok((await waited(way, "w_two")) < 100);
  let over = false;
  const waiting = way.toOthers("w_one").then(() => (over = true));
  await waited(way, "w_two");
  assert.equal(over, false);
  Object.assign(now, { idleCount: 8, waitingCount: 0 });
  await waiting;
  assert.ok((await waited(way, "w_one")) < 100);
});

test("nobody gives way for ever", async () => {
  const way = new GivingWay({ ...connections, waitingCount: 1 });
  way.changed("w_one");
  const took = await waited(way, "w_one");
  assert.ok(took >= 2_500 && took < 20_000, `${took} ms`);
});
