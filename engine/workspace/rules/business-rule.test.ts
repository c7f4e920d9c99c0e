/** A company's rules hold over every write of a record, say what is wrong in its words, and leave old records alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { actingAs } from "#engine/identity/on-behalf.ts";
import { read } from "#engine/query/read.ts";
import { create, createRecords, remove, restore, update } from "#engine/records/records.ts";
import { uuidv7 } from "#engine/records/uuid.ts";
import { undoOperation } from "#engine/undo/undo.ts";
import { InvalidInput, type Issue } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { sql } from "#model/sql.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";

/** The context as the next request would have it. */
async function anew({ engine, workspace }: TestWorkspace): Promise<Context> {
  return engine.systemContext(await engine.workspaces.get(workspace.slug));
}

async function ruled(at: TestWorkspace, ...rules: JsonObject[]): Promise<Context> {
  for (const rule of rules) await create(at.ctx, "businessRule", { object: "company", ...rule });
  return anew(at);
}

async function issuesOf(work: Promise<unknown>): Promise<Issue[]> {
  const error: unknown = await work.then(
    () => assert.fail("it was not refused"),
    (problem: unknown) => problem,
  );
  assert.ok(error instanceof InvalidInput, String(error));
  return error.issues;
}

const paths = async (work: Promise<unknown>): Promise<string[]> => (await issuesOf(work)).map((issue) => issue.path);
const when = (field: string, op: string, value?: Json) => ({ field, op, ...(value === undefined ? {} : { value }) });

test("a field is required when the condition holds, in the administrator's words", async (t) => {
  const at = await testWorkspace(t);
  const message = { en: "Banks need a website", ur: "بینک کی ویب سائٹ ضروری ہے" };
  const ctx = await ruled(at, {
    kind: "required",
    fields: ["website"],
    when: when("industry", "eq", "Bank"),
    message,
  });
  await create(ctx, "company", { name: "Mill" });
  const [issue] = await issuesOf(create(ctx, "company", { name: "Bank", industry: "bank" }));
  assert.equal(issue!.path, "website");
  assert.equal(issue!.code, "issue.required");
  assert.equal(issue!.message, message.en);
  assert.deepEqual(issue!.words, message);
  const sound = await create(ctx, "company", { name: "Bank", industry: "Bank", website: "https://bank.example" });
  assert.deepEqual(await paths(update(ctx, "company", sound.id, { website: null })), ["website"]);
  await update(ctx, "company", sound.id, { website: null, industry: "Mill" });
});

test("what must hold is checked with what stands, and speaks of the field that was named", async (t) => {
  const at = await testWorkspace(t);
  const ctx = await ruled(at, {
    kind: "valid",
    fields: ["website"],
    settings: { must: { or: [when("website", "empty"), when("website", "contains", "example")] } },
  });
  const { id } = await create(ctx, "company", { name: "Mill", website: "https://mill.example" });
  const [issue] = await issuesOf(update(ctx, "company", id, { website: "https://mill.test" }));
  assert.equal(issue!.code, "issue.ruleValid");
  assert.equal(issue!.path, "website");
});

test("a rule that came later leaves what stands alone until one of its fields is touched", async (t) => {
  const at = await testWorkspace(t);
  const old = await create(at.ctx, "company", { name: "Bank", industry: "Bank" });
  const ctx = await ruled(at, { kind: "required", fields: ["website"], when: when("industry", "eq", "Bank") });
  await update(ctx, "company", old.id, { name: "Old bank" });
  await update(ctx, "company", old.id, { industry: "Bank", website: "" });
  assert.deepEqual(await paths(update(ctx, "company", old.id, { industry: "bank" })), ["website"]);
  await remove(ctx, "company", old.id, {});
  await restore(ctx, "company", old.id, {});
});

test("conditions look at the record that a relation points at, over several relations and whoever may see it", async (t) => {
  const at = await testWorkspace(t);
  const parent = await create(at.ctx, "company", { name: "Group", industry: "Bank" });
  const child = await create(at.ctx, "company", { name: "Branch", parent: parent.id });
  const ctx = await ruled(
    at,
    { kind: "required", fields: ["website"], when: when("parent.industry", "eq", "Bank") },
    { object: "contact", kind: "required", fields: ["jobTitle"], when: when("company.parent.industry", "eq", "Bank") },
  );
  assert.deepEqual(await paths(create(ctx, "company", { name: "Other", parent: parent.id })), ["website"]);
  await create(ctx, "company", { name: "Other", parent: child.id });
  assert.deepEqual(await paths(create(ctx, "contact", { name: "Asma", company: child.id })), ["jobTitle"]);
});

test("a rule is checked when it is written, by the place in it that is wrong", async (t) => {
  const { ctx } = await testWorkspace(t);
  const wrong: [JsonObject, string][] = [
    [{ object: "nowhere", kind: "required", fields: ["name"] }, "object"],
    [{ object: "businessRule", kind: "required", fields: ["object"] }, "object"],
    [{ kind: "required", fields: ["nothing"] }, "fields.0"],
    [{ kind: "required", fields: [] }, "fields"],
    [{ kind: "required", fields: ["createdAt"] }, "fields.0"],
    [{ kind: "required", fields: ["name"], when: when("nothing", "eq", 1) }, "when"],
    [
      {
        kind: "required",
        fields: ["name"],
        when: { and: [when("name", "notEmpty"), when("nextTouchOn", "before", "x")] },
      },
      "when.and.1",
    ],
    [{ kind: "required", fields: ["name"], when: { has: "contacts" } }, "when"],
    [{ kind: "valid", fields: [], settings: {} }, "settings.must"],
    [{ kind: "default", fields: ["industry"], settings: { value: { from: "parent.name.x" } } }, "settings.value"],
    [{ kind: "default", fields: ["industry"], settings: { value: { me: true } } }, "settings.value"],
    [{ kind: "moves", fields: ["name"], settings: {} }, "fields.0"],
    [{ kind: "required", fields: ["name"], message: { fr: "Non" } }, "message.fr"],
  ];
  for (const [rule, path] of wrong) {
    const found = await paths(create(ctx, "businessRule", { object: "company", ...rule }));
    assert.ok(found.includes(path), `${JSON.stringify(rule)}: ${found.join()}`);
  }
});

test("a field that a rule speaks of is not retired before the rule is switched off", async (t) => {
  const at = await testWorkspace(t);
  const field = await create(at.ctx, "customField", {
    object: "company",
    name: "colour",
    type: "text",
    label: { en: "Colour" },
  });
  const ctx = await anew(at);
  const rule = await create(ctx, "businessRule", { object: "company", kind: "required", fields: ["x_colour"] });
  const [issue] = await issuesOf(remove(await anew(at), "customField", field.id, {}));
  assert.equal(issue!.code, "rules.speaksOfIt");
  await update(await anew(at), "businessRule", rule.id, { active: false });
  await remove(await anew(at), "customField", field.id, {});
  await issuesOf(update(await anew(at), "businessRule", rule.id, { active: true }));
});

test("a field that is hidden from who writes is not named", async (t) => {
  const at = await testWorkspace(t);
  await ruled(at, { kind: "required", fields: ["website"], when: when("industry", "eq", "Bank") });
  const manager = await at.person("manager");
  const rights = manager.ctx.actor.rights!;
  const open = rights.objects["company"] ?? rights.standard;
  const blind = {
    ...manager.ctx.actor,
    rights: { ...rights, objects: { ...rights.objects, company: { ...open, fields: { website: "hidden" as const } } } },
  };
  const workspace = await at.engine.workspaces.get(at.workspace.slug);
  const ctx = at.engine.context(workspace, { actor: blind, via: "api" });
  const issues = await issuesOf(create(ctx, "company", { name: "Bank", industry: "Bank" }));
  assert.doesNotMatch(JSON.stringify(issues), /website/);
});

test("who writes a rule has it read nothing that is hidden from them, and may switch off one that does", async (t) => {
  const at = await testWorkspace(t);
  const own = { object: "contact", kind: "default", fields: ["notes"] };
  const copies = { ...own, settings: { value: { from: "company.notes" } } };
  const admin = await at.person("admin");
  const rights = admin.ctx.actor.rights!;
  const open = rights.objects["company"] ?? rights.standard;
  const as = async (company: object): Promise<Context> => {
    const objects = { ...rights.objects, company: { ...open, ...company } };
    const workspace = await at.engine.workspaces.get(at.workspace.slug);
    return at.engine.context(workspace, {
      actor: { ...admin.ctx.actor, rights: { ...rights, objects } },
      via: "api",
    });
  };
  const blind = await as({ fields: { notes: "hidden" } });
  const must = { must: when("company.notes", "contains", "x") };
  const wrong: [JsonObject, string][] = [
    [copies, "settings.value"],
    [{ object: "contact", kind: "valid", fields: [], settings: must }, "settings.must"],
    [{ object: "contact", kind: "valid", fields: [], settings: { must: { not: must.must } } }, "settings.must.not"],
    [{ object: "contact", kind: "required", fields: ["notes"], when: must.must }, "when"],
    [{ object: "company", kind: "required", fields: ["notes"] }, "fields.0"],
    [{ object: "company", kind: "readOnly", fields: ["name", "notes"] }, "fields.1"],
  ];
  for (const [rule, path] of wrong) {
    assert.deepEqual(await paths(create(blind, "businessRule", rule)), [path]);
    await remove(at.ctx, "businessRule", (await create(at.ctx, "businessRule", rule)).id, {});
  }
  const none = await as({ read: "none" });
  const plain = { ...own, settings: { value: { from: "company.industry" } } };
  assert.deepEqual(await paths(create(none, "businessRule", plain)), ["settings.value"]);
  const seen = await create(await as({}), "businessRule", copies);
  const later = await as({ fields: { notes: "hidden" } });
  await update(later, "businessRule", seen.id, { message: { en: "As there" } });
  assert.deepEqual(await paths(update(later, "businessRule", seen.id, { fields: ["jobTitle"] })), ["settings.value"]);
  await update(later, "businessRule", seen.id, { active: false });
  assert.deepEqual(await paths(update(later, "businessRule", seen.id, { active: true })), ["settings.value"]);
});

test("a field is locked for people as long as the record stands so, and not for what the system writes", async (t) => {
  const at = await testWorkspace(t);
  const ctx = await ruled(at, { kind: "readOnly", fields: ["website"], when: when("industry", "eq", "Bank") });
  const manager = await at.person("manager");
  const as = at.engine.context(ctx.workspace, { actor: manager.ctx.actor, via: "api" });
  assert.deepEqual(await paths(create(as, "company", { name: "A", industry: "Bank", website: "https://a.test" })), [
    "website",
  ]);
  const { id } = await create(as, "company", { name: "A", website: "https://a.test" });
  await update(as, "company", id, { industry: "Bank", website: "https://b.test" });
  assert.deepEqual(await paths(update(as, "company", id, { industry: "Mill", website: "https://c.test" })), [
    "website",
  ]);
  await update(as, "company", id, { website: "https://b.test", name: "B" });
  await update(ctx, "company", id, { website: "https://d.test" });
});

test("new records are given values: plain ones, who acts, and fields of the record they point at", async (t) => {
  const at = await testWorkspace(t);
  const holder = await at.person("sales");
  const group = await create(at.ctx, "company", {
    name: "Group",
    industry: "Bank",
    owner: holder.id,
    nextTouchOn: "2026-12-01",
  });
  const ctx = await ruled(
    at,
    { kind: "default", fields: ["industry"], settings: { value: { from: "parent.industry" } } },
    { kind: "default", fields: ["owner"], settings: { value: { from: "parent.owner" } } },
    { kind: "default", fields: ["nextTouchOn"], settings: { value: { from: "parent.nextTouchOn" } } },
    {
      kind: "default",
      fields: ["notes"],
      settings: { value: "Ask for the licence" },
      when: when("industry", "eq", "Bank"),
    },
  );
  const made = await create(ctx, "company", { name: "Branch", parent: group.id });
  assert.equal(made["industry"], "Bank");
  assert.equal((made["owner"] as JsonObject)["id"], holder.id);
  assert.equal(made["nextTouchOn"], "2026-12-01");
  assert.equal(made["notes"], "Ask for the licence");
  const said = await create(ctx, "company", { name: "Other", parent: group.id, industry: "Mill" });
  assert.equal(said["industry"], "Mill");
  assert.equal(said["notes"], null);
});

test("a choice moves only where it may, begins where it may, and asks for what each of its values needs", async (t) => {
  const at = await testWorkspace(t);
  const ctx = await ruled(at, {
    object: "contact",
    kind: "moves",
    fields: ["language"],
    settings: { begins: ["en", "hi"], moves: { en: ["hi"], hi: ["ur"], ur: [] }, needs: { ur: ["jobTitle"] } },
  });
  const [begin] = await issuesOf(create(ctx, "contact", { name: "Asma", language: "ur", jobTitle: "Head" }));
  assert.deepEqual([begin!.path, begin!.code], ["language", "issue.ruleBegin"]);
  const { id } = await create(ctx, "contact", { name: "Asma", language: "en" });
  const [move] = await issuesOf(update(ctx, "contact", id, { language: "ur", jobTitle: "Head" }));
  assert.deepEqual([move!.code, move!.params], ["issue.ruleMove", { from: "en", to: "ur" }]);
  const forth = actingAs(ctx, ctx.actor, "api", uuidv7());
  await update(forth, "contact", id, { language: "hi" });
  assert.deepEqual(await paths(update(ctx, "contact", id, { language: "ur" })), ["jobTitle"]);
  assert.deepEqual(await paths(update(ctx, "contact", id, { language: null })), ["language"]);
  // Undoing goes back over the way it came, which is no move.
  await undoOperation(ctx, forth.operationId);
  assert.equal((await read(ctx, "contact", id))["language"], "en");
});

test("values are the only ones among the records of the condition, of several fields together, back from the trash too", async (t) => {
  const at = await testWorkspace(t);
  const ctx = await ruled(at, { kind: "unique", fields: ["industry", "parent"], when: when("notes", "empty") });
  const group = await create(ctx, "company", { name: "Group" });
  const one = await create(ctx, "company", { name: "One", industry: "Bank", parent: group.id });
  const [issue] = await issuesOf(create(ctx, "company", { name: "Two", industry: "BANK", parent: group.id }));
  assert.deepEqual([issue!.path, issue!.code], ["industry", "issue.ruleTaken"]);
  await create(ctx, "company", { name: "Two", industry: "Bank" });
  const noted = await create(ctx, "company", { name: "Two", industry: "Bank", parent: group.id, notes: "Other" });
  assert.deepEqual(await paths(update(ctx, "company", noted.id, { notes: null })), ["industry"]);
  await update(ctx, "company", one.id, { name: "One again", industry: "Bank" });
  await remove(ctx, "company", one.id, {});
  await update(ctx, "company", noted.id, { notes: null });
  assert.deepEqual(await paths(restore(ctx, "company", one.id, {})), ["industry"]);
  const set = [1, 2].map(() => ({ name: "Twin", industry: "Mill", parent: group.id }));
  const outcomes = await createRecords(ctx, "company", set, { mode: "collect" });
  assert.deepEqual(
    outcomes.map((each) => each.done),
    [true, false],
  );
});

test("values are the same however they are written: times, amounts, numbers", async (t) => {
  const at = await testWorkspace(t);
  const field = (name: string, type: string) => ({ object: "company", name, type, label: { en: name } });
  for (const [name, type] of Object.entries({
    at: "datetime",
    on: "date",
    fee: "money",
    size: "number",
    live: "boolean",
  }))
    await create(at.ctx, "customField", field(name, type));
  at.ctx = await anew(at);
  const ctx = await ruled(
    at,
    ...["x_at", "x_on", "x_fee", "x_size"].map((name) => ({ kind: "unique", fields: [name] })),
    { kind: "unique", fields: ["x_live", "x_at", "x_size"] },
  );
  const currency = ctx.workspace.settings.baseCurrency;
  const values: [string, Json, Json][] = [
    ["x_at", "2026-11-23T08:00:00Z", "2026-11-23T09:00:00+01:00"],
    ["x_on", "2026-11-23", "2026-11-23"],
    ["x_fee", { amount: "100", currency }, { amount: "100.000", currency }],
    ["x_size", "7", "7.0"],
  ];
  for (const [name, one, other] of values) {
    const made = await create(ctx, "company", { name: "One", [name]: one });
    const taken = await issuesOf(create(ctx, "company", { name: "Two", [name]: other }));
    assert.deepEqual([taken[0]!.path, taken[0]!.code], [name, "issue.ruleTaken"]);
    const free = await create(ctx, "company", { name: "Two" });
    assert.deepEqual(await paths(update(ctx, "company", free.id, { [name]: other })), [name]);
    await update(ctx, "company", made.id, { [name]: other, notes: "its own" });
    await update(ctx, "company", made.id, { [name]: null });
    const outcomes = await createRecords(
      ctx,
      "company",
      [one, other].map((value) => ({ name: "Twin", [name]: value })),
      { mode: "collect" },
    );
    assert.deepEqual(
      outcomes.map((each) => each.done),
      [true, false],
      name,
    );
    await remove(ctx, "company", outcomes[0]!.id!, {});
    const race = [one, other].map((value) => create(ctx, "company", { name: "Race", [name]: value }));
    const settled = await Promise.allSettled(race);
    assert.equal(settled.filter((each) => each.status === "fulfilled").length, 1, name);
  }
});

test("of two who write the same at once one is refused, small sets and large ones alike", async (t) => {
  const at = await testWorkspace(t);
  const ctx = await ruled(at, { kind: "unique", fields: ["taxNumber"], when: when("industry", "eq", "Bank") });
  const [row] = await ctx.db.query(
    sql<{
      definition: string;
    }>`select indexdef as definition from pg_indexes where indexname = 'companies_only_tax_number'`,
  );
  assert.match(row!.definition, /tax_number/);
  const many = Array.from({ length: 60 }, (_, place) => ({
    name: "Many",
    industry: "Bank",
    taxNumber: place === 30 ? "T-1" : `M-${place}`,
  }));
  const work = [
    ...Array.from({ length: 5 }, () => create(ctx, "company", { name: "Twin", industry: "Bank", taxNumber: "T-1" })),
    createRecords(ctx, "company", many),
  ];
  const settled = await Promise.allSettled(work);
  assert.equal(settled.filter((each) => each.status === "fulfilled").length, 1, JSON.stringify(settled));
  const [held] = await ctx.db.query(
    sql<{ n: number }>`select count(*)::int as n from companies where tax_number = 'T-1'`,
  );
  assert.equal(held!.n, 1);
});
