/** Automations where several hands are at work: workers beside each other, people who save after one another, a database that is busy. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { idOf, read } from "#engine/query/read.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { create, createRecords, update } from "../../records/records.ts";
import { uuidFloor } from "../../records/uuid.ts";
import { defineStep, setSteps } from "../actions/step.ts";
import { lookAtChanges } from "./look-at-changes.ts";
import { lookOnce } from "./runner.ts";
import { listRuns, readAutomationHealth } from "./runs.ts";
import { standingAutomations } from "./standing.ts";

const NOTE = {
  trigger: { on: "created" },
  steps: [{ do: "update", set: { notes: "seen" } }],
  active: true,
};

async function begun(t: TestContext) {
  const made = await testWorkspace(t);
  const anew = () => made.engine.systemContext(made.workspace);
  const runs = async (): Promise<string[]> => {
    const rows = await made.ctx.db.query(sql<{ status: string }>`select status from automation_runs order by id`);
    return rows.map(({ status }) => status);
  };
  /** Looks until it is so: the feed waits for transactions of others. */
  const lookUntil = async (over: () => Promise<boolean>, look: () => Promise<unknown> = () => lookOnce(anew())) => {
    for (let tries = 0; tries < 500; tries += 1) {
      await look();
      if (await over()) return;
      await wait(20);
    }
    throw new Error("it never came to that");
  };
  return { ...made, anew, runs, lookUntil };
}

test("what one hears that was switched on while a worker looked with what it knew before is passed over by nobody", async (t) => {
  const { ctx, anew, runs, lookUntil } = await begun(t);
  await create(ctx, "automation", { ...NOTE, name: "Companies", object: "company" });
  const known = await standingAutomations(anew());
  await create(ctx, "automation", { ...NOTE, name: "Contacts", object: "contact" });
  await create(ctx, "contact", { name: "Sana" });
  const later = await create(ctx, "company", { name: "Chenab" });
  const [written] = await ctx.db.query(
    sql<{ xid: string }>`select xid::text as xid from events where record_id = ${later.id}::uuid`,
  );
  const isReadable = async (): Promise<boolean> => {
    const [row] = await ctx.db.query(
      sql<{ over: boolean }>`select pg_snapshot_xmin(pg_current_snapshot()) > ${written!.xid}::xid8 as over`,
    );
    return row!.over;
  };
  await lookUntil(isReadable, () => Promise.resolve());
  await lookAtChanges(anew(), known);
  await lookUntil(async () => (await read(ctx, "company", later.id))["notes"] === "seen");
  assert.deepEqual(await runs(), ["done", "done"]);
});

test("a worker that asked for the day's room before another took it takes none beyond it", async (t) => {
  const { ctx, anew, runs, lookUntil } = await begun(t);
  await create(ctx, "automation", { ...NOTE, name: "Few", object: "company", dailyLimit: 2 });
  const known = await standingAutomations(anew());
  await createRecords(ctx, "company", [{ name: "A" }, { name: "B" }]);
  await lookUntil(async () => (await runs()).length === 2);
  await createRecords(ctx, "company", [{ name: "C" }, { name: "D" }]);
  await lookUntil(
    async () => (await runs()).length === 4,
    () => lookAtChanges(anew(), known),
  );
  assert.deepEqual((await runs()).toSorted(), ["done", "done", "held", "held"]);
});

test("whoever gives it another name lends it no rights; whoever says what it does, does", async (t) => {
  const { ctx, person } = await begun(t);
  const [first, second] = [await person("owner"), await person("owner")];
  const { id } = await create(first.ctx, "automation", { ...NOTE, name: "Notes", object: "company" });
  const inNameOf = async () => {
    const [row] = await ctx.db.query(sql<{ asker: string }>`select asker->>'userId' as asker from automation_states`);
    return [idOf((await read(ctx, "automation", id))["inNameOf"] ?? null), row!.asker];
  };
  await update(second.ctx, "automation", id, { name: "Other", position: 7, dailyLimit: 9 });
  assert.deepEqual(await inNameOf(), [first.id, first.id]);
  await update(second.ctx, "automation", id, { steps: [{ do: "update", set: { notes: "looked at" } }] });
  assert.deepEqual(await inNameOf(), [second.id, second.id]);
  await update(first.ctx, "automation", id, { active: false });
  await update(first.ctx, "automation", id, { active: true });
  assert.deepEqual(await inNameOf(), [first.id, first.id]);
});

test("who holds the same records for a moment makes nothing fail: the look is taken again", async (t) => {
  const { ctx, anew, runs, lookUntil } = await begun(t);
  let tries = 0;
  const step = defineStep({
    name: "test.busy",
    label: { en: "Busy" },
    inputs: [],
    async run(inner) {
      tries += 1;
      if (tries === 1)
        await inner.db.query(sql`do $$ begin raise exception 'met' using errcode = 'deadlock_detected'; end $$`);
    },
  });
  const base = ctx.catalogue.base ?? ctx.catalogue;
  setSteps(base, [step]);
  t.after(() => setSteps(base, []));
  await create(ctx, "automation", {
    ...NOTE,
    name: "Busy",
    object: "company",
    steps: [{ do: "step", step: "test.busy", set: {} }],
  });
  await createRecords(ctx, "company", [{ name: "A" }, { name: "B" }]);
  await lookUntil(
    async () => (await runs()).length === 2,
    () => lookOnce(anew()).catch(() => undefined),
  );
  assert.deepEqual([await runs(), tries], [["done", "done"], 2]);
});

test("one that goes by time and fails again and again is switched off", async (t) => {
  const { ctx, runs, lookUntil } = await begun(t);
  await createRecords(
    ctx,
    "company",
    Array.from({ length: 50 }, (_, number) => ({ name: `Company ${number}`, industry: "Cotton" })),
  );
  const { id } = await create(ctx, "automation", {
    name: "Failing",
    object: "company",
    trigger: { on: "time", every: "day", hour: 8 },
    condition: { field: "industry", op: "eq", value: "Cotton" },
    steps: [{ do: "create", object: "activity", set: { kind: "task", subject: "x", owner: { field: "name" } } }],
    dailyLimit: 100,
    active: true,
  });
  await lookUntil(async () => (await runs()).length === 50);
  const off = await read(ctx, "automation", id);
  assert.deepEqual([off["active"], off["offReason"]], [false, "failing"]);
});

test("what was wrong with a record is told to those alone who may see it", async (t) => {
  const { ctx, engine, workspace, person, runs, lookUntil } = await begun(t);
  const { id } = await create(ctx, "automation", {
    ...NOTE,
    name: "Failing",
    object: "company",
    steps: [{ do: "create", object: "activity", set: { kind: "task", subject: "x", owner: { field: "name" } } }],
  });
  await create(ctx, "company", { name: "Secret Ltd" });
  await lookUntil(async () => (await runs()).length === 1);
  const { actor } = (await person("admin")).ctx;
  const rights = actor.rights!;
  const company = { ...(rights.objects["company"] ?? rights.standard), read: "own" as const };
  const half = engine.context(workspace, {
    actor: { ...actor, rights: { ...rights, objects: { ...rights.objects, company } } },
    via: "screen",
  });
  const [whole] = (await listRuns(ctx, id, { limit: 5 })).data;
  assert.match(JSON.stringify(whole!.problem), /owner/);
  const [told] = (await listRuns(half, id, { limit: 5 })).data;
  assert.deepEqual([told!.status, told!.record, told!.problem], ["failed", null, null]);
});

test("how one does counts the failures of seven days, and what is held however long", async (t) => {
  const { ctx } = await begun(t);
  const { id } = await create(ctx, "automation", { ...NOTE, name: "Notes", object: "company" });
  const day = 86_400_000;
  const ran = async (status: string, daysAgo: number): Promise<void> => {
    const at = Date.now() - daysAgo * day;
    const row = uuidFloor(new Date(at)).replace(/-0000-0000-/, "-7000-8000-");
    await ctx.db.query(sql`insert into automation_runs (id, automation_id, object, record_id, status, at)
      values (${row}::uuid, ${id}::uuid, 'company', ${id}::uuid, ${status}, ${new Date(at).toISOString()}::timestamptz)`);
  };
  for (const [status, daysAgo] of [
    ["failed", 8],
    ["failed", 6],
    ["failed", 1],
    ["held", 20],
    ["done", 2],
  ] as const)
    await ran(status, daysAgo);
  const [health] = await readAutomationHealth(ctx);
  assert.deepEqual([health!.failed, health!.held], [2, 1]);
});
