/** Two servers and two workers on one database, killed in turn under writers: nothing is lost, nothing is half there or done twice. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { assertWhole } from "#test/faults/whole.ts";
import { invoices } from "#test/import/invoices.ts";
import { Asking } from "./asking.ts";
import { bringIn, changeAll, ended, makeProducts, watchWorkers } from "./long-work.ts";
import { FeedReader, LiveReader } from "./readers.ts";
import { assertChanged, assertFigures, assertKept, assertTold, endOfImport } from "./reckoning.ts";
import type { Program } from "./program.ts";
import { Several } from "./several.ts";
import { Traders } from "./traders.ts";

/** Each of the four in turn; the long form is RAABTA_SEVERAL_KILLS=60. */
const KILLS = Number(process.env["RAABTA_SEVERAL_KILLS"] ?? 4);
const WRITERS = 4;
const PRODUCTS = 1_000;
const INVOICES = 500;

suite("several processes on one database", { timeout: 240_000 + KILLS * 20_000 }, () => {
  test(`${KILLS} times kill -9 of one of two servers and two workers under ${WRITERS} writers`, async (t) => {
    const running: { end(): Promise<void> }[] = [];
    t.after(async () => void (await Promise.allSettled(running.map((each) => each.end()))));
    const { csv } = invoices(INVOICES);
    const several = await Several.begin(t);
    const { webs, workers } = several;
    const calm = await several.company("calm");
    const undisturbed = new Asking(webs, calm.key);
    const alone = await bringIn(undisturbed, csv);
    await ended(calm, alone);

    const shaken = await several.company("shaken");
    const asking = new Asking(webs, shaken.key);
    const products = await makeProducts(asking, PRODUCTS);
    const streams = [new LiveReader(webs, shaken.key), new LiveReader(webs.toReversed(), shaken.key)];
    await Promise.all(streams.map((each) => each.begun()));
    const feed = new FeedReader(asking);
    const traders = new Traders(asking, WRITERS);
    const jobs = watchWorkers(shaken);
    running.push(traders, feed, jobs, ...streams);
    /** Until so many more writes are acknowledged: there is always someone who serves. */
    const writes = async (more: number): Promise<void> => {
      const until = traders.acknowledged + more;
      while (traders.acknowledged < until && traders.surprises.length === 0) await wait(10);
    };

    const brought = await bringIn(asking, csv);
    const bulks = [await changeAll(asking, products, 0)];
    const kill = async (program: Program): Promise<void> => {
      await program.kill();
      await writes(5 * WRITERS);
      await program.start();
    };
    let worker = 0;
    for (let kills = 0; kills < KILLS; kills++) {
      if (kills % 2 === 1) await kill(webs[Math.floor(kills / 2) % 2]!);
      else {
        // In the midst of a job; the next time it is the other's turn, whatever it does.
        let busy = await jobs.busy();
        for (; busy === undefined; busy = await jobs.busy())
          bulks.push(await changeAll(asking, products, bulks.length));
        worker = kills % 4 === 0 ? busy : 1 - worker;
        await kill(workers[worker]!);
      }
    }
    await traders.end();
    for (const job of [brought, ...bulks]) await ended(shaken, job);

    assert.deepEqual(traders.surprises, [], several.complaints());
    assert.ok(jobs.takeovers() > 0, "no kill hit a worker in the midst of a job");
    await assertKept(shaken, traders.expected);
    await assertChanged(asking, shaken, bulks, PRODUCTS);
    assert.deepEqual(await endOfImport(asking, shaken, brought), await endOfImport(undisturbed, calm, alone));
    await assertTold(shaken, feed, streams);
    await assertWhole(shaken.ctx, "all of it");
    await assertFigures(shaken);
    t.diagnostic(
      `${KILLS} kills, ${traders.acknowledged} acknowledged writes, 0 lost; ${asking.unanswered} tries without an answer, ` +
        `${traders.replayed} answered from what was kept; ${bulks.length} bulk changes, ${jobs.takeovers()} jobs taken over`,
    );
  });
});
