/** Whatever is asked, the answer is one that the document foresees. The long form is `node test/fuzz/long.ts`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzHouse } from "./house.ts";

test("two and a half thousand made-up requests: no fault of ours, no status and no shape that is not documented", async (t) => {
  const outcome = await fuzzHouse(t, { requests: 2_500, seed: Number(process.env["RAABTA_FUZZ_SEED"] ?? 20_241) });
  assert.equal(outcome.requests, 2_500);
  assert.ok((outcome.statuses["200"] ?? 0) > 200, JSON.stringify(outcome.statuses));
  assert.ok((outcome.statuses["201"] ?? 0) > 100, JSON.stringify(outcome.statuses));
  assert.deepEqual(
    outcome.faults,
    [],
    outcome.faults
      .slice(0, 3)
      .map((fault) => fault.reason)
      .join("\n"),
  );
});
