/** Rows that meet one another, the base, or the trash by their key; rows that come back after they were rejected. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { list } from "#engine/query/list.ts";
import { create, remove } from "#engine/records/records.ts";
import { changeImport } from "#engine/transfer/imports.ts";
import type { Mapping } from "#engine/transfer/mapping.ts";
import { issueWords } from "#engine/transfer/issue-words.ts";
import { rejectsCsv } from "#engine/transfer/rejects.ts";
import type { Import } from "#engine/transfer/import-row.ts";
import { brought, checked, done, importWorkspace, upload } from "./workspace.ts";

async function all(ctx: Context, object: string, sort: string): Promise<Record<string, unknown>[]> {
  return (JSON.parse(await list(ctx, object, { sort, limit: 200 })) as { data: Record<string, unknown>[] }).data;
}

async function bring(ctx: Context, file: string, change: Partial<Mapping>): Promise<{ plan: Import; end: Import }> {
  const found = await upload(ctx, file);
  await changeImport(ctx, found.id, { mapping: { ...found.mapping, ...change } });
  return { plan: await checked(ctx, found.id), end: await done(ctx, found.id) };
}

const people = async (ctx: Context): Promise<string[]> =>
  (await all(ctx, "contact", "createdAt")).map((each) => (each["name"] as { full: string }).full);

test("a key twice in the file: the later row completes, is left out, or is a record of its own", async (t) => {
  const { ctx } = await importWorkspace(t);
  const file = (tag: string): string =>
    `First Name,Email,Job Title\nA${tag},${tag}@example.com,\nB${tag},other${tag}@example.com,\nC${tag},${tag.toUpperCase()}@example.com,Chief\n`;
  const merged = await bring(ctx, file("m"), { repeats: "merge" });
  assert.deepEqual(merged.end.counts!.objects["contact"], { create: 2, update: 0, unchanged: 0 });
  assert.deepEqual(
    merged.plan.counts!.notes!.map((note) => [note["code"], note["count"], note["sample"]]),
    [["transfer.note.repeated.merge", 1, "4 → 2"]],
  );
  const skipped = await bring(ctx, file("s"), { repeats: "skip" });
  assert.deepEqual(
    skipped.end.issuesSample.map(({ row, column, code, params }) => [row, column, code, params]),
    [[4, "Email", "transfer.repeated", { row: 2 }]],
  );
  assert.deepEqual(skipped.plan.counts!.objects, skipped.end.counts!.objects);
  const kept = await bring(ctx, file("k"), { repeats: "keep" });
  assert.deepEqual(kept.end.counts!.objects["contact"], { create: 3, update: 0, unchanged: 0 });
  assert.deepEqual(kept.plan.counts!.objects, kept.end.counts!.objects);
  assert.deepEqual((await people(ctx)).toSorted(), ["Ak", "As", "Bk", "Bm", "Bs", "Ck", "Cm"]);
});

test("a key in the trash: the record comes back, a new one is made, or the row is left out", async (t) => {
  const { ctx } = await importWorkspace(t);
  const trashed = async (tag: string): Promise<string> => {
    const { id } = await create(ctx, "contact", {
      name: `Old ${tag}`,
      emails: [`${tag}@example.com`],
      jobTitle: "Boss",
    });
    await remove(ctx, "contact", id);
    return id;
  };
  const file = (tag: string): string => `Full Name,Email\nNew ${tag},${tag}@example.com\n`;
  const old = await trashed("r");
  const restored = await bring(ctx, file("r"), { trashed: "restore" });
  assert.deepEqual(restored.end.counts!.objects["contact"], { create: 0, update: 1, unchanged: 0 });
  assert.deepEqual(restored.plan.counts!.objects, restored.end.counts!.objects);
  const [back] = await all(ctx, "contact", "createdAt");
  assert.deepEqual([back!["id"], (back!["name"] as { full: string }).full, back!["jobTitle"]], [old, "New r", "Boss"]);
  await trashed("n");
  const fresh = await bring(ctx, file("n"), { trashed: "new" });
  assert.deepEqual(fresh.end.counts!.objects["contact"], { create: 1, update: 0, unchanged: 0 });
  assert.deepEqual(
    fresh.plan.counts!.notes!.map((note) => [note["code"], note["count"]]),
    [["transfer.note.trashed.new", 1]],
  );
  await trashed("s");
  const left = await bring(ctx, file("s"), { trashed: "skip" });
  assert.deepEqual(
    left.end.issuesSample.map(({ row, code }) => [row, code]),
    [[2, "transfer.inTrash"]],
  );
  assert.deepEqual(await people(ctx), ["New r", "New n"]);
});

test("rejected rows that come back run alone, in the sense of the import that rejected them", async (t) => {
  const { ctx } = await importWorkspace(t);
  const file =
    "Firma,Kdnr,Seit,Mutter ID\nEins,1,2024-01-02,\nZwei,2,never,\nDrei,3,2024-01-03,9\n=Vier,4,2024-13-45,\n";
  const found = await upload(ctx, file, "firms.csv", "company");
  const columns = [
    { index: 0, target: { object: "company", field: "name" } },
    { index: 1, target: { object: "company", field: "number" } },
    { index: 2, target: { object: "company", field: "nextTouchOn" } },
    { index: 3, target: { object: "company", field: "parent" } },
  ];
  await changeImport(ctx, found.id, { mapping: { ...found.mapping, key: "number", columns } });
  const end = await done(ctx, found.id);
  assert.deepEqual([end.counts!.accepted, end.counts!.rejected], [1, 3]);
  // What was remembered for these columns in the meantime says nothing to rows of this import.
  let csv = "";
  for await (const line of rejectsCsv(ctx, end.id, end.columns, issueWords("en"))) csv += line;
  const mended = csv.replace("never", "2024-05-05").replace("2024-13-45", "2024-05-06");
  const again = await upload(ctx, mended, "firms - rejected.csv");
  assert.deepEqual([again.mappedBy, again.rejectsOf, again.mapping.columns], ["rejects", found.id, columns]);
  // The second file brings what the first one named: the number nine.
  await create(ctx, "company", { name: "Mutter", number: "9" });
  const second = await done(ctx, again.id);
  assert.equal(second.counts!.rejected, 0);
  assert.deepEqual(
    (await all(ctx, "company", "number")).map((each) => each["name"]),
    ["Eins", "Zwei", "Drei", "=Vier", "Mutter"],
  );
  const plain = await upload(ctx, file, "firms.csv");
  assert.equal(plain.mappedBy, "remembered");
  assert.equal((await brought(ctx, "Company Name\nX\n")).mappedBy, "proposed");
});
