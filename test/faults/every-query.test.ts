/** A fault at every query of every request that writes: nothing half done, and sent again it is done once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { openEngine } from "#engine/open.ts";
import { keepUploadsIn } from "#engine/transfer/uploads.ts";
import type { Sql } from "#model/sql.ts";
import { testHouse, type Speak } from "#server/http/house.fixtures.ts";
import { product } from "#server/product.ts";
import { TEST_WORKSPACE } from "#test/harness/template.ts";
import { endpoints, type Endpoint } from "./endpoints.ts";
import { FaultyPool, type Fault, type Place } from "./faulty.ts";
import { assertWhole } from "./whole.ts";

const FAULTS: Fault[] = ["refused", "cut", "unheard"];

const effectsOf = async (ctx: Context, effects: Sql): Promise<number> =>
  Number((await ctx.db.query<{ n: number }>(effects as Sql<{ n: number }>))[0]!.n);

interface House {
  ctx: Context;
  speak: Speak;
  pool: FaultyPool;
}

/** @returns the query that failed; undefined where the request sends fewer. */
async function failAt(house: House, endpoint: Endpoint, place: Place, fault: Fault): Promise<string | undefined> {
  const { ctx, speak, pool } = house;
  const key = `${endpoints.indexOf(endpoint)}-${fault}-${place}`;
  const { method, url, body, headers, effects } = await endpoint.prepare(ctx, key);
  const ask = () => speak(method, url, body, { ...headers, "idempotency-key": key });
  // One connection is warm whatever broke before, so that a place is the same query each time.
  await speak("GET", "/api/v1/companies?limit=1&count=none");
  const { result: first, failed } = await pool.during(place, fault, ask);
  const after = `${endpoint.name}, ${fault} at query ${place}: ${failed?.slice(0, 300)}`;
  if (failed === undefined) {
    assert.ok(first.status < 300, `${after}\n${first.text}`);
    return undefined;
  }
  const done = await effectsOf(ctx, effects);
  assert.ok(done === 0 || done === 1, `half done (${done}) after ${after}`);
  if (first.status < 300) assert.equal(done, 1, `said to be done, and not: ${after}`);
  else assert.ok(first.status >= 500, `${first.status} after ${after}\n${first.text}`);
  await assertWhole(ctx, after);
  const again = await ask();
  assert.ok(again.status < 300, `sent again it answers ${again.status} after ${after}\n${again.text}`);
  assert.equal(await effectsOf(ctx, effects), 1, `sent again, after ${after}`);
  return failed;
}

/** Each place fails in one way, in turn, and the commit in every way; RAABTA_FAULTS=all: each in every way. */
async function failAtEach(house: House, endpoint: Endpoint): Promise<{ places: number; faults: number }> {
  const all = process.env["RAABTA_FAULTS"] === "all";
  let faults = 0;
  for (const fault of FAULTS) {
    assert.equal(await failAt(house, endpoint, "commit", fault), "commit");
    faults += 1;
  }
  for (let place = 1; ; place++)
    for (const fault of all ? FAULTS : [FAULTS[place % FAULTS.length]!]) {
      if ((await failAt(house, endpoint, place, fault)) === undefined) {
        await assertWhole(house.ctx, `${endpoint.name}, sent again after each fault`);
        return { places: place - 1, faults };
      }
      faults += 1;
    }
}

test("a fault at every query of every request that writes", { timeout: 400_000 }, async (t) => {
  const { house, database, key } = await testHouse(t, { rateLimit: 0 });
  const { speak } = await key("owner");
  // What is prepared and looked at goes over connections that nobody breaks.
  const calm = openEngine(database.config, product);
  t.after(() => calm.close());
  keepUploadsIn(calm.catalogue, house.files);
  const ctx = calm.systemContext(await calm.workspaces.get(TEST_WORKSPACE));
  const pool = new FaultyPool(house.engine.database.pool);
  for (const endpoint of endpoints)
    await t.test(endpoint.name, async (inner) => {
      const { places, faults } = await failAtEach({ ctx, speak, pool }, endpoint);
      assert.ok(places >= 7, `${places}`);
      inner.diagnostic(`${endpoint.name}: ${places} queries, ${faults} faults`);
    });
});
