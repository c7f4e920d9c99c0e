/** Before a retired field or object is deleted for good: its values can be taken out, what it takes is told, and what uses it stands in the way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "node:stream/consumers";
import { copyOut } from "#engine/transfer/export/copy-out.ts";
import { listSpecSchema } from "#engine/transfer/export/list-spec.ts";
import { listStatement } from "#engine/transfer/export/list-statement.ts";
import type { Context } from "#engine/context.ts";
import { read } from "#engine/query/read.ts";
import { create, purgeRecords, remove } from "#engine/records/records.ts";
import { Forbidden, InvalidInput } from "#model/errors.ts";
import type { JsonObject } from "#model/json.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { readDeletion } from "./retired.ts";

const anew = async ({ engine, workspace }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));

const field = (object: string, name: string, type: string, settings: JsonObject = {}) => ({
  object,
  name,
  type,
  label: { en: name },
  settings,
});

async function taken(ctx: Context, spec: JsonObject): Promise<string[]> {
  const { select } = await listStatement(ctx, listSpecSchema.parse({ retired: true, ...spec }));
  let all = "";
  await ctx.transaction((inner) => copyOut(inner, select, "format csv", async (rows) => void (all = await text(rows))));
  return all.trim().split("\n");
}

test("the values of a retired field are taken out, those in the trash too, and only by who may", async (t) => {
  const at = await testWorkspace(t);
  const made = await create(at.ctx, "customField", field("company", "note", "text"));
  const ctx = await anew(at);
  const one = await create(ctx, "company", { name: "One", x_note: "=1+1" });
  const two = await create(ctx, "company", { name: "Two", x_note: "plain" });
  await create(ctx, "company", { name: "Without" });
  await remove(ctx, "company", two.id);
  await remove(ctx, "customField", made.id);
  const after = await anew(at);
  const spec = {
    object: "company",
    fields: ["id", "name", "x_note"],
    filter: { field: "x_note", op: "notEmpty" },
  };
  assert.deepEqual((await taken(after, spec)).toSorted(), [`${one.id},One,'=1+1`, `${two.id},Two,plain`].toSorted());
  await assert.rejects(taken(after, { ...spec, retired: false }), InvalidInput);
  const told = await readDeletion(after, "customField", made.id);
  assert.deepEqual(told, {
    object: "company",
    field: "x_note",
    records: 2,
    exact: true,
    fields: 0,
    holds: true,
    uses: [],
  });
  const seller = await at.person("sales");
  await assert.rejects(taken({ ...seller.ctx, catalogue: after.catalogue }, spec), Forbidden);
});

test("what uses a retired field stands in the way of deleting it, roles and remembered files do not", async (t) => {
  const at = await testWorkspace(t);
  const made = await create(at.ctx, "customField", field("company", "note", "text"));
  const ctx = await anew(at);
  const definition = { filter: { field: "x_note", op: "notEmpty" } };
  const view = await create(ctx, "view", { name: "Noted", object: "company", sharing: "shared", definition });
  const whole = { read: "all", create: true, update: "all", delete: "all" };
  const company = { ...whole, fields: { x_note: "hidden" } };
  const rights = { standard: whole, objects: { company }, capabilities: [] };
  await create(ctx, "role", { name: "Blind", rights });
  const groups = [{ name: "main", fields: ["name", "x_note"] }];
  const layout = await create(ctx, "pageLayout", { object: "company", groups, create: ["name", "x_note"] });
  await remove(ctx, "customField", made.id);
  const { uses } = await readDeletion(await anew(at), "customField", made.id);
  assert.deepEqual(
    uses
      .map(({ object, title, blocks }) => [object, title, blocks])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    [
      ["pageLayout", "everyone", false],
      ["role", "Blind", false],
      ["view", "Noted", true],
    ],
  );
  await assert.rejects(purgeRecords(await anew(at), "customField", [made.id]), (error: unknown) => {
    assert.ok(error instanceof InvalidInput);
    assert.deepEqual([error.issues[0]!.code, error.issues[0]!.params?.["what"]], ["shape.used", "Noted"]);
    return true;
  });
  await remove(await anew(at), "view", view.id);
  await purgeRecords(await anew(at), "customField", [made.id]);
  await assert.rejects(readDeletion(await anew(at), "customField", made.id));
  const left = await read(await anew(at), "pageLayout", layout.id);
  assert.deepEqual([left["groups"], left["create"]], [[{ name: "main", fields: ["name"] }], ["name"]]);
});

test("an object goes with its fields, records, rules and layouts, but not while another field points at it", async (t) => {
  const at = await testWorkspace(t);
  const label = { en: { one: "Vehicle", many: "Vehicles" } };
  const object = await create(at.ctx, "customObject", { name: "x_vehicle", label });
  await create(await anew(at), "customField", field("x_vehicle", "plate", "text", { required: true }));
  await create(await anew(at), "businessRule", { object: "x_vehicle", kind: "required", fields: ["x_plate"] });
  const pointing = await create(
    await anew(at),
    "customField",
    field("company", "car", "relation", { to: "x_vehicle" }),
  );
  await create(await anew(at), "x_vehicle", { name: "Tempo", x_plate: "DL 1" });
  const ctx = await anew(at);
  const told = await readDeletion(ctx, "customObject", object.id);
  assert.deepEqual(
    [told.records, told.fields, told.uses.map((use) => [use.title, use.blocks])],
    [1, 1, [["x_car", true]]],
  );
  await remove(ctx, "customField", pointing.id);
  await purgeRecords(await anew(at), "customField", [pointing.id]);
  await remove(await anew(at), "customObject", object.id);
  assert.deepEqual(await taken(await anew(at), { object: "x_vehicle", fields: ["name", "x_plate"] }), ["Tempo,DL 1"]);
  await purgeRecords(await anew(at), "customObject", [object.id]);
  assert.equal((await anew(at)).catalogue.objects.has("x_vehicle"), false);
});
