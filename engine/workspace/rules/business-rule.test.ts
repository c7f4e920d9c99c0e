/** A company's rules hold over every write of a record, say what is wrong in its words, and leave old records alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { create, remove, restore, update } from "#engine/records/records.ts";
import { InvalidInput, type Issue } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
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
