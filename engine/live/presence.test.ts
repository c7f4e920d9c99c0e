/** Who is told of whom at a record. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testWorkspace } from "#test/harness/workspace.ts";
import { othersOf, type Present } from "./presence.ts";

test("of a field that is hidden from the viewer it is not said that somebody edits it", async (t) => {
  const { person, engine, workspace } = await testWorkspace(t);
  const { actor } = (await person("manager")).ctx;
  const rights = actor.rights!;
  const company = { ...(rights.objects["company"] ?? rights.standard), fields: { notes: "hidden" as const } };
  const viewer = engine.context(workspace, {
    actor: { ...actor, rights: { ...rights, objects: { ...rights.objects, company } } },
    via: "screen",
  });
  const other = (editing: string): Present => ({ userId: "another", person: { id: "another", title: "A" }, editing });
  const told = othersOf(viewer, "company", [other("notes"), other("name")]);
  assert.deepEqual(
    told.map(({ editing }) => editing),
    [null, "name"],
  );
  assert.deepEqual(
    othersOf({ ...viewer, actor }, "company", [other("notes")]).map(({ editing }) => editing),
    ["notes"],
  );
});
