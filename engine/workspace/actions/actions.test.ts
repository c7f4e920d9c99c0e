/** Actions: what they do, with whose rights, taken back as one, on one record and on many. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Rights } from "#model/rights.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { settled } from "#test/harness/jobs.ts";
import { startBulk } from "../../bulk/bulk.ts";
import { readBulk } from "../../bulk/bulk-row.ts";
import type { Context } from "../../context.ts";
import { keepVault, Vault } from "../../identity/vault.ts";
import { list } from "../../query/list.ts";
import { read } from "../../query/read.ts";
import { create, createRecords, outcomeId, update } from "../../records/records.ts";
import { undoOperation } from "../../undo/undo.ts";
import { renewSecret } from "../webhooks/secrets.ts";
import { defineAction } from "./action.ts";
import { offeredActions } from "./offered.ts";
import { runAction } from "./run.ts";

const NOTICE = {
  object: "company",
  label: { en: "Give notice" },
  places: ["record", "list"],
  inputs: [{ name: "reason", type: "text", label: { en: "Why?" }, required: true }],
  condition: { field: "industry", op: "eq", value: "Cotton" },
  steps: [
    { do: "update", set: { industry: "Former", notes: { input: "reason" } } },
    {
      do: "create",
      object: "activity",
      set: { kind: "note", subject: { field: "notes" }, company: { record: true }, startsAt: { now: true } },
    },
  ],
};

const notesOf = async (ctx: Context): Promise<JsonObject[]> =>
  (JSON.parse(await list(ctx, "activity", {})) as { data: JsonObject[] }).data;

test("steps run in order with inputs, in one operation that one undo takes back", async (t) => {
  const { ctx, person, engine } = await testWorkspace(t);
  await engine.jobs.prepare();
  await engine.jobs.start(1);
  const made = await create(ctx, "customAction", NOTICE);
  assert.equal(made["name"], "x_giveNotice");
  const manager = await person("manager");
  const company = await create(manager.ctx, "company", { name: "Chenab", industry: "Cotton" });
  const acting = engine.context(ctx.workspace, { actor: manager.ctx.actor, via: "screen" });
  const { made: notes } = await runAction(acting, "company", "x_giveNotice", company.id, { reason: "Late payment" });
  const changed = await read(ctx, "company", company.id);
  assert.deepEqual([changed["industry"], changed["notes"]], ["Former", "Late payment"]);
  const [note] = await notesOf(ctx);
  assert.deepEqual(
    [note!["id"], note!["subject"], (note!["company"] as JsonObject)["id"]],
    [notes[0]!.id, "Late payment", company.id],
  );
  await undoOperation(manager.ctx, acting.operationId);
  assert.equal((await read(ctx, "company", company.id))["industry"], "Cotton");
  assert.deepEqual(await notesOf(ctx), []);
});

test("it can never do more than who presses, and is not offered to whom it would be refused", async (t) => {
  const { ctx, person, engine, workspace } = await testWorkspace(t);
  await create(ctx, "customAction", NOTICE);
  const reader = await person("readOnly");
  const manager = await person("manager");
  assert.deepEqual(await offeredActions(reader.ctx), []);
  assert.equal((await offeredActions(manager.ctx)).length, 1);
  const company = await create(ctx, "company", { name: "Chenab", industry: "Cotton" });
  await assert.rejects(runAction(reader.ctx, "company", "x_giveNotice", company.id, { reason: "x" }), { status: 404 });
  const rights = structuredClone(manager.ctx.actor.rights!);
  const as = (own: Partial<Rights["objects"][string]>): Context =>
    engine.context(workspace, {
      actor: {
        ...manager.ctx.actor,
        rights: { ...rights, objects: { ...rights.objects, company: { ...rights.standard, ...own } } },
      },
      via: "api",
    });
  await assert.rejects(runAction(as({ update: "own" }), "company", "x_giveNotice", company.id, { reason: "x" }), {
    name: "Forbidden",
  });
  assert.deepEqual(await offeredActions(as({ fields: { notes: "hidden" } })), []);
  assert.deepEqual(await offeredActions(as({ fields: { industry: "hidden" } })), []);
  assert.deepEqual(await notesOf(ctx), [], "nothing half done");
});

test("inputs are read by their types, the condition is asked at the moment", async (t) => {
  const { ctx } = await testWorkspace(t);
  await create(ctx, "customAction", { ...NOTICE, inputs: [...NOTICE.inputs, { name: "by", type: "date" }] });
  const company = await create(ctx, "company", { name: "Chenab", industry: "Cotton" });
  const refused = async (inputs: JsonObject, path: string) =>
    assert.rejects(
      runAction(ctx, "company", "x_giveNotice", company.id, inputs),
      (error: { issues: { path: string }[] }) => {
        assert.equal(error.issues[0]?.path, path);
        return true;
      },
    );
  await refused({}, "inputs.reason");
  await refused({ reason: "x", by: "no day" }, "inputs.by");
  await refused({ reason: "x", other: 1 }, "inputs.other");
  await update(ctx, "company", company.id, { industry: "Steel" });
  await assert.rejects(runAction(ctx, "company", "x_giveNotice", company.id, { reason: "x" }), { status: 409 });
});

test("on many: what cannot be done leaves the others alone, and nothing half done", async (t) => {
  const { ctx, engine, person } = await testWorkspace(t);
  await engine.jobs.prepare();
  await engine.jobs.start(1);
  await create(ctx, "customAction", NOTICE);
  const inputs = Array.from({ length: 30 }, (_, n) => ({
    name: `C ${n}`,
    industry: n % 10 === 3 ? "Steel" : "Cotton",
  }));
  const ids = (await createRecords(ctx, "company", inputs)).map(outcomeId);
  const manager = await person("manager");
  const deed = { act: "action", action: "x_giveNotice", inputs: { reason: "All" } } as const;
  const { id, jobId } = await startBulk(manager.ctx, "company", deed, { ids });
  const job = await settled(ctx, jobId);
  assert.equal(job.status, "done", job.error ?? "");
  const run = await readBulk(manager.ctx, id, { mine: true });
  assert.deepEqual([run.done, run.refused, run.problems[0]!.code], [27, 3, "conflict"]);
  assert.equal((await notesOf(ctx)).length, 27);
  await assert.rejects(startBulk(manager.ctx, "company", { ...deed, inputs: {} }, { ids }), { name: "InvalidInput" });
});

test("a webhook is called by the queue, only when the action stands", async (t) => {
  const { ctx, engine } = await testWorkspace(t);
  keepVault(engine.catalogue, new Vault("s".repeat(40)));
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'readOnly'`);
  const hook = await create(ctx, "webhook", {
    name: "ERP",
    address: "https://erp.example/",
    role: role!.id,
    topics: [],
  });
  await renewSecret(ctx, hook.id);
  const steps = [
    { do: "webhook", webhook: hook.id },
    { do: "update", set: { number: { input: "number" } } },
  ];
  const own = { object: "company", label: { en: "Send" }, inputs: [{ name: "number", type: "text" }], steps };
  await create(ctx, "customAction", own);
  const [one, other] = (await createRecords(ctx, "company", [{ name: "A", number: "N1" }, { name: "B" }])).map(
    outcomeId,
  );
  const queued = () =>
    ctx.db.query(
      sql<{ type: string; body: string }>`select type, body from webhook_deliveries where status = 'waiting'`,
    );
  await assert.rejects(runAction(ctx, "company", "x_send", other!, { number: "N1" }), { name: "InvalidInput" });
  assert.deepEqual(await queued(), []);
  await runAction(ctx, "company", "x_send", one!, { number: "N2" });
  const [message] = await queued();
  const { type, data } = JSON.parse(message!.body) as { type: string; data: { inputs: Json; record: JsonObject } };
  assert.deepEqual([type, data.inputs, data.record["name"]], ["action.x_send", { number: "N2" }, "A"]);
  await update(ctx, "webhook", hook.id, { active: false });
  await assert.rejects(runAction(ctx, "company", "x_send", one!, {}), { status: 409 });
});

test("what an action speaks of must be there; a module of the product says actions in the same way", async (t) => {
  const archive = defineAction({
    object: "company",
    name: "archive",
    icon: null,
    places: ["record"],
    inputs: [],
    condition: null,
    steps: [{ do: "update", set: { notes: "Archived" } }],
  });
  const { ctx } = await testWorkspace(t, { actions: [archive] });
  const company = await create(ctx, "company", { name: "Chenab" });
  await runAction(ctx, "company", "archive", company.id, {});
  assert.equal((await read(ctx, "company", company.id))["notes"], "Archived");
  const wrong: [object, RegExp][] = [
    [{ steps: [] }, /steps/],
    [{ steps: [{ do: "update", set: { nothing: 1 } }] }, /steps.0.set.nothing/],
    [{ steps: [{ do: "update", set: { notes: { input: "nobody" } } }] }, /nobody/],
    [{ steps: [{ do: "create", object: "role", set: { name: "x" } }], object: "nothing" }, /object/],
    [{ steps: [{ do: "create", object: "apiKey", set: { name: "x" } }] }, /steps.0.object/],
    [{ inputs: [{ name: "a", type: "nothing" }] }, /inputs.0.type/],
    [{ condition: { field: "nothing", op: "eq", value: 1 } }, /condition/],
    [{ label: {} }, /label/],
  ];
  for (const [values, message] of wrong)
    await assert.rejects(create(ctx, "customAction", { ...NOTICE, ...values }), { name: "InvalidInput", message });
});

test("only what stands in the record is copied, and only what whoever makes the action may see", async (t) => {
  const at = await testWorkspace(t);
  await create(at.ctx, "customField", {
    object: "company",
    name: "loud",
    type: "formula",
    label: { en: "Loud" },
    settings: { expression: 'name & "!"' },
  });
  const ctx = at.engine.systemContext(await at.engine.workspaces.get(at.workspace.slug));
  const copying = (object: string, field: string) => ({
    object,
    label: { en: `Copy ${field}` },
    steps: [{ do: "create", object: "activity", set: { kind: "note", subject: { field } } }],
  });
  for (const [object, field] of [
    ["company", "x_loud"],
    ["customer", "class"],
    ["order", "lines"],
  ] as const)
    await assert.rejects(create(ctx, "customAction", copying(object, field)), {
      name: "InvalidInput",
      message: /steps\.0\.set\.subject.*stand in the record itself/,
    });
  const { ctx: theirs } = await at.person("manager");
  const rights = structuredClone(theirs.actor.rights!);
  const maker = at.engine.context(ctx.workspace, {
    actor: {
      ...theirs.actor,
      rights: {
        ...rights,
        capabilities: ["settings"],
        objects: { ...rights.objects, company: { ...rights.standard, fields: { number: "hidden" } } },
      },
    },
    via: "api",
  });
  await assert.rejects(create(maker, "customAction", copying("company", "number")), {
    name: "InvalidInput",
    message: /steps\.0\.set\.subject.*has no field/,
  });
  await create(maker, "customAction", copying("company", "name"));
});

test("what an action copies of a marked field is noted as read by who pressed", async (t) => {
  const { ctx, person, engine } = await testWorkspace(t);
  await create(ctx, "customAction", {
    ...NOTICE,
    inputs: [],
    condition: null,
    steps: [{ do: "update", set: { industry: { field: "notes" } } }],
  });
  const { definition } = ctx.catalogue.object("company").fields.get("notes")!;
  definition.sensitive = true;
  t.after(() => void delete definition.sensitive);
  const manager = await person("manager");
  const company = await create(manager.ctx, "company", { name: "Chenab", notes: "Owes us" });
  const pressing = engine.context(ctx.workspace, { actor: manager.ctx.actor, via: "screen" });
  await runAction(pressing, "company", "x_giveNotice", company.id, {});
  const noted = await ctx.db.query(sql<{ by: string; fields: string }>`
    select by_id as by, after->>'fields' as fields from events where type = 'read' and operation_id = ${pressing.operationId}::uuid`);
  assert.deepEqual(noted, [{ by: manager.id, fields: '["notes"]' }]);
});
