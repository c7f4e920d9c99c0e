/** Fields that nobody fills or names, and pairs that mean the same, are found; a million records cost what ten thousand do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { create } from "#engine/records/records.ts";
import type { JsonObject } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { readHealth } from "./health.ts";

test("the share of filled records, what names a field, and fields that mean the same", async (t) => {
  const { ctx: first, engine } = await testWorkspace(t);
  const field = (name: string, type: string, label: JsonObject, settings: JsonObject = {}) =>
    create(first, "customField", { object: "company", name, type, label, settings });
  await field("branch", "text", { en: "Branch", ur: "شاخ" });
  await field("shakh", "text", { ur: "شاخ" });
  await field("empty", "number", { en: "Nothing" });
  await field("friends", "relations", { en: "Friends" }, { to: "company" });
  const ctx = engine.systemContext(await engine.workspaces.get("test"));
  const one = await create(ctx, "company", { name: "A", x_branch: "Lahore", x_shakh: "lahore" });
  await create(ctx, "company", { name: "B", x_branch: "Karachi", x_shakh: "Quetta", x_friends: [one.id] });
  await create(ctx, "company", { name: "C", x_branch: "Karachi" });
  await create(ctx, "company", { name: "D" });
  await create(ctx, "view", {
    name: "V",
    object: "company",
    sharing: "shared",
    definition: { columns: [{ field: "x_branch" }] },
  });
  const { fields, alike } = await readHealth(ctx);
  assert.deepEqual(
    fields.map(({ field: name, records, filled, exact, uses }) => [name, records, filled, exact, uses]),
    [
      ["x_branch", 4, 0.75, true, 1],
      ["x_shakh", 4, 0.5, true, 0],
      ["x_empty", 4, 0, true, 0],
      ["x_friends", 4, 0.25, true, 0],
    ],
  );
  assert.deepEqual(alike, [{ object: "company", fields: ["x_branch", "x_shakh"], both: 2, same: 1 }]);
});

test("of a large table only what the planner knows is asked", async (t) => {
  const { ctx: first, engine } = await testWorkspace(t);
  await create(first, "customField", { object: "company", name: "half", type: "text", label: { en: "Half" } });
  const ctx = engine.systemContext(await engine.workspaces.get("test"));
  const { id } = await create(ctx, "company", { name: "A", x_half: "yes" });
  await ctx.db.query(
    sql`insert into companies select (jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'x1', case when n % 4 = 0 then 'v' end))).* from (select c as p from companies c where id = ${id}::uuid) as one, generate_series(1, 400) as n`,
  );
  await ctx.db.query(sql`analyze companies`);
  const { fields } = await readHealth(ctx, 100);
  const [half] = fields;
  assert.equal(half!.exact, false);
  assert.equal(half!.records, 401);
  assert.ok(Math.abs(half!.filled! - 0.25) < 0.02, `${half!.filled}`);
});
