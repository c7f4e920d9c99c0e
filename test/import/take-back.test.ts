/** An import is paused and goes on; an import is taken back whole, but for what somebody has touched since. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { createRecords, outcomeId, update } from "#engine/records/records.ts";
import { readJob } from "#engine/jobs/queue.ts";
import { keptOf, pauseImport, resumeImport, startImport, undoImport } from "#engine/transfer/imports.ts";
import { stagingName } from "#engine/transfer/run.ts";
import { brought, importWorkspace, until, upload } from "./workspace.ts";

/** What stands, without what every write moves. */
async function state(ctx: Context): Promise<unknown[]> {
  return ctx.db.query(sql`
    select c.name, c.number, c.industry, c.emails, c.address, (select array_agg(g.name order by g.name) from company_tags l join tags g on g.id = l.to_id where l.from_id = c.id) as tags,
      (select array_agg(k.key order by k.key) from record_keys k where k.record_id = c.id) as keys
    from companies c where c.deleted_at is null order by c.number`);
}

const rows = (from: number, to: number, line: (n: number) => string): string =>
  Array.from({ length: to - from }, (_, index) => `${line(from + index)}\n`).join("");

async function undone(ctx: Context, id: string): Promise<Record<string, Record<string, number>>> {
  const { job } = await undoImport(ctx, id);
  for (;;) {
    const now = await readJob(ctx, job!.id);
    assert.notEqual(now.status, "failed", now.error ?? "");
    if (now.status === "done") return now.result as Record<string, Record<string, number>>;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const text = async (lines: AsyncGenerator<string>): Promise<string[]> => {
  let all = "";
  for await (const line of lines) all += line;
  return all.trim().split("\r\n").slice(1);
};

test("taking an import back restores what it changed and removes what it made; what was touched since stays and is listed", async (t) => {
  const { ctx, person } = await importWorkspace(t);
  const made = await createRecords(
    ctx,
    "company",
    Array.from({ length: 1100 }, (_, n) => ({
      name: `Company ${n}`,
      number: `n${String(n).padStart(5, "0")}`,
      emails: [`a${n}@example.com`],
      address: { city: "Lahore" },
      tags: ["old"],
    })),
  );
  const before = await state(ctx);
  const file = `Account Number,Company Name,Industry,Email,City,Tags\n${rows(0, 1500, (n) => `n${String(n).padStart(5, "0")},New ${n},Textiles,b${n}@example.com,Karachi,new`)}${rows(0, 300, (n) => `n${String(n).padStart(5, "0")},Newer ${n},,,,`)}`;
  const found = await brought(ctx, file, "companies.csv");
  assert.deepEqual([found.counts!.objects["company"]!.create, found.counts!.objects["company"]!.update], [400, 1400]);
  const manager = await person("manager");
  const touched = [...made.slice(0, 3), ...made.slice(1050, 1052)].map(outcomeId);
  for (const id of touched) await update(manager.ctx, "company", id, { industry: "Mine" });
  const [fresh] = await ctx.db.query(sql<{ id: string }>`select id from companies where number = 'n01400'`);
  await update(manager.ctx, "company", fresh!.id, { industry: "Mine" });
  const result = await undone(ctx, found.id);
  assert.deepEqual(result, {
    restored: { company: 1095 },
    edited: { company: 5 },
    removed: { company: 399 },
    kept: { company: 1 },
  });
  const after = await state(ctx);
  const mine = new Set(["n00000", "n00001", "n00002", "n01050", "n01051", "n01400"]);
  const others = (all: unknown[]) => all.filter((row) => !mine.has((row as { number: string }).number));
  assert.deepEqual(others(after), others(before));
  const kept = (after as { number: string; industry: string; name: string }[]).filter((row) => mine.has(row.number));
  assert.deepEqual(
    kept.map((row) => [row.number, row.name, row.industry]),
    [
      ["n00000", "Newer 0", "Mine"],
      ["n00001", "Newer 1", "Mine"],
      ["n00002", "Newer 2", "Mine"],
      ["n01050", "New 1050", "Mine"],
      ["n01051", "New 1051", "Mine"],
      ["n01400", "New 1400", "Mine"],
    ],
  );
  const list = await text(await keptOf(ctx, found.id));
  assert.deepEqual(
    list.map((line) => line.split(",").toSpliced(2, 1)).toSorted((a, b) => a[1]!.localeCompare(b[1]!)),
    [
      ["company", "New 1050", "changed it", "someone has changed it since"],
      ["company", "New 1051", "changed it", "someone has changed it since"],
      ["company", "New 1400", "created it", "someone has changed it since"],
      ["company", "Newer 0", "changed it", "someone has changed it since"],
      ["company", "Newer 1", "changed it", "someone has changed it since"],
      ["company", "Newer 2", "changed it", "someone has changed it since"],
    ],
  );
  // Once more changes nothing.
  const again = await undone(ctx, found.id);
  assert.deepEqual([again["restored"], again["removed"]], [{ company: 1095 }, { company: 0 }]);
  assert.deepEqual(await state(ctx), after);
});

test("a pause holds at the border of a chunk, over a restart, until somebody lets it go on", async (t) => {
  const { ctx, engine } = await importWorkspace(t);
  const file = `Account Number,Company Name\n${rows(0, 4000, (n) => `k${n},Company ${n}`)}`;
  const found = await upload(ctx, file);
  await startImport(ctx, found.id);
  for (;;) {
    const [row] = await ctx.db.query(
      sql<{ position: string }>`select position from imports where id = ${found.id}::uuid`,
    );
    if (Number(row!.position) > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const paused = await pauseImport(ctx, found.id);
  assert.equal(paused.status, "paused");
  const atRest = async (): Promise<number> => {
    for (;;) {
      const [row] = await ctx.db.query(
        sql<{
          job: string | null;
          count: number;
        }>`select job_id as job, (select count(*)::int from companies) as count from imports where id = ${found.id}::uuid`,
      );
      if (row!.job === null) return row!.count;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const count = await atRest();
  assert.ok(count > 0 && count < 4000 && count % 1000 === 0, `${count} were in`);
  await engine.jobs.giveBack();
  assert.equal(await atRest(), count);
  await assert.rejects(startImport(ctx, found.id), /paused/);
  await resumeImport(ctx, found.id);
  const end = await until(ctx, found.id, "done");
  assert.deepEqual([end.counts!.accepted, end.counts!.objects["company"]!.create], [4000, 4000]);
  const [left] = await ctx.db.query(
    sql<{ there: boolean }>`select to_regclass(${stagingName(found.id)}) is not null as there`,
  );
  assert.equal(left!.there, false);
});
