/** Kills the embedded PostgreSQL, its keeper and those attached, and looks for what was acknowledged. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { embeddedFolders } from "./folders.ts";
import { type OpenDatabase, openDatabase } from "./keeper.ts";
import { chooseOwnership } from "./ownership.ts";
import { readPid } from "./stale.ts";

const linux = process.platform === "linux";

suite("the keeper", { timeout: 180_000, skip: !linux && "reads /proc" }, () => {
  const data = mkdtempSync(join(tmpdir(), "raabta-keeper-"));
  const folders = embeddedFolders(data);
  after(() => rmSync(data, { recursive: true, force: true }));

  async function query(opened: OpenDatabase, text: string): Promise<pg.QueryResult> {
    const client = new pg.Client(opened.connection);
    client.on("error", () => {});
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  }

  /** Waits for a thing, at most 20 seconds. */
  async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 1000; tries++) {
      if (await holds()) return;
      await wait(20);
    }
    assert.fail(`not within 20 seconds: ${what}`);
  }
  /** Another process that has the database open. */
  async function attached(more = ""): Promise<ChildProcess> {
    const program = `import { openDatabase } from ${JSON.stringify(import.meta.resolve("./keeper.ts"))};
      const opened = await openDatabase({ data: ${JSON.stringify(data)}, ${more} }); setInterval(() => {}, 1000);
      process.once("SIGTERM", () => opened.release().then(() => process.exit(0))); console.log("in")`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout!, "data");
    return child;
  }
  const answers = (opened: OpenDatabase) =>
    query(opened, "select 1").then(
      () => true,
      () => false,
    );
  const postmaster = () => readPid(folders.cluster)?.pid ?? 0;
  const alive = (pid: number) =>
    existsSync(`/proc/${pid}`) && !/^State:\sZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  const keeperOf = (pid: number) => Number(/^PPid:\s(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

  test("kill -9 of PostgreSQL: it is started again, committed rows stay and uncommitted ones are gone", async () => {
    const opened = await openDatabase({ data });
    await query(opened, "create table kept (id int primary key)");
    for (let round = 0; round < 3; round++) {
      const writer = new pg.Client(opened.connection);
      writer.on("error", () => {});
      await writer.connect();
      let acknowledged = 0;
      const first = round * 100_000;
      const writing = (async () => {
        for (let id = first; ; id++) {
          await writer.query("insert into kept values ($1)", [id]);
          acknowledged++;
        }
      })().catch(() => {});
      await until("200 writes acknowledged", () => acknowledged > 200);
      const open = new pg.Client(opened.connection);
      open.on("error", () => {});
      await open.connect();
      await open.query(`begin; insert into kept values (-1)`);
      const killed = postmaster();
      process.kill(killed, "SIGKILL");
      await writing;
      await until("a new PostgreSQL answers", async () => postmaster() !== killed && (await answers(opened)));
      const { rows } = await query(
        opened,
        `select count(*)::int as n, count(*) filter (where id < 0)::int as half from kept where id >= ${first} or id < 0`,
      );
      // One more than was acknowledged may be there: committed, and the answer lost.
      assert.ok(rows[0].n === acknowledged || rows[0].n === acknowledged + 1, `${rows[0].n} of ${acknowledged}`);
      assert.equal(rows[0].half, 0);
    }
    await opened.release();
    assert.equal(existsSync(join(folders.cluster, "postmaster.pid")), false);
  });

  test("kill -9 of the keeper: PostgreSQL ends with it, and those attached get a new one", async () => {
    const opened = await openDatabase({ data });
    const before = postmaster();
    process.kill(keeperOf(before), "SIGKILL");
    await until("a new PostgreSQL answers", async () => postmaster() !== before && (await answers(opened)));
    await until("the old one is gone", () => !alive(before));
    await opened.release();
    await until("the new one has stopped", () => postmaster() === 0);
  });

  test("the last to leave stops PostgreSQL, though it was killed", async () => {
    const [one, two] = await Promise.all([attached(), attached()]);
    const pid = postmaster();
    one!.kill("SIGKILL");
    await once(one!, "exit");
    const opened = await openDatabase({ data });
    assert.equal(opened.pid, pid, "the one PostgreSQL serves both");
    await opened.release();
    assert.ok(alive(pid), "it stays for the other one");
    two!.kill("SIGKILL");
    await until("PostgreSQL has stopped", () => !alive(pid));
  });

  test("a server keeps PostgreSQL itself: others attach to it, and outlive its being killed", async () => {
    const server = await attached("keepHere: true");
    assert.equal(keeperOf(postmaster()), server.pid);
    const opened = await openDatabase({ data });
    const before = postmaster();
    assert.equal(opened.pid, before);
    server.kill("SIGKILL");
    await until("a new PostgreSQL answers", async () => postmaster() !== before && (await answers(opened)));
    const second = await attached("keepHere: true");
    assert.notEqual(keeperOf(postmaster()), second.pid, "it attaches to the one that is there");
    second.kill("SIGTERM");
    assert.deepEqual(await once(second, "exit"), [0, null]);
    assert.ok(await answers(opened));
    await opened.release();
    await until("PostgreSQL has stopped", () => postmaster() === 0);

    const third = await attached("keepHere: true");
    third.kill("SIGTERM");
    assert.deepEqual(await once(third, "exit"), [0, null]);
    assert.equal(postmaster(), 0);
  });

  test("twenty at once get one and the same PostgreSQL", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => openDatabase({ data })));
    assert.equal(new Set(all.map((opened) => opened.pid)).size, 1);
    await Promise.all(all.map((opened) => opened.release()));
    assert.equal(postmaster(), 0);
  });

  test("a stale pid file: dead number, reused number, nonsense", async () => {
    const dead = spawn("true");
    await once(dead, "exit");
    for (const pid of [`${dead.pid}`, `${process.pid}`, "1", "", "what"]) {
      writeFileSync(join(folders.cluster, "postmaster.pid"), `${pid}\n${folders.cluster}\n1\n5432\n`, { mode: 0o600 });
      mkdirSync(folders.sockets, { recursive: true, mode: 0o700 });
      writeFileSync(join(folders.sockets, ".s.PGSQL.5432.lock"), `${pid}\n`);
      const opened = await openDatabase({ data });
      assert.ok(await answers(opened), `with ${JSON.stringify(pid)}`);
      await opened.release();
    }
  });

  test("a restore cut short between its renamings loses nothing", async () => {
    renameSync(folders.cluster, folders.aside);
    const opened = await openDatabase({ data });
    assert.ok((await query(opened, "select from kept limit 1")).rowCount);
    await opened.release();
  });

  test("where it cannot start, the reason is said", async () => {
    const version = join(folders.cluster, "PG_VERSION");
    writeFileSync(version, "17\n");
    await assert.rejects(openDatabase({ data }), /made by PostgreSQL 17/);
    writeFileSync(version, "18\n");
    const control = join(folders.cluster, "global", "pg_control");
    const sound = readFileSync(control);
    writeFileSync(control, sound.subarray(0, 100));
    await assert.rejects(openDatabase({ data }), /PostgreSQL did not start: .*pg_control/s);
    writeFileSync(control, sound);
    const opened = await openDatabase({ data });
    assert.ok(await answers(opened));
    await opened.release();
  });

  test(
    "a root that may not make user namespaces runs it as nobody",
    { skip: process.getuid?.() !== 0 && "not root" },
    () => {
      const fresh = join(data, "none-yet");
      assert.deepEqual(
        chooseOwnership(fresh, () => false),
        { how: "uid", uid: 65534, gid: 65534 },
      );
      assert.deepEqual(
        chooseOwnership(fresh, () => true),
        { how: "namespace" },
      );
    },
  );
});
