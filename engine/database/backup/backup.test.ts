import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import pg from "pg";
import { Conflict, InvalidInput, Unavailable } from "#model/errors.ts";
import { openDatabase } from "../embedded/keeper.ts";
import { createBackup, listBackups } from "./backup.ts";
import { findBackup, restoreBackup, verifyBackup } from "./restore.ts";

suite("backup and restore", { timeout: 120_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), "raabta-backup-"));
  after(() => rmSync(data, { recursive: true, force: true }));

  async function withClient<T>(work: (client: pg.Client, connection: pg.PoolConfig) => Promise<T>): Promise<T> {
    const opened = await openDatabase({ data });
    const client = new pg.Client(opened.connection);
    await client.connect();
    try {
      return await work(client, opened.connection);
    } finally {
      await client.end();
      await opened.release();
    }
  }
  const count = (client: pg.Client) =>
    client.query("select count(*)::int as n, sum(id)::text as sum from paid").then(({ rows }) => rows[0]);

  test("a backup taken under writes holds all that was committed before it, and comes back", async () => {
    mkdirSync(join(data, "files", "ab"), { recursive: true });
    writeFileSync(join(data, "files", "ab", "cd"), "a stored file");
    writeFileSync(join(data, "secret"), "the secret");
    const before = await withClient(async (client, connection) => {
      await client.query("create table paid (id int primary key, note text)");
      await client.query("insert into paid select n, repeat('x', 200) from generate_series(1, 50000) n");
      const writer = new pg.Client(connection);
      await writer.connect();
      let writing = true;
      const writes = (async () => {
        for (let id = 100_000; writing; id++) await writer.query("insert into paid values ($1, 'meanwhile')", [id]);
      })();
      const counted = await count(client);
      await createBackup({ data, connection, release: "1" });
      writing = false;
      await writes;
      await writer.end();
      await client.query("delete from paid");
      return counted;
    });
    writeFileSync(join(data, "secret"), "another");
    rmSync(join(data, "files"), { recursive: true });

    const manifest = await restoreBackup(data, findBackup(data, "latest"));
    assert.equal(manifest.release, "1");
    const restored = await withClient(count);
    assert.ok(restored.n >= before.n, `${restored.n} of at least ${before.n} rows`);
    assert.ok(Number(restored.sum) >= Number(before.sum));
    assert.equal(readFileSync(join(data, "files", "ab", "cd"), "utf8"), "a stored file");
    assert.equal(readFileSync(join(data, "secret"), "utf8"), "the secret");
    assert.ok(!readdirSync(data).includes("postgres.before-restore"));
    await withClient((client) => client.query("insert into paid values (-1, 'still writable')"));
  });

  test("a truncated, altered, incomplete or unfinished backup is refused and nothing is touched", async () => {
    const kept = await withClient(count);
    const folder = findBackup(data, "latest");
    const base = join(folder, "content", "postgres", "base");
    const [largest = ""] = readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted((a, b) => statSync(b).size - statSync(a).size);
    const good = readFileSync(largest);
    const refused = (pattern: RegExp) =>
      assert.rejects(
        restoreBackup(data, folder),
        (error: InvalidInput) => error instanceof InvalidInput && pattern.test(error.message),
      );

    truncateSync(largest, good.length - 100);
    await refused(/is damaged \(1 of/);
    const bad = Buffer.from(good);
    bad[bad.length >> 1]! ^= 1;
    writeFileSync(largest, bad);
    await refused(/is damaged \(1 of/);
    rmSync(largest);
    await refused(/is missing/);
    writeFileSync(largest, good);

    const manifest = readFileSync(join(folder, "manifest.json"), "utf8");
    writeFileSync(join(folder, "manifest.json"), manifest.replace('\\"automatic\\":false', '\\"automatic\\":true'));
    await refused(/altered/);
    rmSync(join(folder, "manifest.json"));
    await refused(/is not a backup/);
    writeFileSync(join(folder, "manifest.json"), manifest);
    await verifyBackup(folder);
    assert.deepEqual(await withClient(count), kept);
  });

  test("nothing is restored under a running server", async () => {
    await withClient(async () => {
      await assert.rejects(restoreBackup(data, findBackup(data, "latest")), Conflict);
    });
  });

  test("the old database comes back where the restored one is refused", async () => {
    await withClient((client) => client.query("insert into paid values (-2, 'after the backup')"));
    const refuse = () => Promise.reject(new Error("not this one"));
    await assert.rejects(restoreBackup(data, findBackup(data, "latest"), refuse), /not this one/);
    const found = await withClient((client) => client.query("select from paid where id = -2"));
    assert.equal(found.rowCount, 1);
  });

  test("the newest automatic backups are kept, and all that were asked for", async () => {
    await withClient(async (_client, connection) => {
      for (let round = 0; round < 4; round++) await createBackup({ data, connection, release: "1", automatic: true });
    });
    const kept = listBackups(data);
    assert.deepEqual(
      kept.map((backup) => backup.automatic),
      [true, true, true, false],
    );
  });

  test("an external database is told what to use instead", async () => {
    const connection = { connectionString: "postgresql://localhost/crm" };
    await assert.rejects(
      createBackup({ data, connection, release: "1" }),
      (error: Error) => error instanceof Unavailable && /pg_basebackup/.test(error.message),
    );
  });
});
