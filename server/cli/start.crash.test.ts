/** Starts the program as a person does, ends and kills it, and looks for what is left. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { packageRoot } from "../settings.ts";

suite("raabta start", { timeout: 300_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), "raabta-start-"));
  const env = { ...process.env, RAABTA_DATA: data, PORT: "0", DATABASE_URL: "", NODE_TEST_CONTEXT: undefined };
  const launcher = join(packageRoot, "bin", "raabta.mjs");
  // An older Node cannot replace its own process, and stays as the parent.
  const asParent = ["--import", "data:text/javascript,process.execve=undefined"];
  after(() => rmSync(data, { recursive: true, force: true }));

  /** Starts it, and waits for the words that it is ready. */
  async function start(flags: string[] = [], detached = false): Promise<{ child: ChildProcess; url: string }> {
    const child = spawn(process.execPath, [...flags, launcher, "start"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached,
    });
    let words = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (words += chunk.toString()));
    for (let tries = 0; tries < 1200; tries++) {
      const url = /Raabta is ready at (http:\/\/\S+)/.exec(words)?.[1];
      if (url) return { child, url };
      assert.equal(child.exitCode, null, words);
      await wait(100);
    }
    return assert.fail(`not ready within two minutes: ${words}`);
  }
  const raabta = (...args: string[]) => spawnSync(process.execPath, [launcher, ...args], { env, encoding: "utf8" });

  async function databaseStops(): Promise<void> {
    for (let tries = 0; existsSync(join(data, "postgres", "postmaster.pid")); tries++) {
      assert.ok(tries < 200, "PostgreSQL still runs after 20 seconds");
      await wait(100);
    }
  }

  test("it serves, commands work beside it, and SIGTERM and SIGINT end it with 0", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { child, url } = await start();
      const health = await fetch(`${url}/health`);
      assert.equal(health.status, 200);
      assert.equal(((await health.json()) as { status: string }).status, "ok");
      const found = raabta("doctor", "--json");
      assert.equal(found.status, 0, found.stderr);
      assert.equal((JSON.parse(found.stdout) as { ok: boolean }).ok, true);
      assert.match(raabta("restore", "latest").stderr, /is running|no backup/);
      child.kill(signal);
      assert.deepEqual(await once(child, "exit"), [0, null]);
      assert.equal(existsSync(join(data, "postgres", "postmaster.pid")), false);
    }
  });

  test("Ctrl-C, which a terminal gives to all that began from it, ends it with 0 and without a word", async () => {
    const { child, url } = await start([], true);
    assert.equal((await fetch(`${url}/health`)).status, 200);
    let said = "";
    for (const stream of [child.stdout!, child.stderr!])
      stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    process.kill(-child.pid!, "SIGINT");
    assert.deepEqual(await once(child, "exit"), [0, null]);
    assert.equal(said, "");
    assert.equal(existsSync(join(data, "postgres", "postmaster.pid")), false);
  });

  test("kill -9 leaves no PostgreSQL behind, and the next start is none the worse", async () => {
    const { child } = await start();
    child.kill("SIGKILL");
    await once(child, "exit");
    await databaseStops();
    const again = await start();
    again.child.kill("SIGTERM");
    assert.deepEqual(await once(again.child, "exit"), [0, null]);
  });

  test("under an older Node the launcher passes signals on, and takes all with it when it is killed", async () => {
    const { child } = await start(asParent);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
    const { child: second, url } = await start(asParent);
    second.kill("SIGKILL");
    await once(second, "exit");
    await databaseStops();
    await assert.rejects(fetch(`${url}/health`));
  });

  test("what keeps it from starting is said in words, with exit code 1 or 2", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const taken = spawnSync(process.execPath, [launcher, "start"], {
      env: { ...env, PORT: `${port}` },
      encoding: "utf8",
    });
    other.close();
    assert.deepEqual(
      [taken.status, taken.stderr.trim()],
      [1, `Port ${port} is taken by another program; PORT may name another one.`],
    );
    const wrong = spawnSync(process.execPath, [launcher, "start"], { env: { ...env, PORT: "many" }, encoding: "utf8" });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /^PORT: a whole number from 0 to 65535 is accepted/);
    const nowhere = { ...env, DATABASE_URL: "postgresql://127.0.0.1:1/none" };
    const away = spawnSync(process.execPath, [launcher, "start"], { env: nowhere, encoding: "utf8" });
    assert.equal(away.status, 1);
    assert.match(away.stderr, /^The PostgreSQL that DATABASE_URL names does not answer/);
  });

  test("wrong use ends with 2 and says what is right", () => {
    for (const [args, words] of [
      [["fly"], /no command fly/],
      [["backup", "--fast"], /Unknown option '--fast'/],
      [["api-key", "create"], /--name is needed/],
      [["workspace", "drop", "x"], /--yes/],
      [["restore"], /Use: raabta restore BACKUP/],
    ] as const) {
      const done = raabta(...args);
      assert.equal(done.status, 2, done.stderr);
      assert.match(done.stderr, words);
    }
    assert.equal(raabta("--version").stdout.trim(), "0.1.0");
    assert.match(raabta("restore", "--help").stdout, /--check/);
  });
});
