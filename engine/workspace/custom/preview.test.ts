/** Trying a computed field shows what it would give, and opens no record that the caller may not see. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { create, createRecords } from "#engine/records/records.ts";
import { InvalidInput } from "#model/errors.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { previewComputed } from "./preview.ts";

const formula = (object: string, name: string | undefined, expression: string) => ({
  object,
  name,
  type: "formula",
  settings: { expression },
});

/** An administrator who reads the companies that the condition picks. */
async function narrowed(at: TestWorkspace, filter: object): Promise<Context> {
  const { ctx } = await at.person("admin");
  const rights = ctx.actor.rights!;
  const objects = { ...rights.objects, company: { ...rights.standard, read: { filter } } };
  const workspace = await at.engine.workspaces.get(at.workspace.slug);
  const actor = { ...ctx.actor, rights: { ...rights, objects } as never };
  return at.engine.context(workspace, { actor, via: "api" });
}

const refusedAt = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => assert.fail("was taken"),
    (problem: unknown) => problem,
  );
  assert.ok(error instanceof InvalidInput, String(error));
  return error.issues[0]!.path;
};

test("a new field and a changed one are tried, one that needs itself is told so", async (t) => {
  const at = await testWorkspace(t);
  const words = { object: "company", type: "formula", label: { en: "Load" } };
  await create(at.ctx, "customField", { ...words, name: "load", settings: { expression: "1" } });
  await create(at.ctx, "customField", { ...words, name: "preview", settings: { expression: "x_load + 1" } });
  await create(at.ctx, "company", { name: "Mill" });
  const ctx = at.engine.systemContext(await at.engine.workspaces.get(at.workspace.slug));
  const value = async (name: string | undefined, expression: string) =>
    (await previewComputed(ctx, formula("company", name, expression))).records[0]!.value;
  assert.equal(await value(undefined, "x_preview * 10"), "20");
  assert.equal(await value("x_load", "7"), "7");
  assert.equal(await value("x_new", "x_load + x_preview"), "3");
  const steady = async (expression: string) =>
    (await previewComputed(ctx, formula("company", "x_new", expression))).steady;
  assert.deepEqual(
    [await steady("x_load * 2"), await steady("daysBetween(today(), createdAt)"), await steady("parent.name")],
    [true, false, false],
  );
  const circle = await previewComputed(ctx, formula("company", "x_load", "x_preview + 1"));
  assert.match(circle.fault!.message, /x_load/);
});

test("neither a field of the product nor one that is filled is tried over", async (t) => {
  const at = await testWorkspace(t);
  const words = { object: "company", type: "text", label: { en: "Colour" } };
  await create(at.ctx, "customField", { ...words, name: "colour" });
  const ctx = at.engine.systemContext(await at.engine.workspaces.get(at.workspace.slug));
  for (const name of ["industry", "owner", "x_colour", "anything", "x_", "__proto__"])
    assert.equal(await refusedAt(previewComputed(ctx, formula("company", name, '"open"'))), "name", name);
  assert.equal(await refusedAt(previewComputed(ctx, formula("view", "sharing", '"shared"'))), "name");
  assert.equal(await refusedAt(previewComputed(ctx, formula("businessRule", undefined, '"x"'))), "object");
  assert.equal(await refusedAt(previewComputed(ctx, formula("orderLine", undefined, '"x"'))), "object");
});

test("a formula that rights ask of is tried without opening what they close", async (t) => {
  const at = await testWorkspace(t);
  const words = { object: "company", type: "formula", label: { en: "Level" } };
  await create(at.ctx, "customField", { ...words, name: "level", settings: { expression: "industry" } });
  await createRecords(at.ctx, "company", [
    { name: "Open", industry: "open" },
    { name: "Closed", industry: "closed" },
  ]);
  const ctx = await narrowed(at, { field: "x_level", op: "eq", value: "open" });
  const { records } = await previewComputed(ctx, formula("company", "x_level", '"open"'));
  assert.deepEqual(
    records.map(({ title }) => title),
    ["Open"],
  );
});
