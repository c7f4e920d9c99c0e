/** The disk runs full in the midst of writing: words and no loss, and when there is room again all goes on by itself. */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { invoices } from "#test/import/invoices.ts";
import { assertReadable, assertRecordsWhole } from "./kept.ts";
import { hasSmallDisk, SmallDisk } from "./small-disk.ts";
import { Writers } from "./writers.ts";

const WRITERS = 4;
const MB = 2 ** 20;
/** Below the share of a small disk that is kept for PostgreSQL, and still a piece of its log. */
const NEARLY_FULL = 20 * MB;

suite("a full disk", { timeout: 400_000 }, () => {
  const skip = hasSmallDisk() ? false : "this machine lets nobody have a small disk: its name spaces are closed";
  test(
    "writing, importing, exporting, a backup: refused with words, nothing acknowledged is lost",
    { skip },
    async (t) => {
      const disk = new SmallDisk(t, { RAABTA_RATE_LIMIT: "0" });
      const { program } = disk;
      await program.start();
      const key = await program.setUpWithKey();
      const headers = { authorization: `Bearer ${key}` };
      const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
        fetch(`${program.url}/api/v1/${path}`, { headers, signal: AbortSignal.timeout(20_000), ...init });
      const upload = (csv: string): Promise<Response> => {
        const form = new FormData();
        form.append("file", new Blob([csv], { type: "text/csv" }), "invoices.csv");
        return ask("imports", { method: "POST", body: form });
      };
      const told = async (answer: Response): Promise<unknown[]> => {
        const { code, detail } = (await answer.json()) as { code: string; detail: string };
        assert.match(detail, /disk of the server is full/);
        return [answer.status, code, Number(answer.headers.get("retry-after")) > 0];
      };
      const REFUSED = [507, "storage_full", true];

      const { csv } = invoices(400);
      const { id } = (await (await upload(csv)).json()) as { id: string };
      const writers = new Writers(program, key, WRITERS);
      t.after(() => writers.end());
      const acknowledged = async (more: number): Promise<void> => {
        const until = writers.acknowledged.length + more;
        while (writers.acknowledged.length < until && writers.surprises.length === 0) await wait(10);
      };
      await acknowledged(10 * WRITERS);

      // Nearly full, while an import has just begun.
      const started = await ask(`imports/${id}/start`, { method: "POST" });
      assert.equal(started.status, 202, await started.text());
      disk.fill(NEARLY_FULL);
      while (!writers.refusals.has(507) && writers.surprises.length === 0) await wait(10);
      const company = {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: `{"name":"X"}`,
      };
      assert.deepEqual(await told(await ask("companies", company)), REFUSED);
      assert.deepEqual(await told(await upload(csv)), REFUSED);
      assert.deepEqual(
        await told(await ask("exports", { ...company, body: JSON.stringify({ kind: "list", object: "company" }) })),
        REFUSED,
      );
      const read = await ask("companies?limit=5");
      assert.equal(read.status, 200, await read.text());
      const health = (await (await fetch(`${program.url}/health`)).json()) as { status: string; disk: string };
      assert.deepEqual([health.status, health.disk.slice(0, 4)], ["ok", "full"]);
      const backup = disk.run("backup");
      assert.equal(backup.status, 1, backup.stdout);
      assert.match(backup.stderr, /disk of the server is full.*No backup was made/s);
      const backups = join(disk.folder, "backups");
      assert.deepEqual(existsSync(backups) ? readdirSync(backups) : [], []);

      // Room, and then from one moment to the next not a byte: PostgreSQL itself may stop.
      disk.empty();
      await acknowledged(10 * WRITERS);
      disk.fill();
      const full = performance.now();
      while (performance.now() - full < 3_000 && writers.surprises.length === 0) disk.fill();
      disk.empty();
      await acknowledged(10 * WRITERS);
      const back = performance.now() - full - 3_000;

      for (let tries = 0; ; tries++) {
        const { status, error } = (await (await ask(`imports/${id}`)).json()) as {
          status: string;
          error: string | null;
        };
        if (status === "done") break;
        assert.ok(status === "running" && tries < 600, `the import: ${status} ${error}`);
        await wait(100);
      }
      await writers.end();
      assert.deepEqual(writers.surprises, [], program.complaints());
      assert.ok([...writers.refusals].every((status) => status === 503 || status === 507));
      const again = disk.run("backup");
      assert.equal(again.status, 0, again.stderr);
      await assertReadable(program, key, writers);
      await assertRecordsWhole(program, writers);
      t.diagnostic(
        `on a small disk: ${writers.acknowledged.length} acknowledged writes, 0 lost; writing again ${Math.round(back)} ms after there was room`,
      );
    },
  );
});
