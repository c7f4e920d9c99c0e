/** Names are found by how they sound, in rows of any age and however they came. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Filter } from "#model/filter.ts";
import type { RecordJson } from "#model/json.ts";
import { DIFFERENT_NAMES, KNOWN_NAMES } from "#model/name-key/known-names.ts";
import { nameKeys } from "#model/name-key/name-key.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { enqueue } from "../jobs/queue.ts";
import { list } from "../query/list.ts";
import { createRecords, outcomeId, update } from "./records.ts";

async function found(ctx: Context, object: string, filter: Filter): Promise<string[]> {
  const { data } = JSON.parse(await list(ctx, object, { filter, limit: 200 })) as { data: RecordJson[] };
  return data.map(({ name }) => (typeof name === "string" ? name : (name as { full: string }).full)).sort();
}
const sounding = (value: string, field = "name"): Filter => ({ field, op: "soundsLike", value });

test("a name finds itself in every script, alone and among other words, whatever way its row went in", async (t) => {
  const { ctx } = await testWorkspace(t);
  const scripts = ["Mohammad Tariq", "मोहम्मद तारिक़", "محمد طارق"];
  await createRecords(
    ctx,
    "contact",
    [...scripts, "Mohammad Aslam", "Tariq"].map((name) => ({ name })),
  );
  // So many that they go in by COPY.
  const many = KNOWN_NAMES.slice(120, 138).flatMap(([latin, hindi, urdu], n) => [
    `${latin} Q${n}`,
    `${hindi} Q${n}`,
    `${urdu} Q${n}`,
  ]);
  await createRecords(ctx, "company", [...many.map((name) => ({ name })), { name: "3M (India) O'Neill \\ Co" }]);
  for (const name of scripts) assert.deepEqual(await found(ctx, "contact", sounding(name)), scripts.toSorted());
  assert.deepEqual(await found(ctx, "contact", sounding("طارق mohammad")), scripts.toSorted());
  for (const [n, name] of KNOWN_NAMES.slice(120, 138).entries()) {
    const same = name.map((each) => `${each} Q${n}`).sort();
    assert.deepEqual(await found(ctx, "company", sounding(same[n % 3]!)), same);
  }
  assert.deepEqual(await found(ctx, "company", sounding("इंडिया 3m")), ["3M (India) O'Neill \\ Co"]);
  assert.deepEqual(await found(ctx, "company", sounding("ONEILL")), ["3M (India) O'Neill \\ Co"]);
  assert.deepEqual(await found(ctx, "customer", sounding("मोहम्मद तारिक़")), scripts.toSorted());
  const [mine] = await createRecords(ctx, "company", [{ name: "Before" }]);
  await update(ctx, "company", outcomeId(mine!), { name: "रहमान स्टोर" });
  assert.deepEqual(await found(ctx, "company", sounding("rahman store")), ["रहमान स्टोर"]);
  await assert.rejects(found(ctx, "company", sounding("%")), /filter|text|letter/i);
  await assert.rejects(found(ctx, "company", { field: "number", op: "soundsLike", value: "a" }), /does not take/);
});

test("names that share no key do not find one another", async (t) => {
  const { ctx } = await testWorkspace(t);
  const apart = DIFFERENT_NAMES.filter(([one, other]) => !nameKeys(one).some((key) => nameKeys(other).includes(key)));
  assert.ok(apart.length > 10);
  await createRecords(
    ctx,
    "company",
    apart.map(([, name], n) => ({ name: `${name} q${n}` })),
  );
  for (const [n, [name]] of apart.entries())
    assert.deepEqual(await found(ctx, "company", sounding(`${name} q${n}`)), []);
});

test("rows older than the column are filled by the job as writing would have, and nothing else of them changes", async (t) => {
  const { ctx, engine } = await testWorkspace(t);
  await engine.jobs.prepare();
  await engine.jobs.start(1);
  await createRecords(
    ctx,
    "company",
    Array.from({ length: 620 }, (_, n) => ({ name: `علی ${n}`, legalName: "Ali" })),
  );
  await createRecords(ctx, "contact", [{ name: "सीता" }, { number: "nameless" }]);
  const rows = () =>
    ctx.db
      .query(sql`select to_jsonb(t)::text as row from companies as t union all select to_jsonb(t)::text from contacts as t
      union all select to_jsonb(t)::text from customers as t order by 1`);
  const events = () => ctx.db.query(sql`select count(*)::int as events from events`);
  const [written, told] = [await rows(), await events()];
  await ctx.db.query(sql`update companies set name_sounds = null, legal_name_sounds = null`);
  await ctx.db.query(sql`update contacts set name_sounds = null`);
  await ctx.db.query(sql`update customers set name_sounds = null where kind = 'contact'`);
  assert.deepEqual(await found(ctx, "contact", sounding("sita")), []);
  for (const left of [620 * 2 + 3, 0]) {
    const job = await settled(ctx, await enqueue(ctx, "columns.fill", { suffix: "_sounds" }));
    assert.equal(job.status, "done", JSON.stringify(job));
    assert.deepEqual(job.result, { records: left });
  }
  assert.deepEqual(await rows(), written);
  assert.deepEqual(await events(), told);
  assert.deepEqual(await found(ctx, "contact", sounding("sita")), ["सीता"]);
});
