/** What was answered with success is there after kill -9 of PostgreSQL and of the server: once, and whole. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { assertReadable, assertRecordsWhole } from "./kept.ts";
import { Program } from "./program.ts";
import { Writers } from "./writers.ts";

const SEED = Number(process.env["RAABTA_CRASH_SEED"] ?? 20_261_122);
const CYCLES = Number(process.env["RAABTA_CRASH_CYCLES"] ?? 6);
const WRITERS = 8;

/** Mulberry32: numbers from 0 to 1 that a seed repeats. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

suite("writing while it is killed", { timeout: 240_000 }, () => {
  test(`${CYCLES} times kill -9 under ${WRITERS} writers: nothing acknowledged is lost, nothing is half there or twice`, async (t) => {
    const next = random(SEED);
    const program = new Program(t);
    await program.start();
    const key = await program.setUpWithKey();
    const writers = new Writers(program, key, WRITERS);
    t.after(() => writers.end());
    const recoveries: Record<"PostgreSQL" | "server", number[]> = { PostgreSQL: [], server: [] };
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const before = writers.acknowledged.length;
      await wait(600 + next() * 2400);
      while (writers.acknowledged.length < before + WRITERS && writers.surprises.length === 0) await wait(10);
      if (cycle % 2 === 0) {
        program.killDatabase();
        recoveries.PostgreSQL.push(await writers.nextSuccess());
      } else {
        await program.kill();
        const ready = await program.start();
        recoveries.server.push(ready + (await writers.nextSuccess()));
      }
    }
    await writers.end();
    assert.deepEqual(
      writers.surprises,
      [],
      `Refused, with neither yes nor "later":\n${writers.surprises.join("\n")}\nThe server said:\n${program.complaints()}`,
    );
    await assertReadable(program, key, writers);
    await assertRecordsWhole(program, writers);
    for (const [what, times] of Object.entries(recoveries))
      t.diagnostic(`back after kill -9 of the ${what}: ${times.map((time) => `${Math.round(time)} ms`).join(", ")}`);
    t.diagnostic(`${writers.acknowledged.length} acknowledged writes, 0 lost (seed ${SEED})`);
  });
});
