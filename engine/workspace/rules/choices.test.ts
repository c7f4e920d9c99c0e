/** What a choice offers by rules of a company's own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { create, update } from "#engine/records/records.ts";
import { InvalidInput, type Issue } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { sql } from "#model/sql.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";

/** The context as the next request would have it. */
const anew = async ({ engine, workspace }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));

const issuesOf = (work: Promise<unknown>): Promise<Issue[]> =>
  work.then(
    () => assert.fail("it was not refused"),
    (problem: unknown) => (problem instanceof InvalidInput ? problem.issues : assert.fail(String(problem))),
  );

const paths = async (work: Promise<unknown>): Promise<string[]> => (await issuesOf(work)).map((issue) => issue.path);

test("a choice offers less while the condition holds; what stood stays, and what is offered is there", async (t) => {
  const at = await testWorkspace(t);
  const options = ["wheat", "cotton", "rice"];
  for (const [name, type] of [
    ["x_goods", "choices"],
    ["x_main", "choice"],
  ])
    await create(at.ctx, "customField", { object: "company", name, type, label: { en: name }, settings: { options } });
  const before = await anew(at);
  const old = await create(before, "company", { name: "Old", industry: "Mill", x_goods: ["rice"], x_main: "rice" });
  const mill = { field: "industry", op: "eq", value: "Mill" };
  const rule = (fields: string[], offers: Json) => ({ kind: "choices", fields, when: mill, settings: { offers } });
  const make = (input: JsonObject) => create(before, "businessRule", { object: "company", ...input });
  assert.deepEqual(
    (await issuesOf(make(rule(["x_main"], [])))).map(({ path, code }) => [path, code]),
    [["settings.offers", "rules.noOffers"]],
  );
  assert.equal((await issuesOf(make(rule(["x_main"], ["barley"]))))[0]!.code, "rules.value");
  assert.equal((await issuesOf(make(rule(["industry"], ["Mill"]))))[0]!.code, "rules.options");
  assert.deepEqual(await paths(make(rule(["x_main", "x_goods"], ["rice"]))), ["fields"]);
  for (const name of ["x_main", "x_goods"]) await make(rule([name], ["wheat", "cotton"]));
  const ctx = await anew(at);
  const [issue] = await issuesOf(create(ctx, "company", { name: "New", industry: "Mill", x_main: "rice" }));
  assert.deepEqual(
    [issue!.path, issue!.code, issue!.params],
    ["x_main", "issue.ruleChoice", { value: "rice", options: "wheat, cotton" }],
  );
  await create(ctx, "company", { name: "Shop", industry: "Shop", x_main: "rice", x_goods: ["rice"] });
  await update(ctx, "company", old.id, { x_goods: ["rice", "wheat"] });
  await update(ctx, "company", old.id, { x_main: "wheat" });
  assert.deepEqual(await paths(update(ctx, "company", old.id, { x_main: "rice" })), ["x_main"]);
  const shop = await create(ctx, "company", { name: "Second shop", industry: "Shop", x_main: "rice" });
  await update(ctx, "company", shop.id, { industry: "Mill" });
  const [field] = await ctx.db.query(sql<{ id: string }>`select id from custom_fields where name = 'x_main'`);
  const fewer = { settings: { options: ["wheat", "rice"] } };
  assert.equal((await issuesOf(update(ctx, "customField", field!.id, fewer)))[0]!.code, "rules.speaksOfIt");
});
