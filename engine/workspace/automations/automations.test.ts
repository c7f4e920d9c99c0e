/** Automations: once for each change, in whose rights, never in circles, so many a day, by time, and taken back. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../../context.ts";
import { list } from "../../query/list.ts";
import { read } from "../../query/read.ts";
import { create, createRecords, outcomeId, update } from "../../records/records.ts";
import { undoOperation } from "../../undo/undo.ts";
import { nextLook } from "./next-look.ts";
import { lookOnce } from "./runner.ts";

const TASK = {
  do: "create",
  object: "activity",
  set: { kind: "task", subject: { field: "name" }, company: { record: true }, owner: { field: "owner" } },
};

async function begun(t: TestContext) {
  const made = await testWorkspace(t);
  const { ctx, engine, workspace } = made;
  let late = 0;
  const at = (): Context =>
    engine.context(workspace, { actor: ctx.actor, via: "system", now: () => new Date(Date.now() + late) });
  /** The feed ends before the oldest open transaction of the server, so that a look may have to be taken again. */
  const look = async (): Promise<void> => {
    const [row] = await ctx.db.query(sql<{ xid: string }>`select pg_current_xact_id()::text as xid`);
    for (let tries = 0; ; tries += 1) {
      const [now] = await ctx.db.query(
        sql<{ over: boolean }>`select pg_snapshot_xmin(pg_current_snapshot()) > ${row!.xid}::xid8 as over`,
      );
      if (now!.over) break;
      assert.ok(tries < 1000, "a transaction stays open");
      await wait(20);
    }
    while ((await lookOnce(at())) === "more");
  };
  const runs = async (id: string): Promise<{ status: string; record: string; operation: string; problem: Json }[]> => {
    const rows = await ctx.db.query(sql<{ run: string }>`
      select json_build_object('status', status, 'record', record_id, 'operation', operation_id, 'problem', problem)::text as run
      from automation_runs where automation_id = ${id}::uuid order by id`);
    return rows.map(({ run }) => JSON.parse(run) as never);
  };
  return { ...made, look, runs, laterBy: (ms: number) => (late += ms) };
}

const tasksOf = async (ctx: Context): Promise<JsonObject[]> =>
  (JSON.parse(await list(ctx, "activity", { sort: "createdAt" })) as { data: JsonObject[] }).data;

test("a change sets off what hears of its field, once, in the name of who switched it on; one undo takes it back", async (t) => {
  const { ctx, person, look, runs } = await begun(t);
  const boss = await person("owner");
  const owner = await person("sales");
  const before = await create(ctx, "company", { name: "Before", industry: "Steel" });
  const { id } = await create(boss.ctx, "automation", {
    name: "Call cotton",
    object: "company",
    trigger: { on: "updated", fields: ["industry"] },
    condition: { field: "industry", op: "eq", value: "Cotton" },
    steps: [{ do: "update", set: { notes: "Seen" } }, TASK],
    active: true,
  });
  await update(ctx, "company", before.id, { notes: "other field" });
  const company = await create(ctx, "company", { name: "Chenab", industry: "Steel", owner: owner.id });
  await update(ctx, "company", company.id, { industry: "Cotton" });
  await update(ctx, "company", before.id, { industry: "Iron" });
  await look();
  await look();
  const [task, ...others] = await tasksOf(ctx);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [task!["subject"], (task!["company"] as JsonObject)["id"], (task!["owner"] as JsonObject)["id"]],
    ["Chenab", company.id, owner.id],
  );
  assert.equal((task!["createdBy"] as JsonObject)["id"], boss.id);
  assert.equal((await read(ctx, "company", company.id))["notes"], "Seen");
  const [run, ...more] = await runs(id);
  assert.deepEqual([run!.status, run!.record, more.length], ["done", company.id, 0]);
  await undoOperation(boss.ctx, run!.operation);
  assert.deepEqual(await tasksOf(ctx), []);
  await look();
  assert.deepEqual(await tasksOf(ctx), [], "what was taken back is not done again");
});

test("a condition that comes to hold sets it off each time that it does, even between two looks", async (t) => {
  const { ctx, look } = await begun(t);
  const standing = await create(ctx, "company", { name: "Old", industry: "Cotton" });
  await create(ctx, "automation", {
    name: "Became",
    object: "company",
    trigger: { on: "becomes" },
    condition: {
      and: [
        { field: "industry", op: "eq", value: "Cotton" },
        { field: "notes", op: "notEmpty" },
      ],
    },
    steps: [TASK],
    active: true,
  });
  await update(ctx, "company", standing.id, { notes: "a" });
  await update(ctx, "company", standing.id, { notes: "b" });
  await update(ctx, "company", standing.id, { notes: null });
  await update(ctx, "company", standing.id, { notes: "c" });
  await create(ctx, "company", { name: "New", industry: "Cotton", notes: "x" });
  await create(ctx, "company", { name: "Other", industry: "Steel", notes: "x" });
  await look();
  const told = (await tasksOf(ctx)).map((task) => `${JSON.stringify(task["subject"])}`);
  assert.deepEqual(
    told.toSorted((a, b) => a.localeCompare(b)),
    [`"New"`, `"Old"`, `"Old"`],
  );
  await assert.rejects(
    create(ctx, "automation", {
      name: "Unheard",
      object: "company",
      trigger: { on: "becomes" },
      condition: { has: "contacts", count: { op: "gte", value: 1 } },
      steps: [TASK],
    }),
    /by time/,
  );
});

test("automations that lead to each other end, and none sets itself off", async (t) => {
  const { ctx, look, runs } = await begun(t);
  const flip = (name: string, from: string, to: string) =>
    create(ctx, "automation", {
      name,
      object: "company",
      trigger: { on: "updated" },
      condition: { field: "industry", op: "eq", value: from },
      steps: [{ do: "update", set: { industry: to } }],
      active: true,
    });
  const self = await create(ctx, "automation", {
    name: "Itself",
    object: "contact",
    trigger: { on: "updated" },
    steps: [{ do: "update", set: { notes: { now: true } } }],
    active: true,
  });
  const [there, back] = [await flip("There", "A", "B"), await flip("Back", "B", "A")];
  const company = await create(ctx, "company", { name: "Chenab" });
  const contact = await create(ctx, "contact", { name: "Sana" });
  await update(ctx, "company", company.id, { industry: "A" });
  await update(ctx, "contact", contact.id, { jobTitle: "Buyer" });
  for (let times = 0; times < 4; times += 1) await look();
  assert.deepEqual(
    [await runs(there.id), await runs(back.id), await runs(self.id)].map((all) => all.map(({ status }) => status)),
    [["done", "stopped"], ["done"], ["done"]],
  );
  assert.equal((await read(ctx, "company", company.id))["industry"], "A");
});

test("no more a day than its limit; the rest is held, told, and done on the next", async (t) => {
  const { ctx, look, runs, laterBy } = await begun(t);
  const { id } = await create(ctx, "automation", {
    name: "Few",
    object: "company",
    trigger: { on: "created" },
    steps: [TASK],
    dailyLimit: 3,
    active: true,
  });
  await createRecords(
    ctx,
    "company",
    [1, 2, 3, 4, 5].map((number) => ({ name: `Company ${number}` })),
  );
  await look();
  const statuses = async () => (await runs(id)).map(({ status }) => status).toSorted();
  assert.deepEqual(await statuses(), ["done", "done", "done", "held", "held"]);
  await look();
  assert.equal((await tasksOf(ctx)).length, 3);
  laterBy(24 * 3_600_000);
  await look();
  assert.deepEqual(await statuses(), ["done", "done", "done", "done", "done"]);
  assert.equal((await tasksOf(ctx)).length, 5);
});

test("it runs with what its person may now: with less it is switched off and says why; what fails is told and hinders no other", async (t) => {
  const { ctx, person, look, runs } = await begun(t);
  const boss = await person("owner");
  const other = await person("owner");
  const values = { object: "company", trigger: { on: "created" }, steps: [TASK], active: true };
  const { id } = await create(boss.ctx, "automation", { name: "Boss's", ...values });
  const failing = await create(other.ctx, "automation", {
    ...values,
    name: "Failing",
    steps: [
      {
        do: "create",
        object: "activity",
        set: { kind: "task", subject: "x", minutesSpent: 3, owner: { field: "name" } },
      },
    ],
  });
  const sound = await create(other.ctx, "automation", { name: "Sound", ...values });
  await create(ctx, "company", { name: "Chenab" });
  await look();
  assert.deepEqual(
    [await runs(id), await runs(failing.id), await runs(sound.id)].map((all) => all.map(({ status }) => status)),
    [["done"], ["failed"], ["done"]],
  );
  assert.match(JSON.stringify((await runs(failing.id))[0]!.problem), /owner/);
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'readOnly'`);
  await update(ctx, "user", boss.id, { role: role!.id });
  await create(ctx, "company", { name: "Ravi" });
  await look();
  const off = await read(ctx, "automation", id);
  assert.deepEqual([off["active"], off["offReason"]], [false, "rights"]);
  assert.equal((await runs(id)).length, 1);
  assert.equal((await runs(sound.id)).length, 2);
  const reader = await person("sales");
  await assert.rejects(create(reader.ctx, "automation", { name: "Not mine", ...values }), { status: 403 });
});

test("by time it looks daily, acts once while a record stays so, and again when it comes to it anew", async (t) => {
  const { ctx, look, runs, laterBy } = await begun(t);
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const [late, soon] = await createRecords(ctx, "company", [
    { name: "Late", nextTouchOn: day(-10) },
    { name: "Soon", nextTouchOn: day(3) },
  ]);
  const { id } = await create(ctx, "automation", {
    name: "Untouched",
    object: "company",
    trigger: { on: "time", every: "day", hour: 7 },
    condition: { field: "nextTouchOn", op: "before", value: { relative: "today" } },
    steps: [TASK],
    active: true,
  });
  const touched = async () => (await runs(id)).map(({ record }) => record);
  await look();
  await look();
  assert.deepEqual(await touched(), [outcomeId(late!)]);
  laterBy(6 * 86_400_000);
  await look();
  assert.deepEqual(await touched(), [outcomeId(late!), outcomeId(soon!)]);
  await update(ctx, "company", outcomeId(late!), { nextTouchOn: day(10) });
  laterBy(86_400_000);
  await look();
  laterBy(6 * 86_400_000);
  await look();
  assert.deepEqual(await touched(), [outcomeId(late!), outcomeId(soon!), outcomeId(late!)]);
});

test("the next look is at the hour of the workspace's clock, summer time or not", () => {
  const next = (every: "day" | "hour", at: string, zone: string): string =>
    nextLook({ on: "time", every, hour: 7 }, new Date(at), zone).toISOString();
  assert.equal(next("day", "2026-03-28T10:00:00Z", "Europe/Berlin"), "2026-03-29T05:00:00.000Z");
  assert.equal(next("day", "2026-03-27T10:00:00Z", "Europe/Berlin"), "2026-03-28T06:00:00.000Z");
  assert.equal(next("day", "2026-11-23T01:10:00Z", "Asia/Karachi"), "2026-11-23T02:00:00.000Z");
  assert.equal(next("hour", "2026-11-23T01:10:00Z", "Asia/Karachi"), "2026-11-23T02:00:00.000Z");
  assert.equal(next("day", "2026-11-23T01:10:00Z", "Asia/Kolkata"), "2026-11-23T01:30:00.000Z");
  assert.equal(next("day", "2026-11-23T01:30:00Z", "Asia/Kolkata"), "2026-11-24T01:30:00.000Z");
  assert.equal(next("hour", "2026-11-23T01:10:00Z", "Asia/Kathmandu"), "2026-11-23T01:15:00.000Z");
});

test("where the clock is put forward over the hour of a look, the look is right after; put back, it is once an hour as ever", () => {
  const at = (hour: number, now: string, zone: string): string =>
    nextLook({ on: "time", every: "day", hour }, new Date(now), zone).toISOString();
  // Berlin, 29 March 2026: it is 3:00 after 1:59.
  for (const now of ["2026-03-28T10:00:00Z", "2026-03-29T00:30:00Z"])
    assert.equal(at(2, now, "Europe/Berlin"), "2026-03-29T01:00:00.000Z", now);
  assert.equal(at(2, "2026-03-29T01:00:00Z", "Europe/Berlin"), "2026-03-30T00:00:00.000Z");
  // 25 October 2026: it is 2:00 twice.
  assert.equal(at(3, "2026-10-24T10:00:00Z", "Europe/Berlin"), "2026-10-25T02:00:00.000Z");
  // Beirut, 29 March 2026: the day begins at 1:00.
  assert.equal(at(0, "2026-03-28T10:00:00Z", "Asia/Beirut"), "2026-03-28T22:00:00.000Z");
});
