/** What imports hold of people's rows does not lie there for ever. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { NotFound } from "#model/errors.ts";
import { sql } from "#model/sql.ts";
import { brought, importWorkspace } from "#test/import/workspace.ts";
import type { Context } from "../context.ts";
import { collectOrphans } from "../files/orphans.ts";
import { Files } from "../files/files.ts";
import { previewImport, readImport } from "./imports.ts";
import { rejectsCsv } from "./rejects.ts";
import { assertRejectsKept, tidyImports } from "./tidy.ts";

const FILE = "Company Name,Email\nGood,good@example.com\nBad,Mrs Secret\n";

const age = (ctx: Context, id: string, days: number) =>
  ctx.db.query(sql`update imports set updated_at = now() - make_interval(days => ${days}::int) where id = ${id}::uuid`);

test("rows, examples and the file of an import are forgotten after 90 days; those of a younger one are not", async (t) => {
  const { ctx, engine, workspace, uploads } = await importWorkspace(t);
  const [old, young] = [await brought(ctx, FILE), await brought(ctx, `${FILE}Worse,Mr Secret\n`)];
  assert.deepEqual([old.counts!.rejected, young.counts!.rejected], [1, 2]);
  await age(ctx, old.id, 91);
  await age(ctx, young.id, 89);
  await tidyImports(ctx);
  await tidyImports(ctx);
  const [kept] = await ctx.db.query(
    sql<{ rows: string }>`select count(*)::text as rows from import_rejects where import_id = ${young.id}::uuid`,
  );
  const [all] = await ctx.db.query(sql<{ text: string }>`select concat(
    (select json_agg(r) from import_rejects as r where r.import_id = ${old.id}::uuid), (select to_json(i) from imports as i where i.id = ${old.id}::uuid)) as text`);
  assert.equal(kept!.rows, "2");
  assert.doesNotMatch(all!.text, /Secret|good@example/);
  const gone = await readImport(ctx, old.id);
  assert.deepEqual([gone.status, gone.counts, gone.columns.length, gone.forgotten], ["done", old.counts, 2, true]);
  assert.throws(() => assertRejectsKept(gone), NotFound);
  assertRejectsKept(young);
  assert.match(await textOf(rejectsCsv(ctx, young.id, young.columns, (issue) => issue.message)), /Mr Secret/);
  await assert.rejects(previewImport(ctx, old.id), NotFound);
  const files = new Files(uploads);
  const inTwoDays = Date.now() + 2 * 86_400_000;
  assert.equal(await collectOrphans(engine.database, workspace, files, inTwoDays), 1);
  assert.ok((await readdir(uploads, { recursive: true })).length > 0);
  assert.equal((await previewImport(ctx, young.id)).length, 3);
});

test("options that were proposed of the values are forgotten with them", async (t) => {
  const { ctx } = await importWorkspace(t);
  const rows = Array.from({ length: 9 }, (_, n) => `Mill ${n},${["Secret", "Open"][n % 2]}\n`);
  const old = await brought(ctx, `Company Name,Level\n${rows.join("")}`);
  assert.deepEqual(old.columns[1]!.like, { type: "choice", options: ["Secret", "Open"] });
  await age(ctx, old.id, 91);
  await tidyImports(ctx);
  assert.deepEqual((await readImport(ctx, old.id)).columns[1]!.like, { type: "choice" });
});

async function textOf(lines: AsyncGenerator<string>): Promise<string> {
  let all = "";
  for await (const line of lines) all += line;
  return all;
}
