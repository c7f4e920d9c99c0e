/** Timeline, history and search over all objects, within the viewer's rights. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testWorkspace } from "#test/harness/workspace.ts";
import { readHistory } from "../events/history.ts";
import { create, remove, update } from "../records/records.ts";
import { search } from "../search/search.ts";
import { readTimeline } from "./read.ts";

test("a note shows on its company's page when it happened, pages, and goes with its record", async (t) => {
  const { ctx } = await testWorkspace(t);
  const company = await create(ctx, "company", { name: "Delhi Stores" });
  const notes = [];
  for (let n = 0; n < 5; n += 1)
    notes.push(
      await create(ctx, "activity", {
        kind: "note",
        subject: `Note ${n}`,
        company: company.id,
        startsAt: `2024-01-0${n + 1}T10:00:00Z`,
      }),
    );
  const first = await readTimeline(ctx, "company", company.id, { kinds: ["activity"], limit: 2 });
  assert.equal(first.data.length, 2);
  const second = await readTimeline(ctx, "company", company.id, {
    kinds: ["activity"],
    limit: 10,
    cursor: first.nextCursor!,
  });
  assert.equal(second.data.length, 3);
  await remove(ctx, "activity", notes[0]!.id);
  assert.equal((await readTimeline(ctx, "company", company.id, { kinds: ["activity"] })).data.length, 4);
});

test("history names who changed what from what, and leaves hidden fields out", async (t) => {
  const { ctx, person, engine, workspace } = await testWorkspace(t);
  const company = await create(ctx, "company", { name: "Before" });
  const manager = await person("manager");
  await update(manager.ctx, "company", company.id, { name: "After", owner: manager.id });
  const { data } = await readHistory(ctx, "company", company.id, {});
  assert.deepEqual(
    data.map((entry) => entry.type),
    ["updated", "created"],
  );
  assert.deepEqual(
    data[0]!.changes.find((change) => change.field === "name"),
    { field: "name", from: "Before", to: "After" },
  );
  assert.equal(
    (data[0]!.changes.find((change) => change.field === "owner")!.to as { title: string }).title,
    "manager 1",
  );
  const rights = structuredClone(manager.ctx.actor.rights!);
  rights.objects["company"] = { ...rights.standard, fields: { name: "hidden" } };
  const blind = engine.context(workspace, { actor: { ...manager.ctx.actor, rights, roleId: "blind" }, via: "api" });
  const seen = await readHistory(blind, "company", company.id, {});
  assert.ok(!JSON.stringify(seen).includes("Before"));
  assert.equal((JSON.parse(await search(manager.ctx, "after")) as { data: unknown[] }).data.length > 0, true);
  assert.deepEqual(
    (JSON.parse(await search(blind, "after")) as { data: { object: string }[] }).data.filter(
      (hit) => hit.object === "company",
    ),
    [],
  );
});

test("search finds over all objects what the viewer may see", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  await create(ctx, "company", { name: "Zubair Kitchenware" });
  await create(ctx, "product", { name: "Zubair pan", code: "Z-9" });
  const rep = await person("sales");
  const all = JSON.parse(await search(ctx, "zub")) as { data: { object: string; title: string }[] };
  assert.ok(all.data.some((hit) => hit.object === "company" && hit.title === "Zubair Kitchenware"));
  assert.ok(all.data.some((hit) => hit.object === "product"));
  const some = JSON.parse(await search(rep.ctx, "zub")) as { data: { object: string }[] };
  assert.deepEqual(
    some.data.map((hit) => hit.object),
    ["product"],
  );
});
