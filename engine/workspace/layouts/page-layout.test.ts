/** A company lays out its records for everyone, for a role, for a team: who looks gets the one that fits best. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { create, purgeRecords, remove, update } from "#engine/records/records.ts";
import { InvalidInput } from "#model/errors.ts";
import type { JsonObject } from "#model/json.ts";
import { layoutFor } from "#model/page-layout.ts";
import { sql } from "#model/sql.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";

const anew = async ({ engine, workspace }: TestWorkspace) =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));
const group = (...fields: string[]) => [{ label: { en: "First" }, fields }];
const company = (said: JsonObject) => ({ object: "company", ...said });

test("one's own team's comes before one's role's, everyone's and the product's", async (t) => {
  const at = await testWorkspace(t);
  const team = await create(at.ctx, "team", { name: "North" });
  const [sales, manager] = [await at.person("sales", [team.id]), await at.person("manager")];
  const role = manager.ctx.actor.roleId!;
  const seen = async (person: typeof sales) => {
    const { definition } = (await anew(at)).catalogue.object("company");
    return layoutFor(definition, person.ctx.actor).layout[0]!.fields[0];
  };
  assert.deepEqual([await seen(sales), await seen(manager)], ["name", "name"]);
  const everyone = await create(at.ctx, "pageLayout", company({ groups: group("industry") }));
  assert.deepEqual([await seen(sales), await seen(manager)], ["industry", "industry"]);
  await create(at.ctx, "pageLayout", company({ forRole: role, groups: group("website") }));
  const own = await create(at.ctx, "pageLayout", company({ forTeam: team.id, groups: group("phones") }));
  assert.deepEqual([everyone["name"], own["name"]], ["everyone", "North"]);
  assert.deepEqual([await seen(sales), await seen(manager)], ["phones", "website"]);
  await assert.rejects(
    create(at.ctx, "pageLayout", company({ forTeam: team.id, groups: group("name") })),
    (error: unknown) => error instanceof InvalidInput && error.issues[0]!.code === "layouts.already",
  );
  await remove(at.ctx, "pageLayout", own.id, {});
  assert.equal(await seen(sales), "industry");
});

test("what stands nowhere follows at the end, what is left out does not", async (t) => {
  const at = await testWorkspace(t);
  const own = await create(
    at.ctx,
    "pageLayout",
    company({ groups: group("name", "website"), without: ["notes"], create: ["website", "name"] }),
  );
  await create(at.ctx, "customField", company({ name: "later", type: "text", label: { en: "Later" } }));
  const { definition } = (await anew(at)).catalogue.object("company");
  const { layout, create: asked } = layoutFor(definition, { roleId: null, teamIds: [] });
  const rest = layout.at(-1)!;
  assert.equal(rest.name, "custom");
  assert.ok(rest.fields.includes("x_later") && rest.fields.includes("industry") && !rest.fields.includes("notes"));
  assert.deepEqual(asked, ["website", "name"]);
  const wrong: [JsonObject, string][] = [
    [{ groups: group("name", "name") }, "groups"],
    [{ groups: group("nothing") }, "groups"],
    [{ groups: [{ label: { fr: "Non" }, fields: [] }] }, "groups.0.label"],
    [{ groups: group("name"), without: ["name"] }, "groups"],
  ];
  for (const [patch, path] of wrong)
    await assert.rejects(update(await anew(at), "pageLayout", own.id, patch), (error: unknown) => {
      assert.ok(error instanceof InvalidInput);
      assert.ok(
        error.issues.some((issue) => issue.path.startsWith(path)),
        JSON.stringify(error.issues),
      );
      return true;
    });
});

test("rules and layouts of an object go with it when it is deleted for good", async (t) => {
  const at = await testWorkspace(t);
  const vehicle = { name: "x_vehicle", label: { en: { one: "Vehicle", many: "Vehicles" } } };
  const made = await create(at.ctx, "customObject", vehicle);
  let ctx = await anew(at);
  await create(ctx, "pageLayout", { object: "x_vehicle", groups: group("name") });
  await create(ctx, "businessRule", { object: "x_vehicle", kind: "readOnly", fields: ["name"] });
  ctx = await anew(at);
  await remove(ctx, "customObject", made.id, {});
  await purgeRecords(await anew(at), "customObject", [made.id]);
  const left = await ctx.db.query(sql`select id from page_layouts union all select id from business_rules`);
  assert.deepEqual(left, []);
  await create(await anew(at), "customObject", vehicle);
  assert.equal((await anew(at)).catalogue.object("x_vehicle").definition.rules, undefined);
});
