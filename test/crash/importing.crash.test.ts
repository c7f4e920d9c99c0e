/** An import goes on after kill -9 of the server and of PostgreSQL, and ends as if nothing had happened. */
import assert from "node:assert/strict";
import { suite, test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { invoices } from "#test/import/invoices.ts";
import { Program } from "./program.ts";

interface Import {
  id: string;
  status: string;
  error: string | null;
  progress: { phase: string; done: number; total: number } | null;
  counts: Record<string, unknown>;
}

/** A program with a file that is read and waits to be started. */
class Importing {
  readonly program: Program;
  #key = "";
  id = "";

  constructor(t: TestContext) {
    this.program = new Program(t);
  }

  async begin(csv: string): Promise<void> {
    await this.program.start();
    this.#key = await this.program.setUpWithKey();
    const form = new FormData();
    form.append("file", new Blob([csv], { type: "text/csv" }), "invoices.csv");
    this.id = ((await this.ask("/imports", { method: "POST", body: form })) as Import).id;
    await this.ask(`/imports/${this.id}/start`, { method: "POST" });
  }

  async ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const answer = await fetch(`${this.program.url}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.#key}` },
      signal: AbortSignal.timeout(20_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  }

  /** How it stands; undefined while nobody answers. */
  now(): Promise<Import | undefined> {
    return (this.ask(`/imports/${this.id}`) as Promise<Import>).catch(() => undefined);
  }

  async until(what: string, holds: (now: Import) => boolean): Promise<Import> {
    const begun = performance.now();
    for (;;) {
      const now = await this.now();
      if (now && holds(now)) return now;
      if (performance.now() - begun > 120_000)
        throw new Error(
          `Not within two minutes: ${what}; it stands at ${JSON.stringify(now)}\n${this.program.complaints().slice(-3000)}`,
        );
      await wait(15);
    }
  }

  /** What is there in the end, by figures that a lost or doubled row would change. */
  async state(): Promise<unknown> {
    const count = async (path: string): Promise<unknown> =>
      ((await this.ask(`/${path}?limit=1`)) as { count: unknown }).count;
    const ended = await this.until("done", ({ status }) => status === "done");
    return {
      counts: ended.counts,
      companies: await count("companies"),
      customers: await count("customers"),
      products: await count("products"),
      orders: await count("orders"),
      measures: await this.ask("/insight/measures"),
    };
  }
}

const place = ({ progress, status }: Import): string => `${status} ${progress?.phase} ${progress?.done}`;

suite("importing while it is killed", { timeout: 400_000 }, () => {
  test("kill -9 of the server and of PostgreSQL in the midst of an import changes nothing of its end", async (t) => {
    const { csv, lines } = invoices(2500);
    const calm = new Importing(t);
    await calm.begin(csv);
    const undisturbed = await calm.state();
    await calm.program.stop();

    const shaken = new Importing(t);
    await shaken.begin(csv);
    let kills = 0;
    for (let before = "running waiting 0"; kills < 4; kills++) {
      const now = await shaken.until(
        "progress",
        (each) => each.status === "done" || (each.status === "running" && place(each) !== before),
      );
      if (now.status === "done") break;
      before = place(now);
      if (kills % 2 === 0) {
        await shaken.program.kill();
        await shaken.program.start();
      } else {
        shaken.program.killDatabase();
        await wait(300);
      }
    }
    assert.ok(kills >= 3, `it was done after ${kills} kills`);
    assert.deepEqual(await shaken.state(), undisturbed);
    t.diagnostic(`${lines} lines, ${kills} kills: the same end`);
  });
});
