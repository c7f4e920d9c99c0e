/** Each object of the settings, made, changed and retired, is noticed: no browser goes on with what was. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { create, remove, restore, update } from "#engine/records/records.ts";
import type { JsonObject } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";

test("every object that is governed by the settings is told of at each change, by construction", async (t) => {
  const at = await testWorkspace(t);
  const anew = async (): Promise<Context> => at.engine.systemContext(await at.engine.workspaces.get(at.workspace.slug));
  const version = async (): Promise<number> => {
    const [row] = await at.ctx.db.query(
      sql<{
        version: number;
      }>`select catalogue_version as version from raabta.workspaces where schema = ${at.workspace.schema}`,
    );
    return row!.version;
  };
  const [role] = await at.ctx.db.query(
    sql<{ id: string }>`select id from roles where deleted_at is null order by name limit 1`,
  );
  const label = { en: "Word" };
  const steps = [{ do: "update", set: { industry: "Trade" } }];
  const records: Record<string, [made: JsonObject, changed: JsonObject]> = {
    customObject: [{ name: "x_thing", label: { en: { one: "Thing", many: "Things" } } }, { icon: "truck" }],
    customField: [{ object: "company", name: "x_note", type: "text", label }, { label: { en: "Other" } }],
    businessRule: [{ object: "company", kind: "required", fields: ["industry"] }, { active: false }],
    pageLayout: [
      { object: "company", groups: [{ label: { en: "Main" }, fields: ["name"] }] },
      { without: ["industry"] },
    ],
    customAction: [{ object: "company", name: "x_act", label, places: ["record"], steps }, { label: { en: "Other" } }],
    webhook: [
      {
        name: "Hook",
        address: "https://example.com/a",
        role: role!.id,
        topics: [{ object: "company", on: ["created"] }],
      },
      { name: "Hooks" },
    ],
    recordType: [{ object: "contact", label }, { label: { en: "Other" } }],
    automation: [{ object: "company", name: "Auto", trigger: { on: "created" }, steps }, { name: "Other" }],
  };
  const governed = [...at.ctx.catalogue.objects.values()].filter(
    ({ definition }) => definition.governedBy === "settings",
  );
  assert.deepEqual(
    Object.keys(records).toSorted(),
    governed.map(({ name }) => name).toSorted(),
    "an object of the settings that this test does not know",
  );
  for (const [object, [made, changed]] of Object.entries(records)) {
    let last = await version();
    const rises = async (what: string) => {
      const now = await version();
      assert.ok(now > last, `${object} ${what}`);
      last = now;
    };
    const { id } = await create(await anew(), object, made);
    await rises("made");
    await update(await anew(), object, id, changed);
    await rises("changed");
    await remove(await anew(), object, id);
    await rises("retired");
    await restore(await anew(), object, id);
    await rises("restored");
  }
  const before = await version();
  await create(await anew(), "company", { name: "No setting", industry: "Trade" });
  assert.equal(await version(), before);
});
