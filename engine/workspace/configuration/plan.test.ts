/** What a plan says of the things that it is about. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "#engine/context.ts";
import { create, update } from "#engine/records/records.ts";
import { sql } from "#model/sql.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { diffConfiguration } from "./apply.ts";
import { toFiles } from "./files.ts";
import { readConfiguration } from "./read.ts";

const anew = async ({ engine }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get("test"));

test("a plan says what names a thing, and calls a role of the product what the company does", async (t) => {
  const at = await testWorkspace(t);
  const [role] = await at.ctx.db.query(sql<{ id: string }>`select id from roles where key = 'sales'`);
  await update(at.ctx, "role", role!.id, { name: "Field force" });
  const groups = (...fields: string[]) => [{ label: { en: "About" }, fields }];
  const layout = { object: "company", groups: groups("name") };
  const { id } = await create(at.ctx, "pageLayout", { ...layout, forRole: role!.id });
  await create(at.ctx, "pageLayout", layout);
  const now = await anew(at);
  const files = toFiles(now, await readConfiguration(now));
  await update(now, "role", role!.id, { description: "On the road" });
  await update(now, "pageLayout", id, { groups: groups("name", "website") });
  const plan = await diffConfiguration(await anew(at), files);
  assert.deepEqual(
    plan.map(({ object, title, about }) => [object, title, about?.["name"], about?.["forRole"]]),
    [
      ["pageLayout", "company Field force", "Field force", "Field force"],
      ["role", "sales", "Field force", undefined],
    ],
  );
});
