/** Who asks why somebody sees a record is told by what the compiler of rights itself found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { create, update } from "#engine/records/records.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { explainAccess } from "./explain.ts";

test("owner, team with its way through the tree, condition of the role, and what nobody lets in", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const north = await create(ctx, "team", { name: "North" });
  const lahore = await create(ctx, "team", { name: "Lahore", parent: north.id });
  const [seller, head, stranger] = [
    await person("sales", [lahore.id]),
    await person("sales", [north.id]),
    await person("sales"),
  ];
  const { id } = await create(ctx, "company", { name: "Mill", owner: seller.id, team: lahore.id });
  const told = async (userId: string) => {
    const { actions, path } = await explainAccess(ctx, "company", id, userId);
    return [...actions.map(({ allowed, scope, because }) => [allowed, scope, because]), path.map(({ title }) => title)];
  };
  assert.deepEqual(await told(seller.id), [
    [true, "team", "own"],
    [true, "team", "own"],
    [true, "own", "own"],
    ["Lahore"],
  ]);
  assert.deepEqual(await told(head.id), [
    [true, "team", "team"],
    [true, "team", "team"],
    [false, "own", null],
    ["North", "Lahore"],
  ]);
  assert.deepEqual(await told(stranger.id), [[false, "team", null], [false, "team", null], [false, "own", null], []]);
});

test("conditions and hidden fields are told with their reason; inactive people are refused", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const filter = { field: "industry", op: "eq", value: "mills" };
  const role = await create(ctx, "role", {
    name: "Mills only",
    rights: {
      standard: { read: "none", create: false, update: "none", delete: "none" },
      objects: {
        company: {
          read: { filter },
          create: false,
          update: "none",
          delete: "none",
          fields: { website: "hidden", name: "read" },
        },
      },
      capabilities: [],
    },
  });
  const who = await person("sales");
  await update(ctx, "user", who.id, { role: role.id });
  const mill = await create(ctx, "company", { name: "Mill", industry: "mills" });
  const shop = await create(ctx, "company", { name: "Shop", industry: "shops" });
  const explained = await explainAccess(ctx, "company", mill.id, who.id);
  assert.deepEqual(explained.role.title, "Mills only");
  assert.deepEqual(explained.actions[0], { action: "read", allowed: true, scope: "filter", filter, because: "filter" });
  assert.deepEqual(explained.fields, [
    { field: "name", access: "read", because: "role" },
    { field: "website", access: "hidden", because: "role" },
  ]);
  assert.equal((await explainAccess(ctx, "company", shop.id, who.id)).actions[0]!.allowed, false);
  await update(ctx, "user", who.id, { status: "suspended" });
  await assert.rejects(explainAccess(ctx, "company", mill.id, who.id), /may not work here/);
});
