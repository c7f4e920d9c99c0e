/** After a change of the shape all who come get the same catalogue, made once, and none of before. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "#engine/database/statement.ts";
import { create } from "#engine/records/records.ts";
import { testWorkspace } from "#test/harness/workspace.ts";

const standing = { object: "company", type: "text", label: { en: "Standing" } };

test("many who ask right after a change are told by one look, and all of it by the same catalogue", async (t) => {
  const { engine, ctx, workspace } = await testWorkspace(t);
  await create(ctx, "customField", standing);
  let asked = 0;
  const within = engine.database.within.bind(engine.database);
  t.mock.method(engine.database, "within", (...args: Parameters<typeof within>) => {
    const db = within(...args);
    const query: typeof db.query = (statement) => {
      if (/custom_fields/.test(("text" in statement ? statement : compile(statement)).text)) asked += 1;
      return db.query(statement);
    };
    return { ...db, query };
  });
  const got = await Promise.all(Array.from({ length: 50 }, () => engine.workspaces.get(workspace.slug)));
  assert.equal(new Set(got.map(({ catalogue }) => catalogue)).size, 1);
  assert.ok(got[0]!.catalogue.object("company").fields.has("x_standing"));
  assert.equal(asked, 1);
});

test("a look that began before a change does not stand for what came with it", async (t) => {
  const { engine, ctx, workspace } = await testWorkspace(t);
  engine.workspaces.forget();
  const early = engine.workspaces.get(workspace.slug);
  await create(ctx, "customField", standing);
  await early;
  const now = await engine.workspaces.get(workspace.slug);
  assert.ok(now.catalogue.object("company").fields.has("x_standing"));
});
