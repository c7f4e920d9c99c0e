/** Rehearsals: what would have been set off in 90 days, by day, with the records as they stood then, and nothing written. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { sql } from "#model/sql.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { settled } from "#test/harness/jobs.ts";
import type { Context } from "../../context.ts";
import { create, createRecords, outcomeId, purgeRecords, remove, update } from "../../records/records.ts";
import { readRehearsal, startRehearsal } from "./rehearsal.job.ts";

const TASK = {
  do: "create",
  object: "activity",
  set: { kind: "task", subject: "Call", company: { record: true }, owner: { field: "owner" } },
};
const DAY_MS = 86_400_000;
const dayOf = (back: number): string => new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10);

async function begun(t: TestContext) {
  const made = await testWorkspace(t);
  const { ctx, engine, workspace } = made;
  await ctx.db.query(sql`update raabta.workspaces set settings = settings || '{"timeZone": "UTC"}'`);
  await engine.jobs.prepare();
  await engine.jobs.start(1);
  const boss = await made.person("owner");
  /** What is done so many days ago. Events are as old as their ids say. */
  const back = (days: number): Context =>
    engine.context(workspace, { actor: ctx.actor, via: "screen", now: () => new Date(Date.now() - days * DAY_MS) });
  const rehearsed = async (values: object) => {
    const own = engine.context(await engine.workspaces.get(workspace.slug), { actor: boss.ctx.actor, via: "api" });
    const { id } = await create(own, "automation", { name: "Trial", object: "company", steps: [TASK], ...values });
    const counts = () => ctx.db.query(sql`select count(*)::int as activities from activities`);
    const before = await counts();
    const job = await startRehearsal(own, id);
    const ended = await settled(ctx, job);
    assert.equal(ended.status, "done", ended.error ?? "");
    assert.deepEqual(await counts(), before);
    const { result } = await readRehearsal(own, id, job);
    return { ...result!, hits: result!.days.filter(({ count }) => count > 0) };
  };
  return { ...made, boss, back, rehearsed };
}

test("by time: each record on the day it came to stand so, as it stood then, with whom it would have reached", async (t) => {
  const { ctx, back, rehearsed, person } = await begun(t);
  const [one, two] = [await person("sales"), await person("sales")];
  const [quiet, moved] = await createRecords(back(200), "company", [
    { name: "Quiet", nextTouchOn: dayOf(30), owner: one.id },
    { name: "Moved", nextTouchOn: dayOf(40), owner: two.id },
    { name: "Long ago", nextTouchOn: dayOf(150), owner: two.id },
  ]);
  // Overdue from 39 days ago until it was touched 20 days ago; overdue again since four days.
  await update(back(20), "company", outcomeId(moved!), { nextTouchOn: dayOf(5) });
  const condition = { field: "nextTouchOn", op: "before", value: { relative: "today" } };
  const found = await rehearsed({ trigger: { on: "time", every: "day" }, condition });
  assert.deepEqual([found.total, found.now, found.exact, found.capped], [3, 3, true, false]);
  assert.deepEqual(
    found.records.map(({ title }) => title),
    ["Moved", "Quiet", "Moved"],
  );
  const days = found.hits.map(({ day }) => day);
  assert.deepEqual(days, [dayOf(39), dayOf(29), dayOf(4)]);
  assert.deepEqual(
    found.whom.map(({ id, count }) => [id, count]),
    [
      [two.id, 2],
      [one.id, 1],
    ],
  );
  assert.equal(found.days.length, 91);
  await update(ctx, "company", outcomeId(quiet!), { notes: "later" });
  assert.equal((await rehearsed({ trigger: { on: "time", every: "hour" }, condition })).total, 3);
});

test("by changes: only those that the trigger hears of, judged by what stood after each", async (t) => {
  const { ctx, rehearsed } = await begun(t);
  const company = await create(ctx, "company", { name: "Chenab", industry: "Cotton" });
  await update(ctx, "company", company.id, { industry: "Steel" });
  await update(ctx, "company", company.id, { industry: "Cotton" });
  await update(ctx, "company", company.id, { notes: "later" });
  await update(ctx, "company", company.id, { industry: "Iron" });
  const condition = { field: "industry", op: "eq", value: "Cotton" };
  const totals = [];
  for (const trigger of [
    { on: "becomes" },
    { on: "created" },
    { on: "updated" },
    { on: "updated", fields: ["notes"] },
    { on: "updated", fields: ["name"] },
  ])
    totals.push((await rehearsed({ trigger, condition })).total);
  assert.deepEqual(totals, [2, 1, 2, 1, 0]);
  const related = await rehearsed({
    trigger: { on: "updated" },
    condition: { has: "contacts", count: { op: "eq", value: 0 } },
  });
  assert.deepEqual([related.total, related.exact], [4, false]);
});

test("what a deleted field of the same name was is not taken for what the field of now is", async (t) => {
  const { engine, workspace, rehearsed } = await begun(t);
  const anew = async () => engine.systemContext(await engine.workspaces.get(workspace.slug));
  const made = async () =>
    create(await anew(), "customField", { object: "company", name: "tier", type: "text", label: { en: "Tier" } });
  const former = await made();
  const { id } = await create(await anew(), "company", { name: "One", x_tier: "gold" });
  await update(await anew(), "company", id, { x_tier: "silver" });
  await update(await anew(), "company", id, { x_tier: "gold" });
  await remove(await anew(), "customField", former.id, {});
  await purgeRecords(await anew(), "customField", [former.id]);
  await made();
  await update(await anew(), "company", id, { x_tier: "silver" });
  const updated = { on: "updated", fields: ["x_tier"] };
  assert.equal((await rehearsed({ trigger: updated })).total, 1);
  const gold = { field: "x_tier", op: "eq", value: "gold" };
  assert.equal((await rehearsed({ trigger: { on: "becomes" }, condition: gold })).total, 0);
});
