/** Made-up requests in great number, several seeds, a fresh database each: RAABTA_FUZZ_REQUESTS says how many. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzLong } from "#test/fuzz/long.ts";

const requests = Number(process.env["RAABTA_FUZZ_REQUESTS"] ?? 20_000);
const seed = Number(process.env["RAABTA_FUZZ_SEED"] ?? 20_261_123);

test(`${requests} made-up requests: no fault of ours, no status and no shape that is not documented`, async (t) => {
  const { requests: sent, statuses, faults } = await fuzzLong(requests, seed);
  t.diagnostic(`${sent} requests, ${JSON.stringify(statuses)}`);
  assert.equal(sent, requests);
  assert.deepEqual(faults, []);
});
