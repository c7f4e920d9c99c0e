/** The listener comes back by itself, is not trusted while it is away, and tells on its return that something may have been missed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testDatabase } from "#test/harness/database.ts";
import { Kept } from "./kept.ts";
import { ACCESS_CHANNEL, Notices } from "./notices.ts";

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!isSo()) {
    assert.ok(Date.now() < end, "it did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("a listener that was cut off is down at once, and back soon", async (t) => {
  const database = await testDatabase();
  const notices = new Notices(database.config);
  t.after(async () => {
    await notices.stop();
    await database.close();
  });
  const heard: string[] = [];
  notices.onNotice((channel, payload) => heard.push(`${channel} ${payload}`));
  await notices.start();
  await database.pool.query("select pg_notify($1, 'acme')", [ACCESS_CHANNEL]);
  await until(() => heard.includes(`${ACCESS_CHANNEL} acme`));
  heard.length = 0;
  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'raabta notices' and datname = current_database()",
  );
  await until(() => !notices.connected);
  await until(() => notices.connected);
  assert.ok(heard.includes(`${ACCESS_CHANNEL} `), "caches are told to begin anew");
});

test("an answer asked for before a change is not kept after it", async () => {
  const kept = new Kept<number>({ size: 2, ms: 10_000, trusted: () => true });
  let release = () => {};
  const slow = kept.get("a", () => new Promise<number>((resolve) => (release = () => resolve(1))));
  kept.clear();
  release();
  assert.equal(await slow, 1);
  assert.equal(await kept.get("a", async () => 2), 2);
  assert.equal(await kept.get("a", async () => 3), 2);
  await kept.get("b", async () => 4);
  await kept.get("c", async () => 5);
  assert.equal(await kept.get("a", async () => 6), 6, "the one unused for longest went first");
});
