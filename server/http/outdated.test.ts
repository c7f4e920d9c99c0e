/** When a request is done once more with the objects and fields of now, and when what went wrong is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TEST_WORKSPACE } from "#test/harness/template.ts";
import { testHouse } from "./house.fixtures.ts";
import { withShapeOfNow } from "./outdated.ts";

const noColumn = Object.assign(new Error("column x1 does not exist"), { code: "42703" });

test("who met a column that has just gone asks once more; who has written, or met another fault, is told", async (t) => {
  const { house, key } = await testHouse(t);
  const { workspaces } = house.engine;
  const ctx = house.engine.systemContext(await workspaces.get(TEST_WORKSPACE));
  const asked: string[] = [];
  const failing = (error: Error) => async (): Promise<string> => {
    asked.push("once");
    throw error;
  };
  const again = async (): Promise<string> => {
    asked.push("again");
    return "answered";
  };
  await assert.rejects(withShapeOfNow(workspaces, ctx, failing(noColumn), again), noColumn);
  assert.deepEqual(asked.splice(0), ["once"], "the shape is the same: it is our own fault");

  const { speak } = await key("owner");
  const field = { object: "contact", type: "text", label: { en: "Colour" } };
  assert.equal((await speak("POST", "/api/v1/custom-fields", field)).status, 201);
  const other = new Error("something else");
  await assert.rejects(withShapeOfNow(workspaces, ctx, failing(other), again), other);
  assert.equal(await withShapeOfNow(workspaces, ctx, failing(noColumn), again), "answered");
  assert.deepEqual(asked.splice(0), ["once", "once", "again"]);

  await ctx.transaction(async () => undefined);
  await assert.rejects(withShapeOfNow(workspaces, ctx, failing(noColumn), again), noColumn);
  assert.deepEqual(asked, ["once"], "what stands is not done twice");
});
