/** Who is let in when: a burst that passes, a queue that stands, the end of it, and slow work that is nobody's queue. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Pressure } from "./shedding.ts";

/** A process that answers `perSecond` requests one after the other, on a clock of its own. */
function oneAfterTheOther(perSecond: number) {
  let now = 0;
  const pressure = new Pressure(() => now);
  const waiting: number[] = [];
  const took: number[] = [];
  let refused = 0;
  let due = 0;
  /** For so many seconds so many ask each second. */
  const run = (seconds: number, asked: number): { refused: number; took: number[] } => {
    refused = 0;
    took.length = 0;
    for (const end = now + seconds * 1000; now < end; now += 1) {
      for (due += asked / 1000; due >= 1; due -= 1) {
        if (!pressure.allows()) refused += 1;
        else {
          pressure.enter();
          waiting.push(now);
        }
      }
      if (now % Math.round(1000 / perSecond) === 0 && waiting.length) {
        const one = now - waiting.shift()!;
        took.push(one);
        pressure.leave(one);
      }
    }
    return { refused, took: took.slice() };
  };
  return { run, pressure, at: () => now, wait: (ms: number) => (now += ms) };
}

test("four times too much: what is let in is answered soon, all that can be done is done, and it ends when the storm does", () => {
  const { run } = oneAfterTheOther(200);
  assert.equal(run(5, 150).refused, 0);
  const storm = run(10, 800);
  assert.ok(Math.max(...storm.took) <= 1_500, `${Math.max(...storm.took)}`);
  assert.ok(storm.took.length >= 0.98 * 200 * 10, `${storm.took.length}`);
  const later = run(5, 800);
  assert.ok(Math.max(...later.took) <= 500, `${Math.max(...later.took)}`);
  run(1, 100);
  const after = run(5, 150);
  assert.equal(after.refused, 0);
  assert.ok(Math.max(...after.took) <= 10);
});

test("a burst is let in, after a rest too", () => {
  const { run, wait } = oneAfterTheOther(1_000);
  assert.equal(run(2, 100).refused, 0);
  for (let n = 0; n < 3; n++) {
    assert.equal(run(0.01, 12_000).refused, 0);
    run(1, 100);
    wait(60_000);
  }
});

test("slow work beside quick work is no queue; where all is slow it is one, beyond the least that is always let in", () => {
  const { pressure, wait } = oneAfterTheOther(1);
  for (let n = 0; n < 100; n++) pressure.enter();
  for (let n = 0; n < 20; n++) {
    wait(60);
    pressure.leave(5);
    pressure.enter();
  }
  assert.ok(pressure.allows());
  wait(400);
  assert.ok(!pressure.allows());
  assert.ok(!pressure.allows());
  for (let n = 0; n < 40; n++) pressure.leave(2_000);
  assert.ok(pressure.allows());
});
