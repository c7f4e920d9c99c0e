/** Many automations and many people in one look: each cause is taken back by itself, and a look asks no more for fifty than for one. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import type { Rights } from "#model/rights.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../../context.ts";
import { read } from "../../query/read.ts";
import { create, createRecords, outcomeId, update } from "../../records/records.ts";
import { undoOperation } from "../../undo/undo.ts";
import { startRehearsal } from "./rehearsal.job.ts";
import { lookOnce } from "./runner.ts";

const noting = (industry: string) => ({
  name: `On ${industry}`,
  object: "company",
  trigger: { on: "updated" },
  condition: { field: "industry", op: "eq", value: industry },
  steps: [{ do: "update", set: { notes: "seen" } }],
  active: true,
});

interface Ran {
  record: string;
  operation: string;
}

async function begun(t: TestContext) {
  const made = await testWorkspace(t);
  const anew = () => made.engine.systemContext(made.workspace);
  /** Looks until so many have run: the feed waits for transactions of others. */
  const lookFor = async (count: number): Promise<Ran[]> => {
    for (let tries = 0; tries < 500; tries += 1) {
      while ((await lookOnce(anew())) === "more");
      const rows = await made.ctx.db.query(
        sql<Ran>`select record_id as record, operation_id as operation from automation_runs order by id`,
      );
      if (rows.length >= count) return rows;
      await wait(20);
    }
    throw new Error("it never came to that");
  };
  return { ...made, anew, lookFor };
}

test("what two people's changes set off in one look is taken back one by one; what one change of many set off, together", async (t) => {
  const { ctx, engine, workspace, person, lookFor } = await begun(t);
  const boss = await person("owner");
  await create(boss.ctx, "automation", noting("Cotton"));
  const [one, other, third] = (
    await createRecords(
      ctx,
      "company",
      ["A", "B", "C"].map((name) => ({ name, industry: "Steel" })),
    )
  ).map(outcomeId) as [string, string, string];
  const deed = () => engine.context(workspace, { actor: boss.ctx.actor, via: "screen" });
  await update(deed(), "company", one, { industry: "Cotton" });
  const together = deed();
  for (const id of [other, third]) await update(together, "company", id, { industry: "Cotton" });
  const ran = new Map((await lookFor(3)).map(({ record, operation }) => [record, operation]));
  assert.notEqual(ran.get(one), ran.get(other));
  assert.equal(ran.get(other), ran.get(third));
  await undoOperation(deed(), ran.get(other)!);
  const rows = await ctx.db.query(
    sql<{ id: string; notes: string | null }>`select id, notes from companies order by name_key`,
  );
  assert.deepEqual(
    rows.map(({ id, notes }) => [id, notes]),
    [
      [one, "seen"],
      [other, null],
      [third, null],
    ],
  );
});

test("a look asks PostgreSQL no more for fifty automations than for one, whether something changed or not", async (t) => {
  const { ctx, person, anew, lookFor } = await begun(t);
  const boss = await person("owner");
  const { id } = await create(ctx, "company", { name: "Chenab" });
  await create(boss.ctx, "automation", noting("Cotton 0"));
  const asked = async (industry: string, runs: number): Promise<{ idle: number; busy: number }> => {
    await lookFor(runs);
    const idle = counting(anew());
    await lookOnce(idle.ctx);
    await update(anew(), "company", id, { industry });
    let busy = counting(anew());
    for (let before = busy.count(); ; before = busy.count()) {
      await lookOnce(busy.ctx);
      const [row] = await ctx.db.query(sql<{ count: number }>`select count(*)::int as count from automation_runs`);
      if (row!.count > runs) break;
      assert.ok(before < 10_000);
      await wait(20);
      busy = counting(anew());
    }
    return { idle: idle.count(), busy: busy.count() };
  };
  const withOne = await asked("Cotton 0", 0);
  for (let number = 1; number < 50; number += 1) await create(boss.ctx, "automation", noting(`Cotton ${number}`));
  assert.deepEqual(await asked("Cotton 30", 1), withOne);
});

test("a change of what its person may not see has not happened for it; conditions and rehearsals of others tell them nothing either", async (t) => {
  const { ctx, engine, workspace, person, lookFor } = await begun(t);
  await person("owner");
  const boss = await person("owner");
  const { rights } = await read(ctx, "role", boss.ctx.actor.roleId!);
  const all = rights as unknown as Rights;
  const company = { ...(all.objects["company"] ?? all.standard), fields: { notes: "hidden" } };
  const half = await create(ctx, "role", {
    name: "Half",
    rights: { ...all, objects: { ...all.objects, company } } as never,
  });
  await update(ctx, "user", boss.id, { role: half.id });
  const stored = (await read(ctx, "role", half.id))["rights"] as unknown as Rights;
  const narrow = engine.context(workspace, {
    actor: { ...boss.ctx.actor, roleId: half.id, rights: stored },
    via: "api",
  });
  const steps = [{ do: "create", object: "activity", set: { kind: "note", subject: "x", company: { record: true } } }];
  const own = { name: "Any", object: "company", trigger: { on: "updated" }, steps, active: true };
  const watching = { ...own, name: "Notes", trigger: { on: "updated", fields: ["notes"] } };
  await assert.rejects(create(narrow, "automation", watching), /no field "notes"/);
  await create(narrow, "automation", own);
  const { id } = await create(ctx, "company", { name: "Chenab" });
  await update(ctx, "company", id, { notes: "hidden" });
  await update(ctx, "company", id, { industry: "Cotton" });
  assert.equal((await lookFor(1)).length, 1);
  const others = await create(ctx, "automation", {
    ...watching,
    condition: { field: "notes", op: "contains", value: "hidden" },
  });
  await assert.rejects(startRehearsal(narrow, others.id), /may not see or do/);
});

/** The context with its questions counted, those of its transactions too. */
function counting(ctx: Context): { ctx: Context; count(): number } {
  let asked = 0;
  const counted = (each: Context): Context => ({
    ...each,
    db: {
      ...each.db,
      query: (statement) => {
        asked += 1;
        return each.db.query(statement);
      },
    } as Context["db"],
    transaction: ((work: (inner: Context) => Promise<unknown>) =>
      each.transaction((inner) => work(counted(inner)))) as Context["transaction"],
  });
  return { ctx: counted(ctx), count: () => asked };
}
