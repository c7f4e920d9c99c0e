/** Fields come and go for years: their columns are taken again, the table never fills up, and no value of an old field shows in a new one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { archivedTables } from "#engine/transfer/archive/tables.ts";
import { list } from "#engine/query/list.ts";
import { actingAs } from "#engine/identity/on-behalf.ts";
import { readHistory } from "#engine/events/history.ts";
import { JobCancelled } from "#engine/jobs/definition.ts";
import { uuidv7 } from "#engine/records/uuid.ts";
import { undoOperation } from "#engine/undo/undo.ts";
import { create, createRecords, deleteRecords, purgeRecords, updateRecords } from "#engine/records/records.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { sparesJob } from "./spares.job.ts";

/** The context as the next request would have it. */
const anew = async ({ engine, workspace }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));

/** After the jobs that still want the values. */
const emptying = async (at: TestWorkspace, cancelled = false): Promise<Json> => {
  await at.ctx.db.query(sql`delete from job_runs where name = 'search.rebuild'`);
  return sparesJob.run({
    ctx: await anew(at),
    input: {},
    progress: () => Promise.resolve(),
    cancelled: () => Promise.resolve(cancelled),
    signal: new AbortController().signal,
  } as never);
};

const field = (name: string, type: string, settings: JsonObject = {}) => ({
  object: "company",
  name,
  type,
  label: { en: name },
  settings,
});

/** Kinds of all sorts of columns, with a value of each. */
const KINDS: [string, JsonObject, Json][] = [
  ["text", { index: true }, "old words"],
  ["number", { index: true }, "12.5"],
  ["money", {}, { amount: "70", currency: "PKR" }],
  ["date", { index: true }, "2026-01-02"],
  ["boolean", {}, true],
  ["choice", { options: ["a", "b"], index: true }, "b"],
  ["choices", { options: ["a", "b"] }, ["a"]],
  ["relation", { to: "user" }, null],
  ["formula", { expression: "upper(name)" }, null],
  ["formula", { expression: "1 + 1" }, null],
  ["autoNumber", { pattern: "N-{0000}" }, null],
];

const isNothing = (value: Json): boolean => [null, false].includes(value as never) || JSON.stringify(value) === "[]";

const attributes = async (ctx: Context): Promise<number> => {
  const [row] = await ctx.db.query(
    sql<{ taken: number }>`select max(attnum)::int as taken from pg_attribute where attrelid = 'companies'::regclass`,
  );
  return row!.taken;
};

async function companies(ctx: Context): Promise<RecordJson[]> {
  const text = await list(ctx, "company", { limit: 50, trash: false } as never);
  return (JSON.parse(text) as { data: RecordJson[] }).data;
}

test("fields added and deleted again and again leave no more columns than stood at once, and nothing of an old one in a new one", async (t) => {
  const at = await testWorkspace(t);
  const made = await createRecords(at.ctx, "company", [{ name: "One" }, { name: "Two" }]);
  assert.equal(made.length, 2);
  const [before, atOnce, rounds] = [await attributes(at.ctx), 40, Number(process.env["RAABTA_FIELD_ROUNDS"] ?? 6)];
  let widest = 0;
  for (let round = 0; round < rounds; round += 1) {
    const kinds = Array.from({ length: atOnce }, (_, place) => KINDS[(place * 7 + round * 3) % KINDS.length]!);
    const asked = kinds.map(([type, settings], place) => field(`x_f${round}n${place}`, type, settings));
    const fields = await createRecords(await anew(at), "customField", asked);
    const ctx = await anew(at);
    const own = [...ctx.catalogue.object("company").fields.values()].filter(({ name }) => name.startsWith("x_"));
    assert.equal(own.length, atOnce);
    for (const company of await companies(ctx))
      for (const { name, source, type } of own)
        if (source !== "computed" && !type.numbered)
          assert.ok(isNothing(company[name]!), `${name} ${JSON.stringify(company)}`);
    const values = Object.fromEntries(
      kinds.flatMap(([, , value], place) => (value === null ? [] : [[`x_f${round}n${place}`, value] as const])),
    );
    const ids = (await companies(ctx)).map(({ id }) => id);
    await updateRecords(
      ctx,
      "company",
      ids.map((id) => ({ id, patch: values })),
    );
    widest = Math.max(widest, await attributes(ctx));
    const gone = fields.map(({ id }) => id!);
    await deleteRecords(await anew(at), "customField", gone);
    await purgeRecords(await anew(at), "customField", gone);
    await emptying(at);
  }
  const all = rounds * atOnce;
  assert.ok(widest - before < 4 * atOnce, `${widest - before} columns for ${all} fields`);
  const [left] = await at.ctx.db.query(sql<{ spares: string }>`select spares::text as spares from custom_schema`);
  const spares = JSON.parse(left!.spares) as Record<string, Record<string, { empty: boolean }>>;
  assert.ok(Object.values(spares["companies"]!).every((spare) => spare.empty));
  const archived = (await archivedTables(await anew(at))).find(({ name }) => name === "companies")!;
  assert.deepEqual(
    archived.columns.filter((name) => name.startsWith("spare")),
    [],
  );
});

test("a new field of an old one's name and column knows nothing of it: not by history, not by undo, not by who still knows the old one", async (t) => {
  const at = await testWorkspace(t);
  const [company] = await createRecords(at.ctx, "company", [{ name: "One" }]);
  const id = company!.id!;
  const made = await create(at.ctx, "customField", field("x_note", "text"));
  const old = await anew(at);
  const acting = actingAs(old, old.actor, "api", uuidv7());
  await updateRecords(acting, "company", [{ id, patch: { x_note: "first" } }]);
  await updateRecords(await anew(at), "company", [{ id, patch: { x_note: null } }]);
  await deleteRecords(await anew(at), "customField", [made.id]);
  await purgeRecords(await anew(at), "customField", [made.id]);
  const columns = async () => {
    const { catalogue, db } = await anew(at);
    const rows = await db.query(
      sql<{
        name: string;
      }>`select attname as name from pg_attribute where attrelid = 'companies'::regclass and attnum > 0 and not attisdropped`,
    );
    return [catalogue.object("company").fields.get("x_note")?.column, rows.map(({ name }) => name)] as const;
  };
  const count = (await columns())[1].length;
  await emptying(at);
  await create(await anew(at), "customField", field("x_note", "text"));
  const [column, names] = await columns();
  assert.equal(names.length, count, "the spare column is taken again");
  assert.deepEqual([names.includes("x1"), column], [false, "x2"]);
  await assert.rejects(updateRecords(old, "company", [{ id, patch: { x_note: "late" } }]), /x1|shape|column/);
  const { data } = await readHistory(await anew(at), "company", id, {});
  assert.ok(data.length >= 3);
  assert.deepEqual(
    data.flatMap(({ changes }) => changes).filter((change) => change.field === "x_note"),
    [],
  );
  const before = (await anew(at)).catalogue;
  await undoOperation({ ...(await anew(at)), catalogue: before }, acting.operationId);
  assert.equal((await companies(await anew(at)))[0]!["x_note"], null);
  await updateRecords(await anew(at), "company", [{ id, patch: { x_note: "new" } }]);
  const later = await readHistory(await anew(at), "company", id, {});
  assert.deepEqual(
    later.data.flatMap(({ changes }) => changes).filter((change) => change.field === "x_note"),
    [{ field: "x_note", from: null, to: "new" }],
  );
});

test("emptying that is stopped goes on later, and a column is taken only when it is empty", async (t) => {
  const at = await testWorkspace(t);
  const made = await create(at.ctx, "customField", field("x_note", "text"));
  await create(await anew(at), "company", { name: "One", x_note: "first" });
  await deleteRecords(await anew(at), "customField", [made.id]);
  await purgeRecords(await anew(at), "customField", [made.id]);
  const before = await attributes(at.ctx);
  await assert.rejects(emptying(at, true), JobCancelled);
  await create(await anew(at), "customField", field("x_second", "text"));
  assert.ok((await attributes(at.ctx)) > before);
  assert.equal((await companies(await anew(at)))[0]!["x_second"], null);
  assert.deepEqual(await emptying(at), { records: 1 });
  const widest = await attributes(at.ctx);
  await create(await anew(at), "customField", field("x_third", "text"));
  assert.equal(await attributes(at.ctx), widest);
});
